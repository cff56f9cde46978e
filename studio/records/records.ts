import type {
  Admission,
  Content,
  EditionPayload,
  LedgerEntry,
  RawDocument,
  Refusal,
  ReviewStatus,
  StatementCheck,
  Trust,
  Withdrawal,
} from '#pipeline'

/** What a list says of one sealed version. */
export interface VersionSummary {
  /** `edition.<article>.<number>`. */
  id: string
  number: number
  /** Hex. */
  digest: string
  /** UTC instant. */
  sealedAt: string
  changeNote: string
  /** Lake identities. */
  contributors: string[]
}

/** Why the documents as they are now cannot be sealed. */
export interface ContentFault {
  message: string
  /** Keyed path in the document at fault; empty for the whole. */
  path: string
  /** Document at fault. */
  document: string
}

/** All that a list, a badge or the dashboard says of one article, or of the site. */
export interface ArticleStatus extends ReviewStatus {
  /** Id without `drafts.`. */
  article: string
  kind: 'article' | 'site'
  title: string
  slug: string
  language: string
  /** Labels, in order. */
  topics: string[]
  /** The newest version that can be read. */
  newest: VersionSummary | null
  /** The version that may go out now, and when its review is due. */
  approved: (VersionSummary & {lastReviewed: string; reviewDue: string | null}) | null
  /** What the ledger last saw going out; null when it was taken back, or never went out. */
  exported: {number: number; at: string} | null
  /** Documents that changed since the newest version. */
  changedSince: string[]
  /** Why the newest version does not go out. */
  refusal: Refusal | null
  withdrawal: Withdrawal | null
  fault: ContentFault | null
  /** Ids of people. */
  wantedReviewers: string[]
  /** Calendar day. */
  dueDate: string | null
  /** UTC instant of the last edit; empty when there is no such document any more. */
  editedAt: string
}

/** One stored version. */
export interface Version {
  document: RawDocument
  id: string
  number: number
  /** Null when it was altered, or is none. */
  payload: EditionPayload | null
  /** Hex. */
  digest: string
}

/** Everything there is about one article. */
export interface ArticleRecords extends ArticleStatus {
  /** As it stands now; null when it cannot be assembled. */
  content: Content | null
  /** Newest first. */
  versions: Version[]
  /** Verdicts on each statement about the article, in no order. */
  checks: StatementCheck[]
  /** The gate's verdict on this article alone. */
  admission: Admission | null
  /** What the ledger says about the article, oldest first. */
  ledger: LedgerEntry[]
}

/** The public part of the trust file, for display: the gate reads its own. */
export interface DeskTrust {
  /** Hex sha256 of the file. */
  digest: string
  trust: Trust
}

/** What the last export did. */
export interface LastExport {
  last: {
    /** UTC instant. */
    at: string
    written: Array<{article: string; language: string; edition: string; title: string}>
    /** Editions that were there already. */
    unchanged: string[]
    removed: string[]
    refused: Array<{
      article: string
      edition: string | null
      code: string
      message: string
      remedy: string
    }>
    withdrawn: Array<{article: string; edition: string | null}>
    /** Why nothing was written; then the rest is of the export before. */
    fault: {code: string; message: string} | null
  } | null
  /** Does Marrow export by itself whenever something changes? */
  watching: boolean
}

/** What the desk server said; null where there is none, as in hosted mode. */
export interface Desk {
  trust: DeskTrust | null
  ledger: LedgerEntry[]
  exports: LastExport | null
  /** Why the desk server does not answer; null when it does. */
  fault: string | null
}

/** All records, as they are at one moment. */
export interface Records {
  /** `ready` once everything was read and judged for the first time. */
  phase: 'loading' | 'ready' | 'failed'
  /** Why the lake cannot be read. */
  fault: string | null
  /** UTC instant that everything was judged at. */
  judgedAt: string
  desk: Desk
  /** Every document of ours, drafts too, by id. */
  documents: ReadonlyMap<string, RawDocument>
  /** By article id, sorted. */
  articles: ReadonlyMap<string, ArticleRecords>
}

/** Records before anything was read. */
export const noRecords: Records = {
  phase: 'loading',
  fault: null,
  judgedAt: '1970-01-01T00:00:00.000Z',
  desk: {trust: null, ledger: [], exports: null, fault: null},
  documents: new Map(),
  articles: new Map(),
}
