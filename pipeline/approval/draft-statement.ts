import {payloadTypes, preAuthEncoding} from './dsse.ts'
import {makeEnvelope} from './envelope.ts'
import {signerFault, validCredentials} from './signer-fault.ts'
import {meaningOf, statementBytes} from './statement.ts'
import {rulesDigest, signerOfKey} from './trust.ts'
import type {RefusalCode, Role, Statement, StatementKind, Trust} from './types.ts'
import type {UpdateType} from './update-type.ts'
import {passkeyChallenge} from './verify-passkey.ts'

/** What a person wants to say about an edition. */
export interface StatementRequest {
  kind: StatementKind
  edition: {id: string; digest: string; article: string; number: number; language: string}
  /** Key that will sign; its holder in the trust file is the signer. */
  keyid: string
  role: Role
  /** UTC instant. */
  at: string
  /** IANA time zone. */
  zone: string
  /** A sign-off in an emergency. */
  emergency?: boolean
  text?: Statement['text'] | undefined
  reason?: string
  severity?: NonNullable<Statement['severity']>
  notice?: string
  /** Of a correction, withdrawal or restoration; see `updateTypesOf` for those that fit. */
  update?: UpdateType
  /** Of the same: UTC instant from which it holds; without it, from `at` on. */
  effective?: string
  lifts?: string
  conflicts?: string
}

/** A statement that is ready to be signed. */
export interface StatementDraft {
  statement: Statement
  payload: Uint8Array
  keyid: string
  /** The bytes that a software key signs. */
  toSign: Uint8Array<ArrayBuffer>
  /** The challenge for a passkey: base64url sha256 of `toSign`. */
  challenge: string
}

/** A statement that this signer may not make; the code is the one `admit` would give. */
export class DraftError extends Error {
  override name = 'DraftError'
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * Build the statement and the bytes to sign.
 *
 * Name, credentials, method and the digest of the rules come from the trust file, so that nobody
 * has to type what will be verified against it.
 *
 * @throws `DraftError` when the statement would be refused; `StatementError` when a member that
 *   its kind needs is missing, or one does not belong.
 */
export async function draftStatement(
  request: StatementRequest,
  trust: Trust,
): Promise<StatementDraft> {
  const holder = signerOfKey(trust, request.keyid)
  if (!holder) {
    throw new DraftError('unknown-key', `No signer in the trust file has the key ${request.keyid}`)
  }
  const {signer, key} = holder
  const {edition, kind, role, at, zone} = request
  const statement: Statement = {
    format: 1,
    kind,
    edition: edition.id,
    digest: edition.digest,
    article: edition.article,
    number: edition.number,
    language: edition.language,
    meaning: meaningOf(kind, role, request.emergency ?? false),
    ...optionalMembers(request),
    signer: {id: signer.id, name: signer.name, credentials: validCredentials(signer, at)},
    role,
    at: new Date(at).toISOString(),
    zone,
    method: key.type === 'passkey' ? 'passkey' : 'software-key',
    rules: await rulesDigest(trust.policy),
  }

  const payload = statementBytes(statement)
  const fault = signerFault(statement, holder, trust, null)
  if (fault) throw new DraftError(fault.code, fault.message)
  const toSign = preAuthEncoding(payloadTypes.statement, payload)
  const challenge = await passkeyChallenge(toSign)
  return {statement, payload, keyid: request.keyid, toSign, challenge}
}

/**
 * Sign a drafted statement with a software key; see `makePasskeyEnvelope` for passkeys.
 *
 * @returns The exact envelope to store.
 */
export function signStatement(
  draft: StatementDraft,
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>,
): Promise<string> {
  return makeEnvelope(payloadTypes.statement, draft.payload, draft.keyid, sign)
}

function optionalMembers(request: StatementRequest): Partial<Statement> {
  const {text, reason, severity, notice, update, effective, lifts, conflicts} = request
  return {
    ...(text && {text}),
    ...(reason !== undefined && {reason}),
    ...(severity && {severity}),
    ...(notice !== undefined && {notice}),
    ...(update && {update}),
    ...(effective !== undefined && {effective: new Date(effective).toISOString()}),
    ...(lifts !== undefined && {lifts}),
    ...(conflicts !== undefined && {conflicts}),
  }
}
