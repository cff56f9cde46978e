import {parseTrust, readEdition, verifyStatement} from '#pipeline'
import type {ApprovedEdition, Trust, VerifiedStatement} from '#pipeline'
import {canonicalJson, compareText, sha256Hex} from '#schemas'

import type {BundleEvidence} from './bundle.ts'
import {BundleError} from './bundle-error.ts'

/** Evidence whose every envelope verified. */
export interface CheckedEvidence {
  trust: Trust
  /** Hex sha256 of the trust file's envelope. */
  trustDigest: string
  /** Admitted and further statements, each once, in order of id. */
  statements: VerifiedStatement[]
}

/**
 * Verify the evidence of a bundle again: trust file, edition, each statement.
 *
 * @throws `BundleError`
 */
export async function checkEvidence(evidence: BundleEvidence): Promise<CheckedEvidence> {
  const {approved} = evidence
  const trust = await checkTrust(evidence)
  await checkEdition(approved)
  if (!approved.statements.some(({statement}) => statement.kind === 'sign-off')) {
    throw new BundleError('sign-off-insufficient', approved.payload.id, 'nobody signed it off')
  }

  const byId = new Map<string, VerifiedStatement>()
  for (const statement of [...approved.statements, ...(evidence.statements ?? [])]) {
    await checkStatement(statement, approved, trust)
    byId.set(statement.id, statement)
  }
  const statements = [...byId.values()].toSorted((a, b) => compareText(a.id, b.id))
  return {trust, trustDigest: await sha256Hex(evidence.trust), statements}
}

async function checkTrust(evidence: BundleEvidence): Promise<Trust> {
  try {
    return (await parseTrust(evidence.trust, evidence.rootKey)).trust
  } catch (cause) {
    throw new BundleError(
      'trust-unverified',
      'data/trust.dsse.json',
      'the trust file is not signed by the root key, or is malformed',
      {cause},
    )
  }
}

async function checkEdition({payload, sealed, digest}: ApprovedEdition): Promise<void> {
  const {kind, id, article, number, language} = payload
  const document = {_id: id, _type: 'edition', kind, article, number, language, digest}
  try {
    await readEdition({...document, payload: sealed})
  } catch (cause) {
    throw new BundleError('edition-altered', id, 'the sealed string is not what was signed', {
      cause,
    })
  }
}

async function checkStatement(
  verified: VerifiedStatement,
  approved: ApprovedEdition,
  trust: Trust,
): Promise<void> {
  const {statement, envelope, id, firstSeen} = verified
  const {edition, kind} = statement
  const document = {_id: id, _type: 'statement', edition, kind, envelope}
  const check = await verifyStatement(document, trust, firstSeen)
  if ('refusal' in check) {
    const {code, message} = check.refusal
    throw new BundleError('statement-unverified', id, `${code}: ${message}`)
  }

  const {payload, digest} = approved
  const isSame = canonicalJson(check.verified.statement) === canonicalJson(statement)
  const isOfArticle =
    statement.article === payload.article && statement.language === payload.language
  const isOfEdition = statement.digest === digest && edition === payload.id
  const isCounted = approved.statements.includes(verified)
  if (!isSame || !isOfArticle || (isCounted && !isOfEdition)) {
    throw new BundleError(
      'statement-mismatch',
      id,
      `the envelope is not of this statement about ${payload.id}`,
    )
  }
}
