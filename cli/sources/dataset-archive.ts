import {createReadStream} from 'node:fs'
import {pipeline} from 'node:stream/promises'
import {createGunzip} from 'node:zlib'

import {extract, type Header} from 'tar-stream'

import type {ContentSource} from '#pipeline'

import {isCode} from '../home/is-code.ts'
import {fromExport} from './from-export.ts'
import {loadedSource} from './loaded-source.ts'
import {SourceError} from './source-error.ts'

/** What an archive may cost. */
export interface ArchiveLimits {
  /** Most bytes that it may unpack to. */
  maxBytes: number
  /** Most files in it. */
  maxFiles: number
}

const defaults: ArchiveLimits = {maxBytes: 4 * 1024 ** 3, maxFiles: 200_000}

/**
 * Read a dataset export as `sanity dataset export` writes it: a gzipped tar with one folder that
 * holds `data.ndjson`, `images/` and `files/`.
 *
 * Nothing is written to disk. Links, paths that lead out and files that come twice are refused.
 */
export function datasetArchive(path: string, limits: ArchiveLimits = defaults): ContentSource {
  return loadedSource(path, async () => {
    const files = await unpack(path, limits)
    const [data, ...more] = [...files].filter(([name]) => /^[^/]+\.ndjson$/.test(name))
    if (!data || more.length > 0) {
      throw new SourceError(
        'dataset-malformed',
        `${path} holds ${data ? 'several NDJSON files' : 'no NDJSON file'}: is it a dataset export?`,
      )
    }
    return fromExport(data[1], `${path}!${data[0]}`, async (name) => files.get(name))
  })
}

async function unpack(path: string, limits: ArchiveLimits): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const archive = extract()
  let entries = 0
  const refuse = (reason: string) =>
    archive.destroy(new SourceError('dataset-malformed', `${path}: ${reason}`))
  archive.on('entry', (header, stream, next) => {
    stream.on('error', (error) => archive.destroy(error))
    const name = withoutRoot(header.name)
    const fault = faultOf(header) ?? (files.has(name) ? 'is in it twice' : undefined)
    entries += 1
    if (fault) return refuse(`${JSON.stringify(header.name)} ${fault}`)
    if (entries > limits.maxFiles) return refuse(`it holds more than ${limits.maxFiles} files`)
    const chunks: Uint8Array[] = []
    stream.on('data', (chunk) => chunks.push(chunk as Uint8Array))
    stream.on('end', () => {
      if (header.type === 'file' && isWanted(name)) files.set(name, Buffer.concat(chunks))
      next()
    })
    stream.resume()
    return undefined
  })
  try {
    await pipeline(createReadStream(path), createGunzip(), capped(path, limits), archive)
  } catch (error) {
    throw asSourceError(error, path)
  }
  return files
}

/** Pass bytes on, headers too, until there are too many. */
function capped(path: string, {maxBytes}: ArchiveLimits) {
  return async function* (source: AsyncIterable<Uint8Array>) {
    let bytes = 0
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > maxBytes) {
        throw new SourceError('dataset-malformed', `${path} unpacks to more than ${maxBytes} bytes`)
      }
      yield chunk
    }
  }
}

function asSourceError(error: unknown, path: string): SourceError {
  if (error instanceof SourceError) return error
  const cause = {cause: error}
  if (isCode(error, 'ENOENT')) {
    return new SourceError('dataset-unreadable', `There is no file ${path}`, cause)
  }
  return new SourceError(
    'dataset-truncated',
    `${path} is not a whole gzipped tar: export it again`,
    cause,
  )
}

function faultOf({type, name}: Header): string | undefined {
  if (type !== 'file' && type !== 'directory') return `is a ${type}, which is not read`
  if (name.startsWith('/') || name.split(/[/\\]/).includes('..')) return 'leads out of the archive'
  return undefined
}

/** Documents and images; articles have no other files. */
function isWanted(name: string): boolean {
  return name.endsWith('.ndjson') || name.startsWith('images/')
}

/** Exports have one folder around everything. */
function withoutRoot(name: string): string {
  const parts = name.replace(/^\.\//, '').split('/')
  const isBare = parts.length === 1 || parts[0] === 'images' || parts[0] === 'files'
  return (isBare ? parts : parts.slice(1)).join('/')
}
