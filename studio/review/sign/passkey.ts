import {makePasskeyEnvelope, payloadTypes, type TrustKey} from '#pipeline'
import {fromBase64Url, toBase64Url} from '#schemas'

import {SignError, type StatementSigner} from './make-statement.ts'

/** How long the authenticator waits for its user, in ms. */
const timeoutMs = 5 * 60_000

/**
 * Sign with a passkey: one prompt of the authenticator, which verifies its user.
 *
 * The challenge is the digest of the statement, so that the assertion proves this statement alone.
 */
export function passkeySigner(key: TrustKey): StatementSigner {
  return {
    keyid: key.keyid,
    async sign({challenge, payload, keyid}) {
      const credential = await ask(key, challenge)
      const {authenticatorData, clientDataJSON, signature} =
        credential.response as AuthenticatorAssertionResponse
      return makePasskeyEnvelope(payloadTypes.statement, payload, keyid, {
        signature: new Uint8Array(signature),
        clientDataJSON: toBase64Url(new Uint8Array(clientDataJSON)),
        authenticatorData: toBase64Url(new Uint8Array(authenticatorData)),
      })
    },
  }
}

async function ask(key: TrustKey, challenge: string): Promise<PublicKeyCredential> {
  let credential: Credential | null
  try {
    credential = await navigator.credentials.get({
      publicKey: {
        challenge: new Uint8Array(fromBase64Url(challenge)),
        allowCredentials: [
          {type: 'public-key', id: new Uint8Array(fromBase64Url(key.credential ?? ''))},
        ],
        userVerification: 'required',
        timeout: timeoutMs,
      },
    })
  } catch (cause) {
    throw passkeyFault(cause)
  }
  if (credential instanceof PublicKeyCredential) return credential
  throw new SignError('cancelled', 'The passkey gave no answer: nothing was signed')
}

/** Say in plain words what the browser says of a passkey. */
export function passkeyFault(cause: unknown): SignError {
  const name = cause instanceof Error ? cause.name : ''
  const message =
    name === 'NotAllowedError'
      ? 'The passkey was not confirmed, or it is not on this device: nothing was signed'
      : name === 'SecurityError'
        ? 'Passkeys work only at the address that they were made for: open the Studio at http://localhost'
        : `The passkey did not work: ${cause instanceof Error ? cause.message : String(cause)}`
  return new SignError('cancelled', message, {cause})
}
