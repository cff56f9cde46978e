import type {Message} from '../../composition.ts'
import type {LedgerEntry} from '../ledger-entry.ts'
import type {
  ApprovedEdition,
  EditionPayload,
  RawDocument,
  Refusal,
  Statement,
  Trust,
  VerifiedStatement,
} from '../types.ts'
import type {UpdateType} from '../update-type.ts'

/** All that admission goes by. */
export interface AdmitRequest {
  /** `edition` documents, untrusted. */
  editions: readonly RawDocument[]
  /** `statement` documents, untrusted. */
  statements: readonly RawDocument[]
  trust: Trust
  /** Verified entries, from `verifyLedger`. */
  ledger: readonly LedgerEntry[]
  /** UTC instant. */
  now: string
  /** Read the stored bytes of an asset; without it, assets are left to the exporter's `World`. */
  assets?: (id: string) => Promise<Uint8Array>
  /** Digest of the edition's normalised text stream; throws for content that cannot be composed. */
  textDigest: (payload: EditionPayload) => Promise<string>
}

/** A withdrawal that stands: the article has no edition that may go out. */
export interface Withdrawal {
  kind: 'article' | 'site'
  article: string
  edition: string
  number: number
  language: string
  /** Digest of the edition, as the withdrawal names it. */
  digest: string
  /** Of the highest signed edition that it took out; empty when there is none to be read. */
  slug: string
  title: string
  /** UTC instant of signing. */
  at: string
  severity: NonNullable<Statement['severity']>
  update: UpdateType
  /** UTC instant from which it holds. */
  effective: string
  /** Null when the document is gone, and only the ledger remembers. */
  statement: VerifiedStatement | null
}

/** A verified statement whose effective time lies ahead: it holds nothing and shows nothing yet. */
export interface PendingStatement {
  kind: 'correction' | 'withdrawal' | 'restoration'
  article: string
  edition: string
  language: string
  /** Null for a restoration that names none. */
  update: UpdateType | null
  /** UTC instant from which it will hold. */
  effective: string
  /** Id of the statement, also where its document is gone and only the ledger remembers. */
  statement: string
}

/** A lower edition of an article that has a higher one out. */
export interface PastEdition {
  edition: string
  article: string
  number: number
  /** Edition that took its place. */
  by: string
}

/** What may go out, what may not and why. */
export interface Admission {
  /** At most one edition of each article, sorted by edition id. */
  approved: ApprovedEdition[]
  /** One a refused edition, sorted by edition id. */
  refused: Refusal[]
  withdrawn: Withdrawal[]
  /** What will take effect by itself, the next one first. */
  pending: PendingStatement[]
  /** Lower editions that nobody needs to look at. */
  past: PastEdition[]
  /** Every statement whose proof and signer hold, sorted by id; for the ledger and for notices. */
  statements: VerifiedStatement[]
  /** Statements whose words pages may show, by article and oldest first. */
  notices: VerifiedStatement[]
  findings: Message[]
  /** The trust file and the instant that it was judged by. */
  trust: Trust
  now: string
}

/** An edition that can be read, before anyone asked who signed it. */
export interface Candidate {
  id: string
  payload: EditionPayload
  sealed: string
  digest: string
}
