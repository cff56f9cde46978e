import {decodeCredentialPublicKey} from '@simplewebauthn/server/helpers'

import {ProofError} from './proof-error.ts'

/** Signature algorithms that a passkey may have here. */
export type PasskeyAlgorithm = 'ES256' | 'EdDSA' | 'RS256'

// Labels and values of COSE keys. The library has them as declared enums, which erase to nothing.
const label = {kty: 1, alg: 3, crv: -1, x: -2, y: -3, n: -1, e: -2}
const minModulusBytes = 256

/**
 * Name the algorithm of a passkey's COSE key.
 *
 * Only ES256 on P-256, EdDSA on Ed25519 and RS256 with 2048 bits or more are taken: the curve is
 * checked with the algorithm, because the library verifies by the key's curve alone.
 *
 * @throws `ProofError` rules `key-malformed`, `passkey-algorithm`.
 * @see https://www.iana.org/assignments/cose/cose.xhtml
 */
export function passkeyAlgorithm(publicKey: Uint8Array): PasskeyAlgorithm {
  const key = decode(publicKey)
  const kty = key.get(label.kty)
  const alg = key.get(label.alg)
  const crv = key.get(label.crv)

  if (
    alg === -7 &&
    kty === 2 &&
    crv === 1 &&
    isBytes(key, label.x, 32) &&
    isBytes(key, label.y, 32)
  ) {
    return 'ES256'
  }
  if (alg === -8 && kty === 1 && crv === 6 && isBytes(key, label.x, 32)) return 'EdDSA'
  const modulus = key.get(label.n)
  if (alg === -257 && kty === 3 && modulus instanceof Uint8Array && key.get(label.e)) {
    if (modulus.length >= minModulusBytes) return 'RS256'
    throw new ProofError('malformed-proof', 'passkey-algorithm', 'The RSA key is under 2048 bits')
  }

  throw new ProofError(
    'malformed-proof',
    'passkey-algorithm',
    `A passkey must be ES256, EdDSA or RS256; this key has algorithm ${String(alg)}`,
  )
}

function isBytes(key: Map<unknown, unknown>, name: number, length: number): boolean {
  const value = key.get(name)
  return value instanceof Uint8Array && value.length === length
}

function decode(publicKey: Uint8Array): Map<unknown, unknown> {
  try {
    const key: unknown = decodeCredentialPublicKey(new Uint8Array(publicKey))
    if (key instanceof Map) return new Map<unknown, unknown>(key)
  } catch (cause) {
    throw new ProofError('malformed-proof', 'key-malformed', 'Not a COSE key', {cause})
  }
  throw new ProofError('malformed-proof', 'key-malformed', 'Not a COSE key')
}
