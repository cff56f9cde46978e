import {fromBase64Url, sha256Hex, toBase64Url} from '#schemas'

import {ProofError} from './proof-error.ts'
import {toInstant} from './time.ts'
import type {RefusalCode, TrustKey} from './types.ts'

/**
 * Decode a raw Ed25519 public key, as `root.pub` and the trust file hold it.
 *
 * @throws `ProofError` rule `key-malformed`.
 */
export function publicKeyFromBase64Url(text: string): Uint8Array {
  const bytes = decodeKey(text)
  if (bytes.length !== 32) {
    throw malformedKey(`An Ed25519 public key has 32 bytes, this one has ${bytes.length}`)
  }
  return bytes
}

/** Compute a key's id: hex sha256 of the public key's bytes (raw Ed25519, or COSE). */
export function keyidOf(publicKey: Uint8Array): Promise<string> {
  return sha256Hex(publicKey)
}

/** Describe a raw Ed25519 public key as a key of the trust file, valid from `from`. */
export async function trustKeyOf(publicKey: Uint8Array, from: string): Promise<TrustKey> {
  return {
    keyid: await keyidOf(publicKey),
    type: 'ed25519',
    publicKey: toBase64Url(publicKey),
    from,
  }
}

/**
 * Make a signing function of an Ed25519 private key, for `makeEnvelope` and `signStatement`.
 */
export function signWith(
  privateKey: CryptoKey,
): (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> {
  return async (bytes) =>
    new Uint8Array(await crypto.subtle.sign({name: 'Ed25519'}, privateKey, bytes))
}

/** When a signature claims to have been made, and when the ledger first saw it (null: never). */
export interface SigningTime {
  at: string
  firstSeen: string | null
}

/**
 * Say why a key, or a signer, may not have signed at that time; null when it may.
 *
 * A claim before the key's first day is `back-dated`. A retired key keeps what it signed up to
 * then, by its own claim. A compromised one keeps only what the ledger saw before the stated
 * time, because whoever holds it can claim any time.
 */
export function revocationFault(
  holder: {from?: string; revoked?: {at: string; because: string}},
  time: SigningTime,
): Extract<RefusalCode, 'back-dated' | 'revoked'> | null {
  if (holder.from !== undefined && toInstant(time.at) < toInstant(holder.from)) return 'back-dated'
  if (!holder.revoked) return null

  const revokedAt = toInstant(holder.revoked.at)
  if (toInstant(time.at) >= revokedAt) return 'revoked'
  if (holder.revoked.because === 'retired') return null
  return time.firstSeen !== null && toInstant(time.firstSeen) < revokedAt ? null : 'revoked'
}

/** Decode base64url key bytes, strictly. */
export function decodeKey(text: string): Uint8Array {
  try {
    return fromBase64Url(text)
  } catch (cause) {
    throw malformedKey('A public key must be canonical base64url', cause)
  }
}

function malformedKey(message: string, cause?: unknown): ProofError {
  const options = cause === undefined ? undefined : {cause}
  return new ProofError('malformed-proof', 'key-malformed', message, options)
}
