import {canonicalJson, parseStrictJson, sha256Hex} from '#schemas'

import {payloadTypes} from './dsse.ts'
import {makeEnvelope} from './envelope.ts'
import {decodeKey, keyidOf, trustKeyOf} from './keys.ts'
import type {FormatProblem} from './schema-problems.ts'
import {isTrust, trustKeys, trustProblems} from './trust-problems.ts'
import type {Policy, Signer, Trust, TrustKey} from './types.ts'
import {verifyEnvelope} from './verify-envelope.ts'

/** Why a trust file is not taken. */
export type TrustErrorCode = 'trust-unsigned' | 'trust-malformed' | 'trust-older'

/** A trust file that is refused; `problems` has each fault with its path. */
export class TrustError extends Error {
  override name = 'TrustError'
  readonly code: TrustErrorCode
  readonly problems: FormatProblem[]

  constructor(
    code: TrustErrorCode,
    message: string,
    problems: FormatProblem[],
    options?: {cause?: unknown},
  ) {
    super([message, ...problems.map((problem) => `  ${problem.message}`)].join('\n'), options)
    this.code = code
    this.problems = problems
  }
}

/** A verified trust file. */
export interface ParsedTrust {
  trust: Trust
  /** Hex sha256 of the file's text. */
  digest: string
  /** The file's exact text. */
  envelope: string
}

/**
 * Verify and parse a trust file.
 *
 * @param text
 *   The envelope, exactly as stored.
 * @param rootPublicKey
 *   The publisher's raw Ed25519 key, from `publicKeyFromBase64Url`.
 * @throws `TrustError`
 */
export async function parseTrust(text: string, rootPublicKey: Uint8Array): Promise<ParsedTrust> {
  const root = await trustKeyOf(rootPublicKey, '1970-01-01T00:00:00.000Z')
  const payload = await openEnvelope(text, root)
  const value = parsePayload(payload)
  const trust = await checkTrust(value)
  if (canonicalJson(value) !== payload) {
    throw new TrustError('trust-malformed', 'The trust file is not canonical JSON (RFC 8785)', [])
  }
  return {trust, digest: await sha256Hex(text), envelope: text}
}

/**
 * Check a trust file and sign it with the root key.
 *
 * @param rootPublicKey
 *   Raw Ed25519 key.
 * @param sign
 *   Signs with the root's private key; see `signWith`.
 * @returns
 *   The exact text of the file.
 * @throws `TrustError` `trust-malformed`.
 */
export async function signTrust(
  trust: Trust,
  rootPublicKey: Uint8Array,
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>,
): Promise<string> {
  const checked = await checkTrust(trust)
  const payload = new TextEncoder().encode(canonicalJson(checked))
  return makeEnvelope(payloadTypes.trust, payload, await keyidOf(rootPublicKey), sign)
}

/** Digest of the sign-off rules: hex sha256 of the canonical policy. */
export function rulesDigest(policy: Policy): Promise<string> {
  return sha256Hex(canonicalJson(policy))
}

/** Find who holds a key. */
export function signerOfKey(trust: Trust, keyid: string): {signer: Signer; key: TrustKey} | null {
  for (const signer of trust.signers) {
    const key = signer.keys.find((candidate) => candidate.keyid === keyid)
    if (key) return {signer, key}
  }
  return null
}

async function openEnvelope(text: string, root: TrustKey): Promise<string> {
  try {
    const {payload} = await verifyEnvelope(text, payloadTypes.trust, [root])
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(payload)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new TrustError(
      'trust-unsigned',
      `The trust file is not signed by the publisher’s root key: ${reason}`,
      [],
      {cause},
    )
  }
}

function parsePayload(payload: string): unknown {
  try {
    return parseStrictJson(payload, {name: 'trust file'})
  } catch (cause) {
    throw new TrustError('trust-malformed', 'The trust file is not strict JSON', [], {cause})
  }
}

async function checkTrust(value: unknown): Promise<Trust> {
  const problems = trustProblems(value)
  if (problems.length > 0 || !isTrust(value)) {
    throw new TrustError('trust-malformed', 'The trust file has faults', problems)
  }
  for (const {key, path} of trustKeys(value)) {
    if ((await keyidOf(decodeKey(key.publicKey))) === key.keyid) continue
    const message = `\`${path}.keyid\` must be the sha256 of the public key`
    problems.push({path: `${path}.keyid`, code: 'keyid-wrong', message})
  }
  if (problems.length > 0) {
    throw new TrustError('trust-malformed', 'The trust file has faults', problems)
  }
  return value
}
