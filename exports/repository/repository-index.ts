import {parseEnvelope} from '#pipeline'
import type {Trust} from '#pipeline'
import {compareText, sha256Hex} from '#schemas'

import type {BundleManifest, BundlePage} from '../bundle/bundle-manifest.ts'
import type {Bundle} from '../bundle/bundle.ts'

/** An edition that is out, with where its bundle lies. */
export interface LiveEntry {
  status: 'live' | 'overdue'
  kind: 'article' | 'site'
  article: string
  language: string
  slug: string
  title: string
  number: number
  edition: string
  /** Hex digest of the edition. */
  digest: string
  emergency: boolean
  lastReviewed: string
  reviewDue: string | null
  pages: BundlePage[]
  /** Hex digest of the bundle: `bundles/<bundle>/` and `bundles/<bundle>.zip`. */
  bundle: string
  zip: {sha256: string; bytes: number}
  /**
   * Statements inside whose key was compromised since, with the instant at which the ledger first
   * saw them. Absent where there is none: what a key that stands signed needs no such word.
   */
  seen?: SeenStatement[]
}

/** When the publisher's ledger first saw a statement. */
interface SeenStatement {
  /** Id of the statement. */
  statement: string
  /** UTC instant. */
  at: string
}

/** An article that was taken back: no bundle, no page. */
export interface WithdrawnEntry {
  status: 'withdrawn'
  kind: 'article' | 'site'
  article: string
  language: string
  /** Empty, like the title, where the edition's payload is gone. */
  slug: string
  title: string
  /** Highest edition that the withdrawal covers. */
  number: number
  edition: string
  digest: string
  /** Id of the signed withdrawal; empty where only the ledger remembers it. */
  statement: string
  withdrawnAt: string
  severity?: 'safety' | 'editorial' | 'legal'
  /** Public words of the signed withdrawal. */
  notice?: string
}

export type IndexEntry = LiveEntry | WithdrawnEntry

/** Payload of `index.dsse.json`: canonical JSON, signed by a release key. */
export interface RepositoryIndex {
  format: 1
  /** Rises with every change of the repository. */
  version: number
  /** UTC instant of the export. */
  issued: string
  publisher: {name: string; url?: string}
  sample: boolean
  /** Head of the publisher's ledger at the export. */
  ledger: {seq: number; hash: string}
  /** The newest trust file, `trust.dsse.json`: version, hex sha256 of its envelope. */
  trust: {version: number; digest: string}
  /** Sorted by kind, article and language. */
  entries: IndexEntry[]
}

/**
 * Describe a packed bundle for the index.
 *
 * @param trust
 *   Says which keys were compromised.
 */
export async function entryOf(bundle: Bundle, trust: Trust): Promise<LiveEntry> {
  const zip = {sha256: await sha256Hex(bundle.zip), bytes: bundle.zip.length}
  const compromised = compromisedKeys(trust)
  const seen = bundle.manifest.statements.flatMap((statement) => {
    const at = bundle.firstSeen.get(statement)
    const envelope = bundle.files.get(`data/statements/${statement}.dsse.json`)
    if (at === undefined || !envelope) return []
    const {keyid} = parseEnvelope(new TextDecoder().decode(envelope)).signatures[0]!
    return compromised.has(keyid) ? [{statement, at}] : []
  })
  return entryOfManifest(bundle.manifest, bundle.digest, {
    zip,
    ...(seen.length > 0 && {seen}),
  })
}

/** Write the one entry that a bundle's manifest can have; a verifier compares with it. */
export function entryOfManifest(
  manifest: BundleManifest,
  bundle: string,
  outside: Pick<LiveEntry, 'zip' | 'seen'>,
): LiveEntry {
  const {kind, article, language, title, number, edition, digest} = manifest
  const {emergency, lastReviewed, reviewDue, pages} = manifest
  return {
    status: manifest.overdue ? 'overdue' : 'live',
    kind,
    article,
    language,
    slug: pages[0]?.slug ?? '',
    title,
    number,
    edition,
    digest,
    emergency,
    lastReviewed,
    reviewDue,
    pages,
    bundle,
    ...outside,
  }
}

/** Folder of a page below `latest/`. */
export function pageFolder(page: {slug: string; language: string}): string {
  return `${page.slug}.${page.language}`
}

/** What tells entries apart: one article has one entry. */
export function entryKey(entry: IndexEntry): string {
  return `${entry.kind} ${entry.article} ${entry.language}`
}

/** Order of the entries of an index. */
export function compareEntries(a: IndexEntry, b: IndexEntry): number {
  return compareText(entryKey(a), entryKey(b))
}

/** Keys of signers whose word alone no longer says when they signed. */
function compromisedKeys(trust: Trust): Set<string> {
  const keyids = trust.signers.flatMap((signer) => {
    const isSignerGone = signer.revoked !== undefined && signer.revoked.because !== 'retired'
    return signer.keys
      .filter((key) => isSignerGone || key.revoked?.because === 'compromised')
      .map(({keyid}) => keyid)
  })
  return new Set(keyids)
}
