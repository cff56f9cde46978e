import {
  EditionError,
  futureFault,
  readEdition,
  statementSeen,
  verifyStatements,
  type EditionPayload,
  type LedgerEntry,
  type LedgerEvent,
  type RawDocument,
} from '#pipeline'

import type {TrustFile} from '../home/trust-file.ts'

/** What may hold something that the ledger has not seen. */
export interface Sight {
  editions: readonly RawDocument[]
  statements: readonly RawDocument[]
  trust: TrustFile
  ledger: readonly LedgerEntry[]
  /** UTC instant. */
  now: string
}

/**
 * List what the ledger has not seen yet: sound editions, verified statements, a newer trust file.
 *
 * What is altered or unproven is not entered: it is the gate that reports it. An edition that the
 * ledger knows with another digest is not entered again, so that the first sight stands.
 */
export async function seenEvents({
  editions,
  statements,
  trust,
  ledger,
  now,
}: Sight): Promise<LedgerEvent[]> {
  const {version} = trust.trust
  const hasTrust = ledger.some((entry) => entry.event === 'trust-seen' && entry.version >= version)
  const events: LedgerEvent[] = hasTrust
    ? []
    : [{event: 'trust-seen', version, digest: trust.digest}]

  const seenEditions = new Set(
    ledger.map((entry) => (entry.event === 'edition-seen' ? entry.edition : '')),
  )
  for (const document of editions) {
    if (seenEditions.has(document._id)) continue
    const payload = await soundPayload(document)
    if (payload) events.push(editionSeen(payload, String(document['digest'])))
  }
  const seenStatements = new Set(
    ledger.map((entry) => (entry.event === 'statement-seen' ? entry.statement : '')),
  )
  for (const check of await verifyStatements(statements, trust.trust)) {
    if ('refusal' in check || seenStatements.has(check.verified.sha256)) continue
    // One from the future could never be answered by a later one: it is entered when its time came.
    if (futureFault(check.verified.statement, now)) continue
    events.push(statementSeen(check.verified))
  }
  return events
}

/** Read an edition; null when it is altered or none. */
export async function soundPayload(document: RawDocument): Promise<EditionPayload | null> {
  try {
    return await readEdition(document)
  } catch (error) {
    if (error instanceof EditionError) return null
    throw error
  }
}

function editionSeen(payload: EditionPayload, digest: string): LedgerEvent {
  const {id, article, number, language} = payload
  return {event: 'edition-seen', edition: id, digest, article, number, language}
}
