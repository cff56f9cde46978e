/** One file of a bundle's payload. */
export interface BundleFile {
  /** In the bag, such as `data/index.html`. */
  path: string
  /** Hex. */
  sha256: string
  bytes: number
  mediaType: string
  /** `artifact`: a page's output. `evidence`: edition, statements, trust file, rights. */
  role: 'artifact' | 'evidence'
}

/** One page of a bundle. */
export interface BundlePage {
  page: 'article' | 'expert-board' | 'editorial-process'
  /** Folder below `data/`; empty for an article. */
  folder: string
  slug: string
  language: string
  title: string
}

/**
 * What the release key signs of a bundle: payload of `bundle.dsse.json`, canonical JSON.
 *
 * Every byte of the bundle follows from it: payload files by their digests, tag files by rule.
 */
export interface BundleManifest {
  format: 2
  kind: 'article' | 'site'
  article: string
  language: string
  number: number
  /** Id of the edition, and the hex digest that was signed. */
  edition: string
  digest: string
  title: string
  pages: BundlePage[]
  publisher: {name: string; url?: string}
  sample: boolean
  emergency: boolean
  overdue: boolean
  /** UTC instant, derived from the sign-offs. */
  lastReviewed: string
  /** UTC instant; null for the site, which has no review interval. */
  reviewDue: string | null
  /** UTC instant until which it may be shown by somebody who hears nothing new; null for no end. */
  validUntil: string | null
  /** The trust file inside: its version, and the hex sha256 of its envelope. */
  trust: {version: number; digest: string}
  /** Ids of the statements inside, sorted. */
  statements: string[]
  /** Every payload file, sorted by path. */
  files: BundleFile[]
}
