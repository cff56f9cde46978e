import {sha256Hex} from '#schemas'

import {editionDigest} from './edition-digest.ts'
import {ledgerHead, type LedgerHead} from './ledger.ts'
import type {LedgerEntry} from './ledger-entry.ts'
import {own} from './record.ts'
import type {RawDocument} from './types.ts'

/** What an audit finds; listed in `docs/ledger.md`. */
export type AuditFaultCode =
  | 'ledger-truncated'
  | 'checkpoint-differs'
  | 'edition-missing'
  | 'edition-changed'
  | 'edition-resealed'
  | 'statement-missing'
  | 'statement-changed'
  | 'erased-present'
  | 'trust-older'
  | 'trust-changed'

/** One fault: the entry that shows it, and the document it is about. */
export interface AuditFault {
  code: AuditFaultCode
  /** Entry of the ledger; of a truncated one, the entry that should be there. */
  seq: number
  /** Document id; null when it is about the ledger itself. */
  document: string | null
  message: string
}

/**
 * Compare a ledger with the dataset as it is, and with a head that was kept elsewhere.
 *
 * Finds every edition and statement that changed or vanished after Marrow saw it, and a ledger
 * that was cut or rewritten since the checkpoint. Verify the ledger's own chain first.
 *
 * @param documents
 *   The dataset's documents of any type; untrusted.
 * @returns Faults in the order of the ledger, those of the checkpoint first.
 */
export async function auditLedger(
  entries: readonly LedgerEntry[],
  documents: readonly RawDocument[],
  checkpoint?: LedgerHead,
): Promise<AuditFault[]> {
  const stored = new Map(documents.map((document) => [document._id, document]))
  const faults = checkpoint ? compareHead(entries, checkpoint) : []
  const sealed = new Map<string, string>()
  const erased = new Set(
    entries.flatMap((entry) => (entry.event === 'erased' ? [entry.document] : [])),
  )
  let trust = {version: 0, digest: ''}

  for (const entry of entries) {
    if (entry.event === 'edition-seen') {
      faults.push(...resealed(entry, sealed))
      if (!erased.has(entry.edition)) faults.push(...(await auditEdition(entry, stored)))
    }
    if (entry.event === 'statement-seen' && !erased.has(entry.id)) {
      faults.push(...(await auditStatement(entry, stored)))
    }
    if (entry.event === 'erased') faults.push(...auditErasure(entry, stored))
    if (entry.event === 'trust-seen') {
      faults.push(...auditTrust(entry, trust))
      if (entry.version > trust.version) trust = entry
    }
  }
  return faults
}

function compareHead(entries: readonly LedgerEntry[], checkpoint: LedgerHead): AuditFault[] {
  const {seq, hash} = checkpoint
  if (seq === 0) return []
  const entry = entries.find((candidate) => candidate.seq === seq)
  if (!entry) {
    const message = `The ledger ends at entry ${ledgerHead(entries).seq}, but had ${seq} before`
    return [{code: 'ledger-truncated', seq, document: null, message}]
  }
  if (entry.hash === hash) return []
  const message = `Entry ${seq} is not the one of the checkpoint: the ledger was rewritten`
  return [{code: 'checkpoint-differs', seq, document: null, message}]
}

type EditionSeen = Extract<LedgerEntry, {event: 'edition-seen'}>
type StatementSeen = Extract<LedgerEntry, {event: 'statement-seen'}>
type Erased = Extract<LedgerEntry, {event: 'erased'}>
type TrustSeen = Extract<LedgerEntry, {event: 'trust-seen'}>

function resealed(entry: EditionSeen, sealed: Map<string, string>): AuditFault[] {
  const {seq, edition, digest} = entry
  const first = sealed.get(edition)
  if (first === undefined) sealed.set(edition, digest)
  if (first === undefined || first === digest) return []
  const message = `${edition} was seen with two digests, ${first} and ${digest}`
  return [{code: 'edition-resealed', seq, document: edition, message}]
}

async function auditEdition(
  {seq, edition, digest}: EditionSeen,
  stored: ReadonlyMap<string, RawDocument>,
): Promise<AuditFault[]> {
  const document = stored.get(edition)
  if (!document) {
    const message = `${edition} was removed from the dataset after it was seen`
    return [{code: 'edition-missing', seq, document: edition, message}]
  }
  const payload = own(document, 'payload')
  if (typeof payload === 'string' && (await editionDigest(payload)) === digest) return []
  const message = `${edition} was changed in the dataset after it was seen`
  return [{code: 'edition-changed', seq, document: edition, message}]
}

async function auditStatement(
  {seq, id, statement, kind, edition}: StatementSeen,
  stored: ReadonlyMap<string, RawDocument>,
): Promise<AuditFault[]> {
  const what = `${id} (${kind} of ${edition})`
  const document = stored.get(id)
  if (!document) {
    const message = `${what} was removed from the dataset after it was seen`
    return [{code: 'statement-missing', seq, document: id, message}]
  }
  const envelope = own(document, 'envelope')
  if (typeof envelope === 'string' && (await sha256Hex(envelope)) === statement) return []
  const message = `${what} was changed in the dataset after it was seen`
  return [{code: 'statement-changed', seq, document: id, message}]
}

function auditErasure(
  {seq, document}: Erased,
  stored: ReadonlyMap<string, RawDocument>,
): AuditFault[] {
  const versions = [document, `drafts.${document}`].filter((id) => stored.has(id))
  return versions.map((id) => {
    const message = `${id} is in the dataset again after it was erased: erase it again`
    return {code: 'erased-present', seq, document: id, message}
  })
}

function auditTrust(
  {seq, version, digest}: TrustSeen,
  newest: {version: number; digest: string},
): AuditFault[] {
  if (version < newest.version) {
    const message = `Trust file ${version} was used after ${newest.version}`
    return [{code: 'trust-older', seq, document: null, message}]
  }
  if (version !== newest.version || digest === newest.digest) return []
  const message = `Two trust files have the version ${version}`
  return [{code: 'trust-changed', seq, document: null, message}]
}
