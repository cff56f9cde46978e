import {passkeyAlgorithm} from '#pipeline'
import {sha256Hex, toBase64Url} from '#schemas'

import {SignError} from '../sign/make-statement.ts'
import {passkeyFault} from '../sign/passkey.ts'
import {cosePublicKey} from './cose-public-key.ts'
import type {Enrolment} from './enrolment.ts'

/** ES256, EdDSA, RS256: what the trust file takes. */
const algorithms = [-8, -7, -257]
const timeoutMs = 5 * 60_000

/**
 * Make a passkey on this device or security key, whose user it verifies.
 *
 * @param id Signer id.
 * @throws `SignError` in plain words.
 */
export async function createPasskey(id: string, name: string): Promise<Enrolment> {
  let credential: Credential | null
  try {
    credential = await navigator.credentials.create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        rp: {id: location.hostname, name: 'Marrow'},
        user: {id: crypto.getRandomValues(new Uint8Array(32)), name: id, displayName: name},
        pubKeyCredParams: algorithms.map((alg) => ({type: 'public-key' as const, alg})),
        authenticatorSelection: {userVerification: 'required', residentKey: 'preferred'},
        attestation: 'none',
        timeout: timeoutMs,
      },
    })
  } catch (cause) {
    throw passkeyFault(cause)
  }
  if (!(credential instanceof PublicKeyCredential)) {
    throw new SignError('cancelled', 'No passkey was made')
  }
  const response = credential.response as AuthenticatorAttestationResponse
  const publicKey = cosePublicKey(new Uint8Array(response.getAuthenticatorData()))
  passkeyAlgorithm(publicKey)
  return {
    format: 1,
    id,
    name,
    type: 'passkey',
    publicKey: toBase64Url(publicKey),
    keyid: await sha256Hex(publicKey),
    credential: toBase64Url(new Uint8Array(credential.rawId)),
  }
}
