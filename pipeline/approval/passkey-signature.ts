import type {PasskeyAlgorithm, PasskeyPublicKey} from './cose-key.ts'
import {ProofError} from './proof-error.ts'

const parameters = {
  ES256: {
    imported: {name: 'ECDSA', namedCurve: 'P-256'},
    verified: {name: 'ECDSA', hash: 'SHA-256'},
  },
  EdDSA: {imported: {name: 'Ed25519'}, verified: {name: 'Ed25519'}},
  RS256: {
    imported: {name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256'},
    verified: {name: 'RSASSA-PKCS1-v1_5'},
  },
} as const satisfies Record<PasskeyAlgorithm, object>

/**
 * Tell whether a passkey signed a message.
 *
 * An ECDSA signature must be in the one DER encoding, so that nobody can restate an assertion in
 * other bytes.
 *
 * @throws `ProofError` rules `key-malformed`, `signature-wrong`.
 * @see https://www.w3.org/TR/webauthn-3/#sctn-signature-attestation-types
 */
export async function isSignedByPasskey(
  {algorithm, jwk}: PasskeyPublicKey,
  signature: Uint8Array,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const raw = algorithm === 'ES256' ? fromDer(signature) : new Uint8Array(signature)
  const {imported, verified} = parameters[algorithm]
  let key: CryptoKey
  try {
    key = await crypto.subtle.importKey('jwk', jwk, imported, false, ['verify'])
  } catch (cause) {
    throw new ProofError('malformed-proof', 'key-malformed', `Not a key of ${algorithm}`, {cause})
  }
  return crypto.subtle.verify(verified, key, raw, message)
}

/** Read two integers of P-256 from their DER sequence into 64 bytes, as WebCrypto wants them. */
function fromDer(sig: Uint8Array): Uint8Array<ArrayBuffer> {
  const rEnd = 4 + (sig[3] ?? 0)
  const isSequence =
    sig[0] === 0x30 &&
    sig[1] === sig.length - 2 &&
    sig[2] === 0x02 &&
    isInteger(sig, 4, rEnd) &&
    sig[rEnd] === 0x02 &&
    sig[rEnd + 1] === sig.length - rEnd - 2 &&
    isInteger(sig, rEnd + 2, sig.length)
  if (!isSequence) {
    throw new ProofError('malformed-proof', 'signature-wrong', 'The signature is not canonical DER')
  }
  const raw = new Uint8Array(64)
  const [r, s] = [sig.subarray(4, rEnd), sig.subarray(rEnd + 2)]
  // A leading zero keeps an integer positive; it is no part of the number.
  for (const [integer, end] of [
    [r, 32],
    [s, 64],
  ] as const) {
    const bytes = integer.length === 33 ? integer.subarray(1) : integer
    raw.set(bytes, end - bytes.length)
  }
  return raw
}

/** Tell a positive integer in its shortest form, of 256 bits at most. */
function isInteger(sig: Uint8Array, start: number, end: number): boolean {
  const [first, second] = [sig[start], sig[start + 1]]
  if (end - start < 1 || end - start > 33 || first === undefined || first >= 0x80) return false
  if (first !== 0) return end - start <= 32
  return second !== undefined && end - start > 1 && second >= 0x80
}
