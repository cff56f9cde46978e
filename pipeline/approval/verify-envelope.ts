import {fromBase64} from '#schemas'

import {preAuthEncoding} from './dsse.ts'
import {envelopePayload, parseEnvelope} from './envelope.ts'
import {decodeKey, keyidOf} from './keys.ts'
import {ProofError} from './proof-error.ts'
import type {Envelope, Statement, TrustKey} from './types.ts'
import {verifyEd25519} from './verify-ed25519.ts'
import {verifyPasskey, type PasskeyPolicy} from './verify-passkey.ts'

/** What a verified envelope holds, and by which key. */
export interface VerifiedEnvelope {
  payload: Uint8Array
  keyid: string
  method: Statement['method']
  envelope: Envelope
}

/**
 * Verify the one signature of an envelope with the given keys.
 *
 * Says nothing about time: whether the key stood when it signed is for `revocationFault`.
 *
 * @param payloadType
 *   The only type that is accepted.
 * @param keys
 *   Keys that may have signed; the envelope's key id picks one.
 * @param webauthn
 *   Origins and relying parties of passkeys; without them no passkey verifies.
 * @throws `ProofError`
 */
export async function verifyEnvelope(
  text: string,
  payloadType: string,
  keys: readonly TrustKey[],
  webauthn: PasskeyPolicy = {origins: [], rpIds: []},
): Promise<VerifiedEnvelope> {
  const envelope = parseEnvelope(text)
  if (envelope.payloadType !== payloadType) {
    throw new ProofError(
      'malformed-proof',
      'payload-type',
      `The envelope holds \`${envelope.payloadType}\`, not \`${payloadType}\``,
    )
  }

  const [signature] = envelope.signatures
  const key = keys.find((candidate) => candidate.keyid === signature?.keyid)
  if (!signature || !key) {
    const keyid = signature?.keyid ?? ''
    throw new ProofError('unknown-key', 'key-unknown', `No trusted key has the id \`${keyid}\``)
  }
  if ((await keyidOf(decodeKey(key.publicKey))) !== key.keyid) {
    throw new ProofError('malformed-proof', 'key-malformed', 'The key id is not of this key')
  }

  const payload = envelopePayload(envelope)
  const message = preAuthEncoding(payloadType, payload)
  if (key.type === 'passkey') {
    await verifyPasskey(key, signature, message, webauthn)
    return {payload, keyid: key.keyid, method: 'passkey', envelope}
  }
  if (signature.webauthn) {
    throw new ProofError('malformed-proof', 'passkey-parts', 'The key is not a passkey')
  }
  await verifyEd25519(key.publicKey, fromBase64(signature.sig), message)
  return {payload, keyid: key.keyid, method: 'software-key', envelope}
}
