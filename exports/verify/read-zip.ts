import {equalBytes} from '../bundle/digests.ts'
import {pathFaults} from '../bundle/path-faults.ts'
import type {PathFaultCode} from '../bundle/path-faults.ts'
import {zipFiles} from '../bundle/zip-files.ts'

export type ZipFaultCode =
  | 'zip-malformed'
  | 'zip-too-large'
  | 'zip-too-many'
  | 'zip-compressed'
  | 'zip-encrypted'
  | 'zip-link'
  | 'zip-duplicate'
  | 'zip-headers-differ'
  | 'zip-not-one-folder'
  | 'zip-not-canonical'

/** A zip that is not one of ours. Nothing of it was written anywhere. */
export class ZipError extends Error {
  override name = 'ZipError'
  readonly code: ZipFaultCode | PathFaultCode
  /** Entry; empty for the whole. */
  readonly path: string

  constructor(code: ZipFaultCode | PathFaultCode, path: string, message: string) {
    super(message)
    this.code = code
    this.path = path
  }
}

/** Caps on what is read into memory. */
export interface ZipLimits {
  bytes: number
  entries: number
}

const defaultZipLimits: ZipLimits = {bytes: 512 * 1024 * 1024, entries: 10_000}

const endSize = 22
const centralSize = 46
const localSize = 30
const unixLink = 0o120000

interface Entry {
  path: string
  size: number
  offset: number
  /** Name as bytes, to compare with the local header. */
  name: Uint8Array
}

/**
 * Read a bundle's zip, strictly: one folder of stored entries, as `zipFiles` writes it.
 *
 * Compressed entries are refused unread, so that nothing can blow up. In the end the files are
 * zipped again and must give the same bytes, so that no header can hide anything.
 *
 * @returns
 *   The folder's name, and the files below it.
 * @throws `ZipError`
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function readZip(
  zip: Uint8Array,
  limits: ZipLimits = defaultZipLimits,
): {folder: string; files: Map<string, Uint8Array>} {
  if (zip.length > limits.bytes) {
    throw new ZipError('zip-too-large', '', `has ${zip.length} bytes; ${limits.bytes} are read`)
  }
  const entries = readCentral(zip, limits)
  const [fault] = pathFaults(entries.map((entry) => entry.path))
  if (fault) throw new ZipError(fault.code, fault.path, fault.message)

  const folder = entries[0]?.path.split('/')[0] ?? ''
  const files = new Map<string, Uint8Array>()
  for (const entry of entries) {
    if (!entry.path.startsWith(`${folder}/`)) {
      throw new ZipError('zip-not-one-folder', entry.path, `is not in the folder \`${folder}\``)
    }
    files.set(entry.path.slice(folder.length + 1), readEntry(zip, entry))
  }
  if (!equalBytes(zipFiles(folder, files), zip)) {
    throw new ZipError(
      'zip-not-canonical',
      '',
      'has bytes that its files do not account for: a changed header, a gap, a comment, an order',
    )
  }
  return {folder, files}
}

function readCentral(zip: Uint8Array, limits: ZipLimits): Entry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = zip.length - endSize
  // Ours have no comment, so the record is at the very end.
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) {
    throw new ZipError('zip-malformed', '', 'is no zip, is cut off, or has something after its end')
  }
  const count = view.getUint16(end + 10, true)
  if (count > limits.entries) {
    throw new ZipError('zip-too-many', '', `has ${count} entries; ${limits.entries} are read`)
  }
  if (count === 0) throw new ZipError('zip-malformed', '', 'is empty')

  const entries: Entry[] = []
  const seen = new Set<string>()
  let offset = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index += 1) {
    const {entry, next} = readCentralEntry(zip, view, offset)
    if (seen.has(entry.path)) {
      throw new ZipError('zip-duplicate', entry.path, 'is in the zip twice')
    }
    seen.add(entry.path)
    entries.push(entry)
    offset = next
  }
  return entries
}

function readCentralEntry(
  zip: Uint8Array,
  view: DataView,
  offset: number,
): {entry: Entry; next: number} {
  if (offset + centralSize > zip.length || view.getUint32(offset, true) !== 0x02014b50) {
    throw new ZipError('zip-malformed', '', 'its directory is damaged')
  }
  const nameLength = view.getUint16(offset + 28, true)
  const skipped = view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true)
  const name = zip.subarray(offset + centralSize, offset + centralSize + nameLength)
  const path = decodeName(name)
  const unixMode = view.getUint32(offset + 38, true) >>> 16
  if ((unixMode & 0o170000) === unixLink) {
    throw new ZipError('zip-link', path, 'is a symbolic link')
  }
  if ((view.getUint16(offset + 8, true) & 1) === 1) {
    throw new ZipError('zip-encrypted', path, 'is encrypted')
  }
  const size = view.getUint32(offset + 24, true)
  if (view.getUint16(offset + 10, true) !== 0 || view.getUint32(offset + 20, true) !== size) {
    throw new ZipError('zip-compressed', path, 'is compressed; entries of a bundle are stored')
  }
  return {
    entry: {path, name, size, offset: view.getUint32(offset + 42, true)},
    next: offset + centralSize + nameLength + skipped,
  }
}

function readEntry(zip: Uint8Array, entry: Entry): Uint8Array {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const {offset, path, name, size} = entry
  if (offset + localSize > zip.length || view.getUint32(offset, true) !== 0x04034b50) {
    throw new ZipError('zip-malformed', path, 'its header is damaged')
  }
  const nameLength = view.getUint16(offset + 26, true)
  const start = offset + localSize + nameLength + view.getUint16(offset + 28, true)
  const isSame =
    equalBytes(zip.subarray(offset + localSize, offset + localSize + nameLength), name) &&
    view.getUint16(offset + 8, true) === 0 &&
    view.getUint32(offset + 18, true) === size &&
    view.getUint32(offset + 22, true) === size
  if (!isSame) {
    throw new ZipError('zip-headers-differ', path, 'its own header and the directory differ')
  }
  if (start + size > zip.length) {
    throw new ZipError('zip-malformed', path, 'reaches beyond the end of the zip')
  }
  return zip.slice(start, start + size)
}

function decodeName(name: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(name)
  } catch {
    throw new ZipError('path-character', '', 'an entry has a name that is not UTF-8')
  }
}
