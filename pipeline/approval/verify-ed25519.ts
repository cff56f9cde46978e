import {publicKeyFromBase64Url} from './keys.ts'
import {ProofError} from './proof-error.ts'

/**
 * Verify an Ed25519 signature.
 *
 * @param publicKey
 *   Raw key, base64url.
 * @throws `ProofError` rules `key-malformed`, `signature-length`, `signature-wrong`.
 * @see https://www.rfc-editor.org/rfc/rfc8032#section-5.1.7
 */
export async function verifyEd25519(
  publicKey: string,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<void> {
  const raw = publicKeyFromBase64Url(publicKey)
  if (signature.length !== 64) {
    throw new ProofError(
      'malformed-proof',
      'signature-length',
      `An Ed25519 signature has 64 bytes, this one has ${signature.length}`,
    )
  }

  const key = await importKey(raw)
  const ok = await crypto.subtle.verify(
    {name: 'Ed25519'},
    key,
    new Uint8Array(signature),
    new Uint8Array(message),
  )
  if (!ok) {
    throw new ProofError(
      'malformed-proof',
      'signature-wrong',
      'The signature is not of these bytes by this key',
    )
  }
}

async function importKey(raw: Uint8Array): Promise<CryptoKey> {
  try {
    return await crypto.subtle.importKey('raw', new Uint8Array(raw), {name: 'Ed25519'}, false, [
      'verify',
    ])
  } catch (cause) {
    throw new ProofError('malformed-proof', 'key-malformed', 'Not an Ed25519 public key', {cause})
  }
}
