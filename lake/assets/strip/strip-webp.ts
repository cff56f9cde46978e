import {concat, StripError} from './strip-error.ts'

const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])

/** In `VP8X`: there is EXIF, there is XMP. */
const metadataFlags = 0x08 | 0x04

/**
 * Copy a WebP without EXIF, XMP and unknown chunks, and without whatever follows its end.
 *
 * @throws {StripError} for a file whose structure cannot be followed.
 * @see https://developers.google.com/speed/webp/docs/riff_container
 */
export function stripWebp(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = Math.min(bytes.length, 8 + view.getUint32(4, true))
  const parts: Uint8Array[] = []
  for (let at = 12; at + 8 <= whole;) {
    const length = view.getUint32(at + 4, true)
    const end = at + 8 + length + (length % 2)
    if (at + 8 + length > whole) throw new StripError('a chunk is cut off')
    const type = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1')
    if (kept.has(type)) parts.push(chunk(bytes.subarray(at, at + 8 + length), type))
    at = end
  }
  const body = concat(parts)
  const head = new Uint8Array(12)
  head.set(bytes.subarray(0, 12))
  new DataView(head.buffer).setUint32(4, body.length + 4, true)
  return concat([head, body])
}

function chunk(source: Uint8Array, type: string): Uint8Array {
  const copy = new Uint8Array(source.length + (source.length % 2))
  copy.set(source)
  if (type === 'VP8X') copy[8] = (copy[8] ?? 0) & ~metadataFlags
  return copy
}
