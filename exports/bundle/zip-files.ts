import {zipSync} from 'fflate'
import type {Zippable} from 'fflate'

import {compareText} from '#schemas'

/**
 * Zip files under one folder, the same bytes on every machine.
 *
 * Entries are sorted by code point and stored, not deflated: so the bytes depend on no library's
 * compressor, and a reader can refuse every compressed entry, which leaves no room for a bomb.
 * The time of every entry is 1980-01-01 12:00: zip has no time zone and fflate writes the local
 * parts of a date, so the date is made from local parts, at noon, which every zone has.
 */
export function zipFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries: Zippable = {}
  for (const path of [...files.keys()].toSorted(compareText)) {
    entries[`${folder}/${path}`] = files.get(path)!
  }
  return zipSync(entries, {level: 0, mtime: new Date(1980, 0, 1, 12), os: 0, attrs: 0})
}
