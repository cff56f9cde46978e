import {decodeCBOR} from '@levischuck/tiny-cbor'

import {toBase64Url} from '#schemas'

import {ProofError} from './proof-error.ts'

/** Signature algorithms that a passkey may have here. */
export type PasskeyAlgorithm = 'ES256' | 'EdDSA' | 'RS256'

/** A passkey's public key, as WebCrypto imports it. */
export interface PasskeyPublicKey {
  algorithm: PasskeyAlgorithm
  jwk: JsonWebKey
}

/** Labels of COSE keys; those of the curve and of RSA overlap. */
const label = {kty: 1, alg: 3, crv: -1, x: -2, y: -3, n: -1, e: -2}
const minModulusBytes = 256

/**
 * Name the algorithm of a passkey's COSE key.
 *
 * @throws `ProofError` rules `key-malformed`, `passkey-algorithm`.
 */
export function passkeyAlgorithm(publicKey: Uint8Array): PasskeyAlgorithm {
  return readCoseKey(publicKey).algorithm
}

/**
 * Read a passkey's COSE key.
 *
 * Only ES256 on P-256, EdDSA on Ed25519 and RS256 with 2048 bits or more are taken: the curve is
 * checked with the algorithm, because a key of another curve could be imported as well.
 *
 * @throws `ProofError` rules `key-malformed`, `passkey-algorithm`.
 * @see https://www.iana.org/assignments/cose/cose.xhtml
 */
export function readCoseKey(publicKey: Uint8Array): PasskeyPublicKey {
  const key = decode(publicKey)
  const [kty, alg, crv] = [key.get(label.kty), key.get(label.alg), key.get(label.crv)]
  if (alg === -7 && kty === 2 && crv === 1) {
    const [x, y] = [bytesOf(key, label.x, 32), bytesOf(key, label.y, 32)]
    if (x && y) return {algorithm: 'ES256', jwk: {kty: 'EC', crv: 'P-256', x, y}}
  }
  if (alg === -8 && kty === 1 && crv === 6) {
    const x = bytesOf(key, label.x, 32)
    if (x) return {algorithm: 'EdDSA', jwk: {kty: 'OKP', crv: 'Ed25519', x}}
  }
  if (alg === -257 && kty === 3) {
    const [n, e] = [bytesOf(key, label.n), bytesOf(key, label.e)]
    if (n && e) return {algorithm: 'RS256', jwk: rsaKey(key, n, e)}
  }

  throw new ProofError(
    'malformed-proof',
    'passkey-algorithm',
    `A passkey must be ES256, EdDSA or RS256; this key has algorithm ${String(alg)}`,
  )
}

function rsaKey(key: Map<unknown, unknown>, n: string, e: string): JsonWebKey {
  const modulus = key.get(label.n)
  if (modulus instanceof Uint8Array && modulus[0] !== 0 && modulus.length >= minModulusBytes) {
    return {kty: 'RSA', alg: 'RS256', n, e}
  }
  throw new ProofError('malformed-proof', 'passkey-algorithm', 'The RSA key is under 2048 bits')
}

/** Base64url of a member's bytes; undefined for anything else, and for another length. */
function bytesOf(key: Map<unknown, unknown>, name: number, length?: number): string | undefined {
  const value = key.get(name)
  if (!(value instanceof Uint8Array) || value.length === 0) return undefined
  return length === undefined || value.length === length ? toBase64Url(value) : undefined
}

function decode(publicKey: Uint8Array): Map<unknown, unknown> {
  try {
    const key: unknown = decodeCBOR(new Uint8Array(publicKey))
    if (key instanceof Map) return new Map<unknown, unknown>(key)
  } catch (cause) {
    throw new ProofError('malformed-proof', 'key-malformed', 'Not a COSE key', {cause})
  }
  throw new ProofError('malformed-proof', 'key-malformed', 'Not a COSE key')
}
