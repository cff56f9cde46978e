import type {LedgerEntry} from '../ledger-entry.ts'

/** A `statement-seen` line. */
type SeenStatement = Extract<LedgerEntry, {event: 'statement-seen'}>

/** An `exported` line. */
type PastExport = Extract<LedgerEntry, {event: 'exported'}>

/** What the ledger remembers, indexed. */
export interface Memory {
  /** Digest of an edition when it was first seen, by edition id. */
  editions: ReadonlyMap<string, {digest: string; article: string}>
  /** First sight of a statement, by hex sha256 of its envelope. */
  firstSeen: ReadonlyMap<string, string>
  /** First sights of statements, by article. */
  statements: ReadonlyMap<string, SeenStatement[]>
  /** Every export, by article; the article that was out first comes first. */
  exported: ReadonlyMap<string, PastExport[]>
  /** When a withdrawal last took an article out, by article. */
  withdrawnAt: ReadonlyMap<string, string>
}

/** Index the ledger; of two lines about one thing the first counts. */
export function recall(ledger: readonly LedgerEntry[]): Memory {
  const editions = new Map<string, {digest: string; article: string}>()
  const firstSeen = new Map<string, string>()
  const statements = new Map<string, SeenStatement[]>()
  const exported = new Map<string, PastExport[]>()
  const withdrawnAt = new Map<string, string>()

  for (const entry of ledger) {
    if (entry.event === 'edition-seen' && !editions.has(entry.edition)) {
      editions.set(entry.edition, {digest: entry.digest, article: entry.article})
    } else if (entry.event === 'statement-seen' && !firstSeen.has(entry.statement)) {
      firstSeen.set(entry.statement, entry.at)
      push(statements, entry.article, entry)
    } else if (entry.event === 'exported') {
      push(exported, entry.article, entry)
    } else if (entry.event === 'removed' && entry.because === 'withdrawn') {
      withdrawnAt.set(entry.article, entry.at)
    }
  }
  return {editions, firstSeen, statements, exported, withdrawnAt}
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
