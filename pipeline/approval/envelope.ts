import {canonicalJson, fromBase64, fromBase64Url, parseStrictJson, toBase64} from '#schemas'

import {preAuthEncoding} from './dsse.ts'
import {ProofError} from './proof-error.ts'
import {isRecord, type JsonRecord} from './record.ts'
import type {Envelope} from './types.ts'

/** What an authenticator returns: the signature's bytes, the other parts as base64url. */
export interface PasskeyAssertion {
  signature: Uint8Array
  clientDataJSON: string
  authenticatorData: string
}

/**
 * Parse a DSSE envelope, strictly.
 *
 * There is one way to write an envelope: canonical JSON, canonical base64, one signature, no
 * member that is not in the format. So no byte of a stored envelope can change unnoticed.
 *
 * @throws `ProofError` `malformed-proof`, rule `envelope-malformed`.
 */
export function parseEnvelope(text: string): Envelope {
  const value = parseJson(text)
  const envelope = record(value, 'envelope', ['payload', 'payloadType', 'signatures'])
  const payloadType = string(envelope, 'payloadType')
  const payload = string(envelope, 'payload')
  decode(payload, 'payload', fromBase64)

  const signatures = envelope['signatures']
  if (!Array.isArray(signatures) || signatures.length !== 1) {
    throw malformed('An envelope must have exactly one signature')
  }

  const signature = parseSignature(signatures[0])
  if (canonicalJson(value) !== text) {
    throw malformed('The envelope is not canonical JSON (RFC 8785); store it exactly as signed')
  }

  return {payloadType, payload, signatures: [signature]}
}

/** Decode the payload of a parsed envelope. */
export function envelopePayload(envelope: Envelope): Uint8Array {
  return decode(envelope.payload, 'payload', fromBase64)
}

/**
 * Sign a payload and put it into an envelope.
 *
 * @param sign
 *   Gets the pre-authentication encoding, returns the raw signature.
 * @returns
 *   The exact string to store.
 */
export async function makeEnvelope(
  payloadType: string,
  payload: Uint8Array,
  keyid: string,
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>,
): Promise<string> {
  const sig = toBase64(await sign(preAuthEncoding(payloadType, payload)))
  return toText(payloadType, payload, {keyid, sig})
}

/**
 * Put a payload and the assertion of a passkey over it into an envelope.
 *
 * @returns
 *   The exact string to store.
 */
export function makePasskeyEnvelope(
  payloadType: string,
  payload: Uint8Array,
  keyid: string,
  assertion: PasskeyAssertion,
): string {
  const {clientDataJSON, authenticatorData} = assertion
  const sig = toBase64(assertion.signature)
  return toText(payloadType, payload, {keyid, sig, webauthn: {clientDataJSON, authenticatorData}})
}

function toText(
  payloadType: string,
  payload: Uint8Array,
  signature: Envelope['signatures'][number],
): string {
  const envelope: Envelope = {payloadType, payload: toBase64(payload), signatures: [signature]}
  return canonicalJson(envelope)
}

function parseSignature(value: unknown): Envelope['signatures'][number] {
  const hasPasskey = isRecord(value) && Object.hasOwn(value, 'webauthn')
  const members = hasPasskey ? ['keyid', 'sig', 'webauthn'] : ['keyid', 'sig']
  const signature = record(value, 'signature', members)
  const keyid = string(signature, 'keyid')
  const sig = string(signature, 'sig')
  if (!/^[0-9a-f]{64}$/.test(keyid)) {
    throw malformed('`keyid` must be the hex sha256 of the public key')
  }
  decode(sig, 'sig', fromBase64)
  if (!hasPasskey) return {keyid, sig}

  const parts = record(signature['webauthn'], 'webauthn', ['authenticatorData', 'clientDataJSON'])
  const authenticatorData = string(parts, 'authenticatorData')
  const clientDataJSON = string(parts, 'clientDataJSON')
  decode(authenticatorData, 'authenticatorData', fromBase64Url)
  decode(clientDataJSON, 'clientDataJSON', fromBase64Url)
  return {keyid, sig, webauthn: {clientDataJSON, authenticatorData}}
}

function parseJson(text: string): unknown {
  try {
    return parseStrictJson(text, {name: 'envelope'})
  } catch (cause) {
    throw malformed('The envelope is not strict JSON', cause)
  }
}

function record(value: unknown, name: string, members: string[]): JsonRecord {
  if (!isRecord(value)) throw malformed(`The ${name} must be an object`)
  const names = Object.keys(value)
  const extra = names.find((key) => !members.includes(key))
  if (extra !== undefined) throw malformed(`The ${name} has an unknown member \`${extra}\``)
  const missing = members.find((key) => !Object.hasOwn(value, key))
  if (missing !== undefined) throw malformed(`The ${name} lacks \`${missing}\``)
  return value
}

function string(value: JsonRecord, member: string): string {
  const text = value[member]
  if (typeof text !== 'string' || text === '') throw malformed(`\`${member}\` must be a string`)
  return text
}

function decode(text: string, member: string, from: (text: string) => Uint8Array): Uint8Array {
  try {
    return from(text)
  } catch (cause) {
    throw malformed(`\`${member}\` is not canonical base64`, cause)
  }
}

function malformed(message: string, cause?: unknown): ProofError {
  const options = cause === undefined ? undefined : {cause}
  return new ProofError('malformed-proof', 'envelope-malformed', message, options)
}
