import {parseTrust, payloadTypes, verifyEnvelope} from '#pipeline'
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
  if ((await sha256Hex(`marrow-edition-v1\n${approved.sealed}`)) !== approved.digest) {
    throw new BundleError(
      'edition-altered',
      approved.payload.id,
      'the sealed string does not have the digest that was signed',
    )
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

async function checkStatement(
  verified: VerifiedStatement,
  approved: ApprovedEdition,
  trust: Trust,
): Promise<void> {
  const {statement, envelope, id} = verified
  const signer = trust.signers.find((candidate) => candidate.id === statement.signer.id)
  let signed: string
  try {
    const {payload} = await verifyEnvelope(
      envelope,
      payloadTypes.statement,
      signer?.keys ?? [],
      trust.webauthn,
    )
    signed = new TextDecoder().decode(payload)
  } catch (cause) {
    throw new BundleError(
      'statement-unverified',
      id,
      'the envelope does not verify with a key that the trust file gives its signer',
      {cause},
    )
  }

  const isSame = signed === canonicalJson(statement)
  const isNamed = id === `statement.${(await sha256Hex(envelope)).slice(0, 32)}`
  const isOfArticle =
    statement.article === approved.payload.article && statement.language === approved.payload.language
  const isOfEdition = statement.digest === approved.digest && statement.edition === approved.payload.id
  const isCounted = approved.statements.includes(verified)
  if (!isSame || !isNamed || !isOfArticle || (isCounted && !isOfEdition)) {
    throw new BundleError(
      'statement-mismatch',
      id,
      `the envelope is not of this statement about ${approved.payload.id}`,
    )
  }
}
