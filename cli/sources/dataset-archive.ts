import {createReadStream} from 'node:fs'
import {pipeline} from 'node:stream/promises'
import {createGunzip} from 'node:zlib'

import {extract, type Header} from 'tar-stream'

import type {ContentSource} from '#pipeline'

import {fromExport} from './dataset-file.ts'
import {loadedSource} from './loaded-source.ts'
import {SourceError} from './source-error.ts'

/** Most bytes that an archive may unpack to: 4 GiB. */
const maxBytes = 4 * 1024 ** 3

/**
 * Read a dataset export as `sanity dataset export` writes it: a gzipped tar with `data.ndjson`,
 * `images/` and `files/`. Nothing is written to disk; links in the archive are refused.
 */
export function datasetArchive(path: string): ContentSource {
  return loadedSource(path, async () => {
    const files = await unpack(path)
    const data = [...files].find(([name]) => name.endsWith('.ndjson'))
    if (!data) {
      throw new SourceError(
        'dataset-malformed',
        `${path} holds no NDJSON file: is it a dataset export?`,
      )
    }
    return fromExport(data[1], `${path}!${data[0]}`, async (name) => {
      const bytes = files.get(name)
      if (!bytes) throw new SourceError('asset-missing', `${path} holds no file ${name}`)
      return bytes
    })
  })
}

async function unpack(path: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const archive = extract()
  let total = 0
  archive.on('entry', (header, stream, next) => {
    const chunks: Uint8Array[] = []
    const fault = faultOf(header)
    if (fault) {
      archive.destroy(new SourceError('dataset-malformed', `${path}!${header.name}: ${fault}`))
      return
    }
    stream.on('data', (data) => {
      const chunk = data as Uint8Array
      total += chunk.length
      if (total > maxBytes) {
        archive.destroy(
          new SourceError('dataset-malformed', `${path} unpacks to more than ${maxBytes} bytes`),
        )
      }
      chunks.push(chunk)
    })
    stream.on('end', () => {
      if (header.type === 'file') files.set(withoutRoot(header.name), Buffer.concat(chunks))
      next()
    })
    stream.resume()
  })
  try {
    await pipeline(createReadStream(path), createGunzip(), archive)
  } catch (error) {
    if (error instanceof SourceError) throw error
    throw new SourceError(
      'dataset-truncated',
      `${path} is not a whole gzipped tar: export it again`,
      {cause: error},
    )
  }
  return files
}

function faultOf({type, name}: Header): string | undefined {
  if (type !== 'file' && type !== 'directory') return `a ${type} is not read from an archive`
  if (name.startsWith('/') || name.split(/[/\\]/).includes('..'))
    return 'the path leads out of the archive'
  return undefined
}

/** Exports have one folder around everything. */
function withoutRoot(name: string): string {
  const parts = name.replace(/^\.\//, '').split('/')
  return parts.length > 1 && parts[0] !== 'images' && parts[0] !== 'files'
    ? parts.slice(1).join('/')
    : parts.join('/')
}
