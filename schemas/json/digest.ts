import {toHex} from './encodings.ts'

/** Hash bytes, or the UTF-8 of a string, with SHA-256; lower-case hex. */
export async function sha256Hex(data: Uint8Array | string): Promise<string> {
  // WebCrypto refuses a view on shared memory; `slice` gives one on memory of its own.
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data.slice()
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}
