import {decodePartialCBOR, encodeCBOR} from '@levischuck/tiny-cbor'

import {fromBase64, fromBase64Url, parseStrictJson, sha256Hex, toBase64Url, toHex} from '#schemas'

import {readCoseKey} from './cose-key.ts'
import {decodeKey} from './keys.ts'
import {isSignedByPasskey} from './passkey-signature.ts'
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
const backupEligible = 0x08
const backedUp = 0x10
const attested = 0x40
const extended = 0x80

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
 * An assertion that is sound but was made for other bytes is `replayed-proof`. The signature
 * counter is not used: a statement is verified many times, on many machines, so there is no
 * stored value to compare with.
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

  const publicKey = readCoseKey(decodeKey(key.publicKey))
  const {clientDataJSON, authenticatorData} = signature.webauthn
  const challenge = checkClientData(clientDataJSON, policy)
  await checkAuthenticatorData(fromBase64Url(authenticatorData), policy)

  const signed = await signedBytes(clientDataJSON, authenticatorData)
  const ok = await isSignedByPasskey(publicKey, fromBase64(signature.sig), signed)
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

/** What the authenticator signed: its own data, then the hash of the client data. */
async function signedBytes(
  clientDataJSON: string,
  authenticatorData: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const clientData = new Uint8Array(fromBase64Url(clientDataJSON))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', clientData))
  return new Uint8Array([...fromBase64Url(authenticatorData), ...hash])
}

async function checkAuthenticatorData(bytes: Uint8Array, policy: PasskeyPolicy): Promise<void> {
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
  if ((flags & backedUp) !== 0 && (flags & backupEligible) === 0) {
    throw fault('passkey-other', 'A passkey that cannot be backed up says that it is')
  }
  if ((flags & attested) !== 0) {
    throw fault('passkey-other', 'An assertion must not carry a new credential')
  }
  checkExtensions(bytes.slice(37), (flags & extended) !== 0)
}

/** After the counter comes one CBOR map of extensions where the flags promise it, else nothing. */
function checkExtensions(rest: Uint8Array, isPromised: boolean): void {
  if (!isPromised) {
    if (rest.length === 0) return
    throw fault('passkey-other', 'The authenticator data has bytes that no flag accounts for')
  }
  let isMap: boolean
  try {
    const [value, length] = decodePartialCBOR(rest, 0)
    isMap =
      value instanceof Map && length === rest.length && encodeCBOR(value).length === rest.length
  } catch (cause) {
    throw fault('passkey-other', 'The extensions of the authenticator data are not CBOR', cause)
  }
  if (!isMap)
    throw fault('passkey-other', 'The authenticator data does not end with its extensions')
}

function fault(rule: ProofRule, message: string, cause?: unknown): ProofError {
  const options = cause === undefined ? undefined : {cause}
  return new ProofError('malformed-proof', rule, message, options)
}
