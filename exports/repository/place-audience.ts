import type {ParsedTrust, RefusalCode} from '#pipeline'
import {canonicalJson, sha256Hex} from '#schemas'

import type {ArtifactStore} from './artifact-store.ts'
import {diffEntries} from './format/diff-entries.ts'
import type {IndexEntry, LiveEntry, WithdrawnEntry} from './format/entries.ts'
import {appendEvents, chainStart, pageOf, pageSize} from './format/feed-event.ts'
import type {ChainEnd, FeedEvent, FeedNews} from './format/feed-event.ts'
import {feedPage} from './format/feed-page.ts'
import {foldEvents} from './format/fold-events.ts'
import type {RepositoryHead, RepositoryIndex} from './format/head.ts'
import {audienceFolder, feedPagePath, headPath, indexPath, pointerPath} from './format/paths.ts'
import {atomFeed, jsonFeed} from './feed-views.ts'
import type {ViewedFeed} from './feed-views.ts'
import {placeFile, placeFiles} from './place-file.ts'
import type {PreviousAudience} from './previous-audience.ts'
import type {Authority} from './release-trust.ts'
import {proofOf, signAs} from './signer.ts'

/** What heads are made of, the same for every audience of a run. */
export interface HeadFacts {
  authority: Authority
  trust: ParsedTrust
  /** UTC instant of the run. */
  issued: string
  /** How long a head is good for. */
  headHours: number
  ledger: {seq: number; hash: string}
  /** Whether the keys that readers go by are other ones than before. */
  isRotated: boolean
}

/** What an audience is told from now on. */
export interface WrittenAudience {
  name: string
  head: RepositoryHead
  index: RepositoryIndex
  /** What happened since the run before. */
  news: FeedEvent[]
  wrote: boolean
}

/**
 * Tell an audience what is out: feed first, then the index, and last the head that names both.
 *
 * Until the head is there, readers go by the one before, which names a shorter feed.
 */
export async function placeAudience(
  store: ArtifactStore,
  name: string,
  previous: PreviousAudience | null,
  now: ReadonlyArray<LiveEntry | WithdrawnEntry>,
  because: ReadonlyMap<string, RefusalCode>,
  facts: HeadFacts,
): Promise<WrittenAudience> {
  const before = previous?.index.entries ?? []
  const news = [
    ...(previous && facts.isRotated ? [keyNews(facts)] : []),
    ...diffEntries(before, now, because),
  ]
  const events = await appendEvents(previous?.head.feed ?? chainStart, news, facts.issued)
  const feed = {
    audience: name,
    publisher: facts.trust.trust.publisher,
    first: previous?.first ?? events[0]?.hash,
  }
  let wrote = await placeFeed(store, feed, previous?.tail ?? [], events)

  const index = await placeIndex(store, name, previous, foldEvents(before, events), events, facts)
  if (index.wrote) wrote = true
  const placed = await placeHead(store, name, previous, index, events.at(-1), facts)
  if (await placePointers(store, name, index.value.entries, facts)) wrote = true
  return {
    name,
    head: placed.head,
    index: index.value,
    news: events,
    wrote: wrote || placed.wrote,
  }
}

function keyNews({authority, trust}: HeadFacts): FeedNews {
  return {
    type: 'key-rotated',
    keys: {
      root: {version: authority.roots.length + 1},
      trust: {version: trust.trust.version, digest: trust.digest},
    },
  }
}

/** Append to the feed; a page that is full is never written again. */
async function placeFeed(
  store: ArtifactStore,
  feed: ViewedFeed,
  tail: readonly FeedEvent[],
  events: readonly FeedEvent[],
): Promise<boolean> {
  const all = [...tail, ...events]
  const pages = Map.groupBy(all, ({seq}) => pageOf(seq))
  let wrote = false
  for (const [page, members] of pages) {
    if (await placeFile(store, feedPagePath(feed.audience, page), feedPage(members))) wrote = true
  }
  const newest = all.slice(-pageSize)
  const folder = audienceFolder(feed.audience)
  if (await placeFile(store, `${folder}/feed.json`, jsonFeed(feed, newest))) wrote = true
  return (await placeFile(store, `${folder}/feed.atom`, atomFeed(feed, newest))) || wrote
}

interface PlacedIndex {
  value: RepositoryIndex
  sha256: string
  bytes: number
  wrote: boolean
}

async function placeIndex(
  store: ArtifactStore,
  name: string,
  previous: PreviousAudience | null,
  entries: IndexEntry[],
  events: readonly FeedEvent[],
  {authority}: HeadFacts,
): Promise<PlacedIndex> {
  const same = previous && events.length === 0 ? previous.index : undefined
  const value: RepositoryIndex = same ?? {
    format: 2,
    audience: name,
    version: (previous?.index.version ?? 0) + 1,
    seq: events.at(-1)?.seq ?? previous?.head.feed.seq ?? 0,
    entries,
  }
  const path = indexPath(name, value.version)
  const kept = same && (await store.read(path))
  const envelope = kept
    ? new TextDecoder().decode(kept)
    : await signAs('index', value, authority.signer)
  const files = await proofOf(path.replace(/\.dsse\.json$/, ''), envelope)
  const bytes = new TextEncoder().encode(envelope)
  return {
    value,
    sha256: await sha256Hex(bytes),
    bytes: bytes.length,
    wrote: await placeFiles(store, files),
  }
}

async function placeHead(
  store: ArtifactStore,
  name: string,
  previous: PreviousAudience | null,
  {value, sha256, bytes}: PlacedIndex,
  last: ChainEnd | undefined,
  facts: HeadFacts,
): Promise<{head: RepositoryHead; wrote: boolean}> {
  const {authority, trust, issued, headHours, ledger} = facts
  const said = {
    format: 2 as const,
    audience: name,
    publisher: trust.trust.publisher,
    sample: trust.trust.sample,
    root: {version: authority.roots.length + 1},
    trust: {version: trust.trust.version, digest: trust.digest},
    ledger,
    index: {version: value.version, sha256, bytes},
    feed: last
      ? {seq: last.seq, hash: last.hash}
      : (previous?.head.feed ?? {seq: chainStart.seq, hash: chainStart.hash}),
  }
  const base = headPath(name).replace(/\.dsse\.json$/, '')
  if (previous && isGood(previous, said, facts)) {
    return {
      head: previous.head,
      wrote: await placeFiles(store, await proofOf(base, previous.envelope)),
    }
  }
  const head: RepositoryHead = {
    ...said,
    version: (previous?.head.version ?? 0) + 1,
    issued,
    expires: new Date(Date.parse(issued) + headHours * 3_600_000).toISOString(),
  }
  const envelope = await signAs('head', head, authority.signer)
  return {head, wrote: await placeFiles(store, await proofOf(base, envelope))}
}

/** Whether a head says the same, by the same key, and has more than half of its life before it. */
function isGood(
  {head, keyid}: PreviousAudience,
  said: Omit<RepositoryHead, 'version' | 'issued' | 'expires'>,
  {authority, issued, headHours}: HeadFacts,
): boolean {
  const {version: _v, issued: _i, expires, ...rest} = head
  const left = Date.parse(expires) - Date.parse(issued)
  return (
    keyid === authority.signer.keyid &&
    canonicalJson(rest) === canonicalJson(said) &&
    left > (headHours * 3_600_000) / 2 &&
    left <= headHours * 3_600_000
  )
}

/** One pointer an entry, and none more. */
async function placePointers(
  store: ArtifactStore,
  name: string,
  entries: readonly IndexEntry[],
  {authority}: HeadFacts,
): Promise<boolean> {
  let wrote = false
  const named = new Set<string>()
  for (const entry of entries) {
    const path = pointerPath(name, entry)
    named.add(path)
    const envelope = await signAs('pointer', entry, authority.signer)
    if (await placeFile(store, path, envelope)) wrote = true
  }
  const folder = `${audienceFolder(name)}/current`
  for (const entry of await store.list(folder)) {
    if (named.has(`${folder}/${entry.name}`)) continue
    await store.remove(`${folder}/${entry.name}`)
    wrote = true
  }
  return wrote
}
