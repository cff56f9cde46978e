import {envelopePayload, parseEnvelope} from '#pipeline'

import type {BundleFile, BundleManifest} from '../../bundle/bundle-manifest.ts'
import type {ArtifactReader, PartReader} from '../../repository/artifact-store.ts'
import {isLive, type IndexEntry, type LiveEntry} from '../../repository/format/entries.ts'
import {pageOf, pageSize, type FeedEvent} from '../../repository/format/feed-event.ts'
import type {RepositoryHead, RepositoryIndex, Tombstone} from '../../repository/format/head.ts'
import {parseSigned} from '../../repository/format/parse-signed.ts'
import {feedPagePath, headPath, indexPath} from '../../repository/format/paths.ts'
import {shareWork} from './share-work.ts'

/** What an audience sees at one moment: its head, and the index that this names. */
export interface AudienceView {
  head: RepositoryHead
  entries: readonly IndexEntry[]
  /** Live entries by the digest of their bundle. */
  bundles: ReadonlyMap<string, LiveEntry>
  /** Entries of articles, by their id. */
  articles: ReadonlyMap<string, readonly IndexEntry[]>
}

/** A tombstone with the text of its envelope. */
export interface ReadTombstone {
  tombstone: Tombstone
  /** Of the repository. */
  path: string
}

/** What is remembered of the signed manifest of a bundle. */
export interface KnownBundle {
  title: string
  files: ReadonlyArray<Pick<BundleFile, 'path' | 'role'>>
}

/** Bundles and tombstones of which something is remembered. */
const mostKept = 20_000

/**
 * What a repository says of itself, read anew when it changed.
 *
 * It is our own repository: signatures are for readers to check, who trust no server.
 */
export class Catalogue {
  readonly #reader: PartReader
  readonly #freshMs: number
  readonly #views = new Map<string, {version: string; view: AudienceView; lookedMs: number}>()
  readonly #looking = new Map<string, Promise<AudienceView | null>>()
  readonly #manifests = new Map<string, KnownBundle>()
  readonly #tombstones = new Map<string, {version: string; tombstone: Tombstone}>()

  /** @param freshMs How long a view is believed without looking; 0 for not at all. */
  constructor(reader: PartReader, freshMs: number) {
    this.#reader = reader
    this.#freshMs = freshMs
  }

  /** Read what an audience sees now; null where there is no such audience. */
  async view(audience: string): Promise<AudienceView | null> {
    const kept = this.#views.get(audience)
    if (kept && performance.now() - kept.lookedMs < this.#freshMs) return kept.view
    return shareWork(this.#looking, audience, () => this.#look(audience))
  }

  /** Have whoever asks from now on see what is there now, not what is being read already. */
  refresh(): void {
    this.#looking.clear()
    for (const kept of this.#views.values()) kept.lookedMs = -Infinity
  }

  async #look(audience: string): Promise<AudienceView | null> {
    // An index can be swept between reading the head and reading it: then there is a newer head.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const lookedMs = performance.now()
      const state = await this.#reader.state(headPath(audience))
      if (!state) return null
      const kept = this.#views.get(audience)
      if (kept?.version === state.version) {
        kept.lookedMs = lookedMs
        return kept.view
      }
      const head = await readSigned(this.#reader, 'head', headPath(audience))
      if (!head) continue
      const index = await readSigned(this.#reader, 'index', indexPath(audience, head.index.version))
      if (!index) continue
      const view = viewOf(head, index)
      this.#views.set(audience, {version: state.version, view, lookedMs})
      return view
    }
    throw new Error(`${headPath(audience)} names an index that is not there`)
  }

  /** Read the manifest of a bundle; null where it is not there. */
  async manifest(bundle: string): Promise<KnownBundle | null> {
    const kept = this.#manifests.get(bundle)
    if (kept) return kept
    const bytes = await this.#reader.read(`bundles/${bundle}/bundle.dsse.json`)
    if (!bytes) return null
    const payload = envelopePayload(parseEnvelope(decode(bytes)))
    const {title, files} = JSON.parse(decode(payload)) as BundleManifest
    const known = {title, files: files.map(({path, role}) => ({path, role}))}
    keep(this.#manifests, bundle, known)
    return known
  }

  /** Read a tombstone; null where there is none. */
  async tombstone(path: string): Promise<ReadTombstone | null> {
    const state = await this.#reader.state(path)
    if (!state) return null
    const kept = this.#tombstones.get(path)
    if (kept?.version === state.version) return {tombstone: kept.tombstone, path}
    const tombstone = await readSigned(this.#reader, 'tombstone', path)
    if (!tombstone) return null
    keep(this.#tombstones, path, {version: state.version, tombstone})
    return {tombstone, path}
  }

  /**
   * Read events of a feed after a cursor.
   *
   * @param most At most so many.
   */
  async events(
    audience: string,
    {head}: AudienceView,
    since: number,
    most: number,
  ): Promise<FeedEvent[]> {
    const events: FeedEvent[] = []
    const last = Math.max(since, Math.min(head.feed.seq, since + most))
    for (let page = pageOf(since + 1); events.length < last - since; page += 1) {
      const bytes = await this.#reader.read(feedPagePath(audience, page))
      if (!bytes) throw new Error(`${feedPagePath(audience, page)} is not there`)
      // What is beyond the head is nobody's business: a writer may have died there.
      const first = (page - 1) * pageSize + 1
      const lines = decode(bytes).split('\n')
      const end = Math.min(last + 1 - first, pageSize)
      const wanted = lines.slice(Math.max(0, since + 1 - first), end)
      if (lines.length <= end) {
        throw new Error(`${feedPagePath(audience, page)} ends before event ${last}`)
      }
      events.push(...wanted.map((line) => JSON.parse(line) as FeedEvent))
    }
    return events
  }
}

function viewOf(head: RepositoryHead, {entries}: RepositoryIndex): AudienceView {
  const articles = new Map<string, IndexEntry[]>()
  for (const entry of entries) {
    const others = articles.get(entry.article)
    if (others) others.push(entry)
    else articles.set(entry.article, [entry])
  }
  const bundles = new Map(entries.filter(isLive).map((entry) => [entry.bundle, entry]))
  return {head, entries, bundles, articles}
}

async function readSigned<Kind extends 'head' | 'index' | 'tombstone'>(
  reader: ArtifactReader,
  kind: Kind,
  path: string,
): Promise<ReturnType<typeof parseSigned<Kind>> | null> {
  const bytes = await reader.read(path)
  if (!bytes) return null
  try {
    return parseSigned(kind, decode(bytes))
  } catch (cause) {
    throw new Error(`${path} cannot be read`, {cause})
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)
}

/** Keep a value; the oldest goes when there are too many. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value)
  if (map.size > mostKept) map.delete(map.keys().next().value!)
}
