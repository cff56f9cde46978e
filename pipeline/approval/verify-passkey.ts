import {verifyAuthenticationResponse} from '@simplewebauthn/server'

import {fromBase64, fromBase64Url, parseStrictJson, sha256Hex, toBase64Url, toHex} from '#schemas'

import {passkeyAlgorithm} from './cose-key.ts'
import {decodeKey} from './keys.ts'
import {ProofError, type ProofRule} from './proof-error.ts'
import {isRecord, own, type JsonRecord} from './record.ts'
import type {Envelope, TrustKey} from './types.ts'

/** Which pages a passkey may have signed on: exact origins and relying party ids. */
export interface PasskeyPolicy {
  origins: readonly string[]
  rpIds: readonly string[]
}

const userPresent = 0x01
const userVerified = 0x04

/**
 * Compute the challenge of a passkey's assertion: base64url sha256 of the bytes to sign.
 *
 * @param message
 *   DSSE pre-authentication encoding.
 */
export async function passkeyChallenge(message: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(message))
  return toBase64Url(new Uint8Array(digest))
}

/**
 * Verify a WebAuthn assertion over the pre-authentication encoding of an envelope.
 *
 * Every rule that we pin is checked here by name; the library then verifies the whole response
 * once more, with its signature. An assertion that is sound but was made for other bytes is
 * `replayed-proof`. The signature counter is not used: a statement is verified many times, on
 * many machines, so there is no stored value to compare with.
 *
 * @throws `ProofError` rules `passkey-*`, `key-malformed`, `signature-wrong`.
 * @see https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion
 */
export async function verifyPasskey(
  key: TrustKey,
  signature: Envelope['signatures'][number],
  message: Uint8Array,
  policy: PasskeyPolicy,
): Promise<void> {
  if (!signature.webauthn || key.credential === undefined) {
    throw fault('passkey-parts', 'A passkey needs its client data, authenticator data and id')
  }

  const publicKey = decodeKey(key.publicKey)
  const algorithm = passkeyAlgorithm(publicKey)
  const sig = fromBase64(signature.sig)
  if (algorithm === 'ES256') checkDer(sig)
  const challenge = checkClientData(signature.webauthn.clientDataJSON, policy)
  await checkAuthenticatorData(signature.webauthn.authenticatorData, policy)

  const ok = await verifySignature({
    credential: key.credential,
    publicKey,
    sig: toBase64Url(sig),
    parts: signature.webauthn,
    challenge,
    policy,
  })
  if (!ok) throw fault('signature-wrong', 'The assertion is not signed by this passkey')

  if (challenge !== (await passkeyChallenge(message))) {
    throw new ProofError(
      'replayed-proof',
      'passkey-challenge',
      'The assertion is sound, but was made for another statement',
    )
  }
}

function checkClientData(encoded: string, policy: PasskeyPolicy): string {
  const data = parseClientData(encoded)
  const [type, origin, challenge] = [own(data, 'type'), own(data, 'origin'), own(data, 'challenge')]
  if (type !== 'webauthn.get') {
    throw fault('passkey-type', `The client data has type ${JSON.stringify(type)}`)
  }
  if (typeof origin !== 'string' || !policy.origins.includes(origin)) {
    throw fault(
      'passkey-origin',
      `Signed on ${JSON.stringify(origin)}, which the trust file does not list`,
    )
  }
  const crossOrigin = own(data, 'crossOrigin')
  if ((crossOrigin !== undefined && crossOrigin !== false) || Object.hasOwn(data, 'topOrigin')) {
    throw fault('passkey-cross-origin', 'Signed inside a frame of another site')
  }
  if (typeof challenge !== 'string') {
    throw fault('passkey-client-data', 'The client data has no challenge')
  }
  return challenge
}

function parseClientData(encoded: string): JsonRecord {
  let value: unknown
  try {
    const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true})
    const text = decoder.decode(fromBase64Url(encoded))
    value = parseStrictJson(text, {name: 'clientDataJSON'})
  } catch (cause) {
    throw fault('passkey-client-data', 'The client data is not strict JSON', cause)
  }
  if (!isRecord(value)) throw fault('passkey-client-data', 'The client data is not an object')
  return value
}

async function checkAuthenticatorData(encoded: string, policy: PasskeyPolicy): Promise<void> {
  const bytes = fromBase64Url(encoded)
  const flags = bytes[32]
  if (flags === undefined || bytes.length < 37) {
    throw fault('passkey-parts', `Authenticator data has 37 bytes or more, not ${bytes.length}`)
  }

  const rpIdHash = bytes.slice(0, 32)
  const hashes = await Promise.all(policy.rpIds.map((id) => sha256Hex(id)))
  if (!hashes.includes(toHex(rpIdHash))) {
    throw fault('passkey-relying-party', 'Signed for a relying party not in the trust file')
  }
  if ((flags & userPresent) === 0) {
    throw fault('passkey-user-presence', 'The authenticator did not see its user')
  }
  if ((flags & userVerified) === 0) {
    throw fault('passkey-user-verification', 'The authenticator did not verify its user')
  }
}

/**
 * Demand the one DER encoding of an ECDSA signature, so that nobody can restate an assertion in
 * other bytes.
 */
function checkDer(sig: Uint8Array): void {
  const isInteger = (start: number, end: number): boolean => {
    const [first, second] = [sig[start], sig[start + 1]]
    if (end - start < 1 || end - start > 33 || first === undefined || first >= 0x80) return false
    return first !== 0 || (second !== undefined && end - start > 1 && second >= 0x80)
  }
  const rEnd = 4 + (sig[3] ?? 0)
  const ok =
    sig[0] === 0x30 &&
    sig[1] === sig.length - 2 &&
    sig[2] === 0x02 &&
    isInteger(4, rEnd) &&
    sig[rEnd] === 0x02 &&
    sig[rEnd + 1] === sig.length - rEnd - 2 &&
    isInteger(rEnd + 2, sig.length)
  if (!ok) throw fault('signature-wrong', 'The signature is not canonical DER')
}

async function verifySignature(assertion: {
  credential: string
  publicKey: Uint8Array
  sig: string
  parts: {clientDataJSON: string; authenticatorData: string}
  challenge: string
  policy: PasskeyPolicy
}): Promise<boolean> {
  const {credential, parts, policy} = assertion
  try {
    const result = await verifyAuthenticationResponse({
      response: {
        id: credential,
        rawId: credential,
        type: 'public-key',
        clientExtensionResults: {},
        response: {...parts, signature: assertion.sig},
      },
      expectedChallenge: assertion.challenge,
      expectedOrigin: [...policy.origins],
      expectedRPID: [...policy.rpIds],
      expectedType: 'webauthn.get',
      requireUserVerification: true,
      credential: {id: credential, publicKey: new Uint8Array(assertion.publicKey), counter: -1},
    })
    return result.verified
  } catch (cause) {
    throw fault('passkey-other', 'The assertion is not valid WebAuthn', cause)
  }
}

function fault(rule: ProofRule, message: string, cause?: unknown): ProofError {
  const options = cause === undefined ? undefined : {cause}
  return new ProofError('malformed-proof', rule, message, options)
}
