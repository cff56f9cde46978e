import {concat, StripError} from './strip-error.ts'

/** Chunks that decoders draw with; texts, times, EXIF and unknown ones are left out. */
const kept = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT pHYs bKGD acTL fcTL fdAT'.split(' '),
)

/**
 * Copy a PNG without what is not picture, and without whatever follows its end.
 *
 * @throws {StripError} for a file whose structure cannot be followed.
 * @see https://www.w3.org/TR/png-3/#5Chunk-layout
 */
export function stripPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Uint8Array[] = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) break
    const type = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1')
    if (kept.has(type)) parts.push(bytes.subarray(at, end))
    if (type === 'IEND') return concat(parts)
    at = end
  }
  throw new StripError('it has no end')
}
