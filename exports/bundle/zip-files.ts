import {compareText} from '#schemas'

import {storeFiles} from '../zip/store-files.ts'

/**
 * Zip files under one folder, sorted by code point.
 *
 * Nothing is deflated, so that a reader can refuse every compressed entry, which leaves no room for
 * a bomb.
 */
export function zipFiles(folder: string, files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const paths = [...files.keys()].toSorted(compareText)
  return storeFiles(paths.map((path) => [`${folder}/${path}`, files.get(path)!]))
}
