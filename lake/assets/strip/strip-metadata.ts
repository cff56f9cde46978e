import {stripGif} from './strip-gif.ts'
import {stripJpeg} from './strip-jpeg.ts'
import {stripPng} from './strip-png.ts'
import {stripWebp} from './strip-webp.ts'

const byExtension: Record<string, (bytes: Uint8Array) => Uint8Array> = {
  gif: stripGif,
  jpg: stripJpeg,
  png: stripPng,
  webp: stripWebp,
}

/**
 * Copy a picture without anything that is not picture: no place, no names, no comments, nothing
 * behind its end. Pixels stay as they are, bit for bit.
 *
 * @throws {StripError} for a file whose structure cannot be followed.
 */
export function stripMetadata(bytes: Uint8Array, extension: string): Uint8Array {
  const strip = byExtension[extension]
  if (!strip) throw new Error(`There is no way to strip a picture of the kind ${extension}`)
  return strip(bytes)
}
