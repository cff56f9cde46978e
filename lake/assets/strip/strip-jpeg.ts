import {concat, StripError} from './strip-error.ts'

/**
 * Copy a JPEG without what is not picture: EXIF, XMP, IPTC, comments, and whatever follows its end.
 *
 * Colour profile and orientation stay, the latter as an EXIF block that holds nothing else. Pixels
 * are not decoded.
 *
 * @throws {StripError} for a file whose structure cannot be followed.
 * @see https://www.w3.org/Graphics/JPEG/itu-t81.pdf Annex B
 */
export function stripJpeg(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  let orientation = 1
  let at = 2
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1
    const marker = bytes[at + 1]
    if (bytes[at] !== 0xff || marker === undefined) throw new StripError('a marker is missing')
    if (marker === 0xd9) break
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2
      continue
    }
    const end = at + 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
    if (end > bytes.length || end < at + 4) throw new StripError('a segment is cut off')
    const segment = bytes.subarray(at, end)
    if (isKept(marker, segment)) parts.push(segment)
    else if (marker === 0xe1) orientation = orientationIn(segment) ?? orientation
    at = end
    if (marker === 0xda) {
      const scanEnd = endOfScan(bytes, at)
      parts.push(bytes.subarray(at, scanEnd))
      at = scanEnd
    }
  }
  const start = Uint8Array.of(0xff, 0xd8)
  const turn = orientation === 1 ? [] : [orientationSegment(orientation)]
  return concat([start, ...turn, ...parts, Uint8Array.of(0xff, 0xd9)])
}

/** Keep all but application data, and of that what decoders need: JFIF, colour profile, Adobe. */
function isKept(marker: number, segment: Uint8Array): boolean {
  if (marker === 0xfe) return false
  if (marker < 0xe0 || marker > 0xef) return true
  const name = Buffer.from(segment.subarray(4, 16)).toString('latin1')
  return (
    (marker === 0xe0 && name.startsWith('JFIF\0')) ||
    (marker === 0xe2 && name.startsWith('ICC_PROFILE\0')) ||
    (marker === 0xee && name.startsWith('Adobe'))
  )
}

/** Find where the compressed data of a scan ends: at a marker that is no restart. */
function endOfScan(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next === undefined) break
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  throw new StripError('it has no end')
}

function orientationIn(segment: Uint8Array): number | undefined {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength)
  const tiff = 10
  if (Buffer.from(segment.subarray(4, 8)).toString('latin1') !== 'Exif') return undefined
  if (segment.length < tiff + 8) return undefined
  const isLittle = view.getUint16(tiff) === 0x4949
  const directory = tiff + view.getUint32(tiff + 4, isLittle)
  if (directory + 2 > segment.length) return undefined
  const entries = view.getUint16(directory, isLittle)
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * 12
    if (entry + 12 > segment.length) return undefined
    if (view.getUint16(entry, isLittle) !== 0x0112) continue
    const value = view.getUint16(entry + 8, isLittle)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

/** An EXIF block with the orientation alone. @see https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf */
function orientationSegment(orientation: number): Uint8Array {
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0]
  const tiff = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8]
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]
  const data = [...exif, ...tiff, 0, 1, ...entry, 0, 0, 0, 0]
  return Uint8Array.of(0xff, 0xe1, 0, data.length + 2, ...data)
}
