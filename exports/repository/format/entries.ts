import type {RefusalCode, UpdateType} from '#pipeline'
import {compareText} from '#schemas'

/** Which edition an entry is about: ids and digests, no titles. */
interface EntryHead {
  kind: 'article' | 'site'
  article: string
  language: string
  number: number
  edition: string
  /** Hex digest of the edition. */
  digest: string
}

/** An edition that is out, with where its bundle lies. */
export interface LiveEntry extends EntryHead {
  status: 'live' | 'overdue'
  /** Hex digest of the bundle: `bundles/<bundle>/` and `bundles/<bundle>.zip`. */
  bundle: string
  zip: {sha256: string; bytes: number}
  /** UTC instant after which nobody may show it; null for the site. */
  validUntil: string | null
  emergency: boolean
  /**
   * The corrections that it shows, sorted by id; a mere id in what was written before they had more
   * members.
   */
  corrections: Array<ShownCorrection | string>
  /**
   * Statements inside whose key was compromised since, with the instant at which the ledger first
   * saw them. Absent where there is none: what a key that stands signed needs no such word.
   */
  seen?: SeenStatement[]
}

/** A correction that an edition shows: what the person who signed it says in public. */
export interface ShownCorrection {
  /** Id of the signed correction. */
  statement: string
  update: UpdateType
  severity: 'safety' | 'editorial' | 'legal'
  /** UTC instant from which it holds. */
  effective: string
  notice: string
}

/** When the publisher's ledger first saw a statement. */
interface SeenStatement {
  /** Id of the statement. */
  statement: string
  /** UTC instant. */
  at: string
}

/** An article that was taken back: no bundle, a tombstone. */
export interface WithdrawnEntry extends EntryHead {
  status: 'withdrawn'
  /** Id of the signed withdrawal; empty where only the ledger remembers it. */
  statement: string
  /** UTC instant of signing. */
  withdrawnAt: string
  /** UTC instant from which it holds. */
  effective: string
  severity: 'safety' | 'editorial' | 'legal'
  update: UpdateType
  /** Public words of the signed withdrawal. */
  notice?: string
  /** The signed tombstone: path in the repository, hex sha256, size. */
  tombstone: {path: string; sha256: string; bytes: number}
}

/** An article that the gate admits no more, or that this audience gets no more; nobody withdrew it. */
export interface RemovedEntry extends EntryHead {
  status: 'removed'
  because: RefusalCode | 'not-carried'
}

/** What an audience is told of one article in one language. */
export type IndexEntry = LiveEntry | WithdrawnEntry | RemovedEntry

/** What tells entries apart: one article has one entry. */
export function entryKey(entry: Pick<EntryHead, 'kind' | 'article' | 'language'>): string {
  return `${entry.kind} ${entry.article} ${entry.language}`
}

/** Order of the entries of an index. */
export function compareEntries(a: IndexEntry, b: IndexEntry): number {
  return compareText(entryKey(a), entryKey(b))
}

/** Whether an entry has a bundle. */
export function isLive(entry: IndexEntry): entry is LiveEntry {
  return entry.status === 'live' || entry.status === 'overdue'
}
