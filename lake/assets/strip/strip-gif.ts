import {concat, StripError} from './strip-error.ts'

/**
 * Copy a GIF without comments and application data but the one that loops, and without whatever
 * follows its end.
 *
 * @throws {StripError} for a file whose structure cannot be followed.
 * @see https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 */
export function stripGif(bytes: Uint8Array): Uint8Array {
  let at = 13 + tableLength(bytes[10])
  const parts: Uint8Array[] = [bytes.subarray(0, at)]
  while (at < bytes.length) {
    const start = at
    if (bytes[at] === 0x3b) return concat([...parts, Uint8Array.of(0x3b)])
    if (bytes[at] === 0x2c) {
      at = endOfBlocks(bytes, at + 11 + tableLength(bytes[at + 9]))
      parts.push(bytes.subarray(start, at))
    } else if (bytes[at] === 0x21) {
      at = endOfBlocks(bytes, at + 2)
      if (isKept(bytes.subarray(start, at))) parts.push(bytes.subarray(start, at))
    } else {
      break
    }
  }
  throw new StripError('it has no end')
}

/** Keep timing of frames, and how often they loop. */
function isKept(extension: Uint8Array): boolean {
  if (extension[1] === 0xf9) return true
  const name = Buffer.from(extension.subarray(3, 14)).toString('latin1')
  return extension[1] === 0xff && (name === 'NETSCAPE2.0' || name === 'ANIMEXTS1.0')
}

function endOfBlocks(bytes: Uint8Array, start: number): number {
  let at = start
  for (;;) {
    const length = bytes[at]
    if (length === undefined) throw new StripError('a block is cut off')
    at += 1 + length
    if (length === 0) return at
  }
}

function tableLength(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}
