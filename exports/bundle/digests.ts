import {sha256Hex, toHex} from '#schemas'

/** Both digests that the manifests of a bag hold, as lower-case hex. */
export interface Digests {
  sha256: string
  sha512: string
}

/** Hash bytes both ways. */
export async function digestsOf(bytes: Uint8Array): Promise<Digests> {
  const [sha256, sha512] = await Promise.all([sha256Hex(bytes), sha512Hex(bytes)])
  return {sha256, sha512}
}

async function sha512Hex(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-512', new Uint8Array(bytes))))
}

/** Compare bytes. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index += 1) {
    if (a[index] !== b[index]) return false
  }
  return true
}
