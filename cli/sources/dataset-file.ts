import {readFile} from 'node:fs/promises'
import {dirname, join, resolve} from 'node:path'

import type {ContentSource} from '#pipeline'

import {isCode} from '../home/is-code.ts'
import {fromExport} from './from-export.ts'
import {loadedSource} from './loaded-source.ts'
import {SourceError} from './source-error.ts'

/** Read a dataset export in NDJSON; its assets lie in `images/` beside it. */
export function datasetFile(path: string): ContentSource {
  return loadedSource(path, async () => {
    const folder = dirname(resolve(path))
    const ndjson = await readOrMissing(path)
    if (!ndjson) throw new SourceError('dataset-unreadable', `There is no file ${path}`)
    return fromExport(ndjson, path, (name) => readOrMissing(join(folder, name)))
  })
}

async function readOrMissing(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}
