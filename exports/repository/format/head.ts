import type {IndexEntry} from './entries.ts'

/** Clocks of a publisher and its readers may differ by this. */
export const leewayMs = 5 * 60_000

/** How long a head may be good for, whatever its publisher says: 366 days. */
export const maxLifeMs = 366 * 24 * 3_600_000

/**
 * What an audience may rely on now: payload of `audiences/<name>/head.dsse.json`.
 *
 * Small, signed, and soon out of date; whoever writes a repository writes it last.
 */
export interface RepositoryHead {
  format: 2
  audience: string
  /** Rises with every writing of it. */
  version: number
  /** UTC instants. */
  issued: string
  expires: string
  publisher: {name: string; url?: string}
  sample: boolean
  /** Newest root file; 1 where the root key is the one that was first given out. */
  root: {version: number}
  /** The trust file: version, hex sha256 of its envelope. */
  trust: {version: number; digest: string}
  /** Head of the publisher's ledger. */
  ledger: {seq: number; hash: string}
  /** `audiences/<name>/index/<version>.dsse.json`. */
  index: {version: number; sha256: string; bytes: number}
  /** Last event of the feed; 0 and 64 zeros where there is none. */
  feed: {seq: number; hash: string}
}

/** What is out for an audience: the fold of its feed up to `seq`. */
export interface RepositoryIndex {
  format: 2
  audience: string
  /** Rises with every change. */
  version: number
  /** Last event that is in it. */
  seq: number
  /** Sorted by kind, article and language. */
  entries: IndexEntry[]
}

/** What stands where a withdrawn bundle stood: payload of `tombstone.dsse.json`. */
export interface Tombstone {
  format: 1
  publisher: {name: string; url?: string}
  sample: boolean
  kind: 'article' | 'site'
  article: string
  language: string
  /** Empty, like the slug, where no signed edition can be read any more. */
  title: string
  slug: string
  /** Highest edition that the withdrawal covers. */
  number: number
  edition: string
  digest: string
  /** Bundles that were taken out. */
  bundles: string[]
  severity: 'safety' | 'editorial' | 'legal'
  update: IndexEntryUpdate
  effective: string
  withdrawnAt: string
  notice?: string
  /** Id of the signed withdrawal; empty where only the ledger remembers it. */
  statement: string
  /** Text of the signed withdrawal's envelope. */
  envelope: string | null
  /** The notice in each format, beside the tombstone. */
  files: Array<{path: string; sha256: string; bytes: number; mediaType: string}>
  /** Paths of the repository that a cache must forget; all below where one ends with a slash. */
  purge: string[]
}

type IndexEntryUpdate = Extract<IndexEntry, {status: 'withdrawn'}>['update']
