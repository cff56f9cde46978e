import {fromBase64, sha256Hex} from '#schemas'

import {payloadTypes} from './dsse.ts'
import {parseEnvelope} from './envelope.ts'
import {ProofError} from './proof-error.ts'
import {own} from './record.ts'
import {signerFault} from './signer-fault.ts'
import {parseStatement, statementId} from './statement.ts'
import {signerOfKey} from './trust.ts'
import type {
  RawDocument,
  RefusalCode,
  Signer,
  Statement,
  Trust,
  TrustKey,
  VerifiedStatement,
} from './types.ts'
import {verifyEnvelope} from './verify-envelope.ts'

/** A statement whose proof holds, with who made it. */
export interface AcceptedStatement {
  verified: VerifiedStatement
  signer: Signer
  key: TrustKey
}

/** A statement that does not count. */
export interface RefusedStatement {
  refusal: {
    /** Document id. */
    statement: string
    code: RefusalCode
    message: string
  }
  /**
   * What it says, if it can be read. Nobody stands for it: use it to hold something back (an
   * unverifiable withdrawal), never to let something out or to show its words.
   */
  claims: Statement | null
}

/** The verdict on one stored statement: tell the two apart by `'refusal' in check`. */
export type StatementCheck = AcceptedStatement | RefusedStatement

/**
 * Verify what can be said of a stored statement without its edition: strict envelope, canonical
 * payload, proof, and whether the trust file lets this signer make it at that time.
 *
 * The document's other fields (`_id`, `edition`, `kind`) must agree with what was signed, since
 * lists and queries go by them. Whether it fits an edition, is not back-dated before sealing or
 * in the future, and was made under today's rules is for `admit`.
 *
 * @param document
 *   Untrusted; only own properties count.
 * @param firstSeen
 *   When the ledger first saw this envelope; null when it never did.
 */
export async function verifyStatement(
  document: RawDocument,
  trust: Trust,
  firstSeen: string | null = null,
): Promise<StatementCheck> {
  const envelope = own(document, 'envelope')
  if (own(document, '_type') !== 'statement' || typeof envelope !== 'string') {
    return refuse(document, 'malformed-proof', 'The document is not a statement', null)
  }

  try {
    const keys = trust.signers.flatMap((signer) => signer.keys)
    const {payload, keyid} = await verifyEnvelope(
      envelope,
      payloadTypes.statement,
      keys,
      trust.webauthn,
    )
    return await judge(
      document,
      envelope,
      {statement: parseStatement(payload), keyid},
      {
        trust,
        firstSeen,
      },
    )
  } catch (error) {
    // Whatever a planted document makes of a verifier refuses that one, and stops no other.
    const code = error instanceof ProofError ? error.code : 'malformed-proof'
    const message = error instanceof Error ? error.message : String(error)
    return refuse(document, code, message, readClaims(envelope))
  }
}

/**
 * Verify stored statements together.
 *
 * One signature proves one statement: the same envelope counts once however often it is stored,
 * and a signature that also sits in another envelope is `replayed-proof` there.
 *
 * @param firstSeen
 *   When the ledger first saw an envelope, by hex sha256 of it.
 * @returns Verdicts in the order of the documents, those of one envelope together.
 */
export async function verifyStatements(
  documents: readonly RawDocument[],
  trust: Trust,
  firstSeen: ReadonlyMap<string, string> = new Map(),
): Promise<StatementCheck[]> {
  const copies = new Map<string, RawDocument[]>()
  for (const document of documents) {
    const envelope = own(document, 'envelope')
    const sha256 = typeof envelope === 'string' ? await sha256Hex(envelope) : document._id
    copies.set(sha256, [...(copies.get(sha256) ?? []), document])
  }
  const groups = await Promise.all(
    [...copies].map(([sha256, group]) => verifyCopies(group, trust, firstSeen.get(sha256) ?? null)),
  )
  const checks = groups.flat()

  const proven = new Set<string>()
  for (const check of checks) {
    if (!('refusal' in check)) proven.add(signatureOf(check.verified.envelope) ?? '')
  }
  return checks.map((check) => markReplay(check, documents, proven))
}

/**
 * Verify documents with one envelope: the first that holds counts for all.
 *
 * Where none holds each keeps its verdict, so that a planted copy hides nothing.
 */
async function verifyCopies(
  documents: readonly RawDocument[],
  trust: Trust,
  firstSeen: string | null,
): Promise<StatementCheck[]> {
  const checks = await Promise.all(documents.map((one) => verifyStatement(one, trust, firstSeen)))
  const sound = checks.find((check) => !('refusal' in check))
  return sound ? [sound] : checks
}

async function judge(
  document: RawDocument,
  envelope: string,
  {statement, keyid}: {statement: Statement; keyid: string},
  {trust, firstSeen}: {trust: Trust; firstSeen: string | null},
): Promise<StatementCheck> {
  const holder = signerOfKey(trust, keyid)
  if (!trust.signers.some(({id}) => id === statement.signer.id)) {
    const message = `The trust file has no signer ${statement.signer.id}`
    return refuse(document, 'unknown-signer', message, statement)
  }
  if (holder?.signer.id !== statement.signer.id) {
    const message = `The key ${keyid} is not ${statement.signer.id}’s`
    return refuse(document, 'unknown-key', message, statement)
  }

  const fault = signerFault(statement, holder, trust, firstSeen)
  if (fault) return refuse(document, fault.code, fault.message, statement)

  const id = await statementId(envelope)
  const labels = {_id: id, edition: statement.edition, kind: statement.kind}
  const wrong = Object.entries(labels).find(([field, value]) => own(document, field) !== value)
  if (wrong) {
    const message = `The document’s \`${wrong[0]}\` is not what was signed (${wrong[1]})`
    return refuse(document, 'malformed-proof', message, statement)
  }

  const sha256 = await sha256Hex(envelope)
  return {verified: {id, sha256, statement, keyid, envelope, firstSeen}, ...holder}
}

function readClaims(text: string): Statement | null {
  try {
    return parseStatement(fromBase64(parseEnvelope(text).payload))
  } catch {
    // The verification that came first reports it; there is nothing to read.
    return null
  }
}

function markReplay(
  check: StatementCheck,
  documents: readonly RawDocument[],
  proven: ReadonlySet<string>,
): StatementCheck {
  if (!('refusal' in check) || check.refusal.code !== 'malformed-proof') return check
  const document = documents.find(({_id}) => _id === check.refusal.statement)
  const envelope = document && own(document, 'envelope')
  const signature = typeof envelope === 'string' ? signatureOf(envelope) : null
  if (signature === null || !proven.has(signature)) return check
  const message = 'The proof belongs to another statement'
  return {...check, refusal: {...check.refusal, code: 'replayed-proof', message}}
}

function signatureOf(envelope: string): string | null {
  try {
    return parseEnvelope(envelope).signatures[0]?.sig ?? null
  } catch (error) {
    if (error instanceof ProofError) return null
    throw error
  }
}

function refuse(
  document: RawDocument,
  code: RefusalCode,
  message: string,
  claims: Statement | null,
): RefusedStatement {
  return {refusal: {statement: document._id, code, message}, claims}
}
