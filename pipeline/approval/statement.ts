import {canonicalJson, parseStrictJson, sha256Hex} from '#schemas'

import {editionId, isDocumentId, isEditionNumber} from './document-id.ts'
import {schemaProblems, type FormatProblem} from './schema-problems.ts'
import {statementSchema} from './statement-schema.ts'
import type {Role, Statement, StatementDocument, StatementKind} from './types.ts'

/** Bytes that are not a statement; `problems` has each fault with its path. */
export class StatementError extends Error {
  override name = 'StatementError'
  readonly problems: FormatProblem[]

  constructor(message: string, problems: FormatProblem[], options?: {cause?: unknown}) {
    super([message, ...problems.map((problem) => problem.message)].join('; '), options)
    this.problems = problems
  }
}

/**
 * Parse the payload of a statement's envelope, strictly: UTF-8, strict JSON, the published
 * schema, canonical form, an edition that is the one of its article and number, and an effective
 * time that is not before the signing.
 *
 * @throws `StatementError`
 */
export function parseStatement(payload: Uint8Array): Statement {
  const {text, value} = decode(payload)
  if (!isStatement(value)) {
    const problems = schemaProblems(value, statementSchema)
    throw new StatementError('The statement has faults', problems)
  }
  if (canonicalJson(value) !== text) {
    throw new StatementError('The statement is not canonical JSON (RFC 8785)', [])
  }
  const {article, number, edition} = value
  const isWhole = isDocumentId(article) && isEditionNumber(number)
  if (!isWhole || edition !== editionId(article, number)) {
    throw new StatementError('`edition` is not that of its `article` and `number`', [])
  }
  if (value.effective !== undefined && Date.parse(value.effective) < Date.parse(value.at)) {
    throw new StatementError('`effective` is before `at`: nothing holds before it is signed', [])
  }
  return value
}

/** Encode a statement as the exact bytes to sign; refuses one that would not parse. */
export function statementBytes(statement: Statement): Uint8Array {
  const payload = new TextEncoder().encode(canonicalJson(statement))
  parseStatement(payload)
  return payload
}

/**
 * Say what a signature means, by kind and role.
 *
 * @param emergency
 *   An emergency sign-off, which has its own quorum and deadline in the policy.
 */
export function meaningOf(kind: StatementKind, role: Role, emergency = false): string {
  if (kind === 'change-request' || kind === 'correction' || kind === 'withdrawal') return kind
  if (emergency && kind === 'sign-off') return 'emergency'
  return {
    editor: 'editorial-review',
    'medical-expert': 'medical-review',
    publisher: 'publisher-review',
  }[role]
}

/** Compute the only id that a statement may be stored under. */
export async function statementId(envelope: string): Promise<string> {
  return `statement.${(await sha256Hex(envelope)).slice(0, 32)}`
}

/** Make the document that stores a signed statement. */
export async function statementDocument(
  envelope: string,
  statement: Statement,
): Promise<StatementDocument> {
  const {edition, kind} = statement
  return {_id: await statementId(envelope), _type: 'statement', edition, kind, envelope}
}

function isStatement(value: unknown): value is Statement {
  return schemaProblems(value, statementSchema).length === 0
}

function decode(payload: Uint8Array): {text: string; value: unknown} {
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(payload)
    return {text, value: parseStrictJson(text, {name: 'statement'})}
  } catch (cause) {
    throw new StatementError('The statement is not strict JSON', [], {cause})
  }
}
