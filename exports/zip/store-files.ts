import {zipSync} from 'fflate'
import type {Zippable} from 'fflate'

/**
 * Zip files in the order given, the same bytes on every machine.
 *
 * Entries are stored, not deflated: so the bytes depend on no library's compressor. The time of
 * every entry is 1980-01-01 12:00: zip has no time zone and fflate writes the local parts of a date,
 * so the date is made from local parts, at noon, which every zone has.
 *
 * @param files
 *   Paths with forward slashes, each once, and bytes.
 */
export function storeFiles(files: Iterable<readonly [string, Uint8Array]>): Uint8Array {
  const entries: Zippable = {}
  for (const [path, bytes] of files) entries[path] = bytes
  return zipSync(entries, {level: 0, mtime: new Date(1980, 0, 1, 12), os: 0, attrs: 0})
}
