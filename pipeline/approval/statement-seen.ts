import type {LedgerEvent} from './ledger-entry.ts'
import type {VerifiedStatement} from './types.ts'

/** Describe the sight of a verified statement, for the ledger: ids and digests, no text. */
export function statementSeen({id, sha256, statement, keyid}: VerifiedStatement): LedgerEvent {
  const {kind, edition, digest, article, number, language, role, meaning} = statement
  return {
    event: 'statement-seen',
    statement: sha256,
    id,
    kind,
    edition,
    digest,
    article,
    number,
    language,
    signer: statement.signer.id,
    keyid,
    role,
    meaning,
    signedAt: statement.at,
    ...(statement.severity ? {severity: statement.severity} : {}),
    ...(statement.update ? {update: statement.update} : {}),
    ...(statement.effective ? {effective: statement.effective} : {}),
    ...(statement.lifts ? {lifts: statement.lifts} : {}),
  }
}
