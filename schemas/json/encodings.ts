export type EncodingName = 'hex' | 'base64' | 'base64url'

/** Text that is not the one encoding of any bytes. */
export class EncodingError extends Error {
  override name = 'EncodingError'
  readonly code = 'encoding-invalid'
  readonly encoding: EncodingName

  constructor(encoding: EncodingName, reason: string) {
    super(`Not ${encoding}: ${reason}`)
    this.encoding = encoding
  }
}

const hexDigits = '0123456789abcdef'

/** Write bytes as lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += hexDigits[byte >> 4]! + hexDigits[byte & 15]!
  return text
}

/**
 * Read lower-case hex.
 *
 * @throws `EncodingError` for an odd length, upper case or any other character.
 */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 2 !== 0) throw new EncodingError('hex', 'odd number of digits')
  if (!/^[0-9a-f]*$/.test(text)) throw new EncodingError('hex', 'only 0-9 and a-f are allowed')
  const bytes = new Uint8Array(text.length / 2)
  for (let index = 0; index < bytes.length; index++) {
    bytes[index] = Number.parseInt(text.slice(index * 2, index * 2 + 2), 16)
  }
  return bytes
}

/** Write bytes as base64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  // `fromCharCode` takes its arguments on the stack, so feed it in pieces.
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192))
  }
  return btoa(binary)
}

/**
 * Read base64 with padding (RFC 4648 §4).
 *
 * Only the text that `toBase64` writes is read: no white space, no missing padding, no stray bits.
 *
 * @throws `EncodingError`
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 !== 0) throw new EncodingError('base64', 'length is not a multiple of 4')
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    throw new EncodingError('base64', 'a character outside its alphabet')
  }
  return decode(text, 'base64')
}

/** Write bytes as base64url without padding (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * Read base64url without padding (RFC 4648 §5).
 *
 * @throws `EncodingError` for padding, white space, stray bits or the characters of plain base64.
 */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (text.length % 4 === 1) throw new EncodingError('base64url', 'impossible length')
  if (!/^[A-Za-z0-9_-]*$/.test(text)) {
    throw new EncodingError('base64url', 'a character outside its alphabet')
  }
  const padded = text.replaceAll('-', '+').replaceAll('_', '/')
  return decode(padded + '='.repeat((4 - (padded.length % 4)) % 4), 'base64url')
}

function decode(padded: string, encoding: EncodingName): Uint8Array<ArrayBuffer> {
  const binary = atob(padded)
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index)
  if (btoa(binary) !== padded) {
    throw new EncodingError(encoding, 'the last character has bits that no byte uses')
  }
  return bytes
}
