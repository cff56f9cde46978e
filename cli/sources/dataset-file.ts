import {readFile} from 'node:fs/promises'
import {dirname, join, resolve} from 'node:path'

import type {ContentSource} from '#pipeline'

import {loadedSource, type LoadedDataset} from './loaded-source.ts'
import {parseDataset} from './parse-dataset.ts'
import {resolveSanityAssets} from './sanity-asset.ts'
import {SourceError} from './source-error.ts'
import {isCode} from '../home/lock.ts'

/** Read a dataset export in NDJSON; its assets lie in `images/` or `files/` beside it. */
export function datasetFile(path: string): ContentSource {
  return loadedSource(path, async () => {
    const folder = dirname(resolve(path))
    return fromExport(await readWhole(path), path, (name) => readWhole(join(folder, name)))
  })
}

/** Parse an export and resolve its `_sanityAsset`s. */
export async function fromExport(
  ndjson: Uint8Array,
  name: string,
  read: (path: string) => Promise<Uint8Array>,
): Promise<LoadedDataset> {
  const assets = new Map<string, Uint8Array>()
  const documents = []
  for (const document of parseDataset(ndjson, name)) {
    documents.push({
      ...document,
      ...((await resolveSanityAssets(document, read, assets)) as typeof document),
    })
  }
  return {
    documents,
    asset: async (id, fileName) => assets.get(id) ?? (await read(`images/${fileName}`)),
  }
}

async function readWhole(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isCode(error, 'ENOENT')) {
      throw new SourceError('dataset-unreadable', `There is no file ${path}`, {cause: error})
    }
    throw error
  }
}
