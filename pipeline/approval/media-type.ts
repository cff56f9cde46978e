const signatures: ReadonlyArray<[mediaType: string, matches: (bytes: Uint8Array) => boolean]> = [
  ['image/png', (bytes) => starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['image/jpeg', (bytes) => starts(bytes, [0xff, 0xd8, 0xff])],
  ['image/gif', (bytes) => ['GIF87a', 'GIF89a'].includes(ascii(bytes, 0, 6))],
  ['image/webp', (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP'],
  ['image/svg+xml', looksLikeXml],
]

/**
 * Decide the media type of an image from its bytes; a name or a stored type proves nothing.
 *
 * @returns
 *   Null for what is none of PNG, JPEG, GIF, WebP and SVG. What looks like XML is taken for SVG,
 *   and `checkSvg` decides whether it is.
 */
export function mediaTypeOf(bytes: Uint8Array): string | null {
  return signatures.find(([, matches]) => matches(bytes))?.[0] ?? null
}

function looksLikeXml(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*<(\?xml|!--|!DOCTYPE|svg)/i.test(
    new TextDecoder().decode(bytes.subarray(0, 256)),
  )
}

function starts(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}
