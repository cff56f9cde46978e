import {payloadTypes} from '#pipeline'
import {canonicalJson, sha256Hex} from '#schemas'

import {chainStart, pageOf, pageSize} from '../repository/format/feed-event.ts'
import type {FeedEvent} from '../repository/format/feed-event.ts'
import {FeedError, parseFeedPage} from '../repository/format/feed-page.ts'
import {foldEvents} from '../repository/format/fold-events.ts'
import {leewayMs, maxLifeMs} from '../repository/format/head.ts'
import type {RepositoryHead, RepositoryIndex} from '../repository/format/head.ts'
import {parseSigned} from '../repository/format/parse-signed.ts'
import {
  audienceFolder,
  feedPagePath,
  headPath,
  indexPath,
  pointerPath,
  trustPath,
} from '../repository/format/paths.ts'
import {atomFeed, jsonFeed} from '../repository/feed-views.ts'
import {equalBytes} from '../bundle/digests.ts'
import {fault, type FaultCode} from './fault.ts'
import {proofFaults} from './proof-faults.ts'
import {releaseFaults} from './release-faults.ts'
import type {Verifying} from './verifying.ts'

/** What an audience is told, as far as it can be read, and the files that it may have. */
export interface AudienceVerification {
  name: string
  head: RepositoryHead | null
  index: RepositoryIndex | null
  /** Paths that belong to it. */
  paths: Set<string>
}

const utf8 = new TextDecoder('utf-8', {ignoreBOM: true})
const feedViews = ['feed.json', 'feed.atom'] as const

/** Verify head, index, feed and pointers of one audience; they must all say the same. */
export async function verifyAudience(
  verifying: Verifying,
  name: string,
): Promise<AudienceVerification> {
  const found: AudienceVerification = {name, head: null, index: null, paths: new Set()}
  found.head = await openHead(verifying, found)
  if (!found.head) return found
  found.index = await openIndex(verifying, found, found.head)
  const events = await readFeed(verifying, found, found.head)
  if (!found.index) return found
  if (events) compareFold(verifying, found.index, events)
  await comparePointers(verifying, found, found.index)
  return found
}

async function openHead(
  verifying: Verifying,
  found: AudienceVerification,
): Promise<RepositoryHead | null> {
  const path = headPath(found.name)
  const head = await openSigned(
    verifying,
    found,
    'head',
    path,
    'head-altered',
    ({issued}) => issued,
  )
  if (!head) return null
  const {faults, notes, trust, root, options} = verifying
  if (head.audience !== found.name) {
    faults.push(fault('head-altered', path, `is the head of the audience ${head.audience}`))
  }
  if (options.now && Date.parse(options.now) > Date.parse(head.expires) + leewayMs) {
    const message = `expired at ${head.expires}: whoever serves it may hold back what came after; \`marrow refresh\` renews it`
    faults.push(fault('head-expired', path, message))
  }
  if (Date.parse(head.expires) - Date.parse(head.issued) > maxLifeMs) {
    faults.push(fault('head-altered', path, 'is good for longer than a publisher can say'))
  }
  const isNow = trust?.digest === head.trust.digest
  if (
    isNow &&
    canonicalJson([head.publisher, head.sample]) !==
      canonicalJson([trust.trust.publisher, trust.trust.sample])
  ) {
    faults.push(fault('head-altered', path, 'names another publisher than its trust file'))
  }
  if (head.root.version > root.version) {
    const message = `was made with root version ${head.root.version}, the newest is ${root.version}`
    faults.push(fault('trust-older-than-newest', path, message))
  }
  if (trust && trust.trust.version < head.trust.version) {
    const message = `is version ${trust.trust.version}; the head was made with version ${head.trust.version}`
    faults.push(fault('trust-older-than-newest', trustPath, message))
  } else if (trust && trust.trust.version > head.trust.version) {
    const message = `Version ${trust.trust.version} is newer than the head of ${found.name}: an export was cut short or is running.`
    notes.push({code: 'trust-newer-than-index', path: trustPath, message})
  } else if (trust && trust.digest !== head.trust.digest) {
    const message = `has sha256 ${trust.digest}; the head says ${head.trust.digest}`
    faults.push(fault('altered', trustPath, message))
  }
  return head
}

async function openIndex(
  verifying: Verifying,
  found: AudienceVerification,
  head: RepositoryHead,
): Promise<RepositoryIndex | null> {
  const path = indexPath(found.name, head.index.version)
  const index = await openSigned(verifying, found, 'index', path, 'index-altered')
  if (!index) return null
  const bytes = (await verifying.reader.read(path))!
  const isNamed =
    (await sha256Hex(bytes)) === head.index.sha256 && bytes.length === head.index.bytes
  if (!isNamed || index.audience !== found.name || index.version !== head.index.version) {
    verifying.faults.push(fault('index-altered', path, 'is not the index that the head names'))
  }
  if (index.seq !== head.feed.seq) {
    const message = `is as of event ${index.seq}, the head as of ${head.feed.seq}`
    verifying.faults.push(fault('index-differs', path, message))
  }
  return index
}

/** Read a file that the release key signed, by its schema; null where it cannot be. */
async function openSigned<Kind extends 'head' | 'index' | 'pointer' | 'tombstone'>(
  {reader, trust, faults}: Verifying,
  found: Pick<AudienceVerification, 'paths'>,
  kind: Kind,
  path: string,
  code: FaultCode,
  madeAt?: (value: ReturnType<typeof parseSigned<Kind>>) => string,
): Promise<ReturnType<typeof parseSigned<Kind>> | null> {
  const name = path.replace(/\.dsse\.json$/, '')
  for (const ending of ['dsse.json', 'pae', 'sig']) found.paths.add(`${name}.${ending}`)
  const bytes = await reader.read(path)
  if (!bytes) {
    faults.push(fault('missing', path, 'is named and not there'))
    return null
  }
  const envelope = utf8.decode(bytes)
  try {
    const value = parseSigned(kind, envelope)
    if (trust) {
      const signed = await releaseFaults(
        envelope,
        payloadTypes[kind],
        trust.trust,
        path,
        madeAt?.(value),
      )
      faults.push(...signed.map((one) => (one.code === 'bad-signature' ? {...one, code} : one)))
    }
    faults.push(...(await proofFaults(reader, name, envelope)))
    return value
  } catch (error) {
    faults.push(fault(code, path, error instanceof Error ? error.message : String(error)))
    return null
  }
}

async function readFeed(
  {reader, faults}: Verifying,
  found: AudienceVerification,
  {feed, publisher}: RepositoryHead,
): Promise<FeedEvent[] | null> {
  const events: FeedEvent[] = []
  for (const view of feedViews) found.paths.add(`${audienceFolder(found.name)}/${view}`)
  for (let page = 1; page <= pageOf(feed.seq); page += 1) {
    const path = feedPagePath(found.name, page)
    found.paths.add(path)
    const bytes = await reader.read(path)
    if (!bytes) {
      faults.push(fault('missing', path, 'is a page of the feed and not there'))
      return null
    }
    try {
      const text = utf8.decode(bytes)
      events.push(...(await parseFeedPage(text, page, events.at(-1), feed.seq)))
    } catch (error) {
      if (!(error instanceof FeedError)) throw error
      faults.push(fault('feed-broken', path, error.message))
      return null
    }
  }
  const end = events.at(-1) ?? chainStart
  if (end.hash !== feed.hash) {
    const path = feedPagePath(found.name, pageOf(feed.seq))
    faults.push(fault('feed-broken', path, 'does not end with the event that the head names'))
    return null
  }
  await compareViews({reader, faults}, found, {publisher, events})
  return events
}

/** Compare the feeds for readers of news with the events that they show. */
async function compareViews(
  {reader, faults}: Pick<Verifying, 'reader' | 'faults'>,
  found: AudienceVerification,
  {publisher, events}: Pick<RepositoryHead, 'publisher'> & {events: readonly FeedEvent[]},
): Promise<void> {
  const newest = events.slice(-pageSize)
  const feed = {audience: found.name, publisher, first: events[0]?.hash}
  for (const [file, wanted] of [
    ['feed.json', jsonFeed(feed, newest)],
    ['feed.atom', atomFeed(feed, newest)],
  ] as const) {
    const path = `${audienceFolder(found.name)}/${file}`
    const there = await reader.read(path)
    if (!there) faults.push(fault('missing', path, 'shows the newest events and is not there'))
    else if (!equalBytes(there, wanted)) {
      faults.push(fault('altered', path, 'shows other events than the feed has'))
    }
  }
}

function compareFold(
  {faults}: Verifying,
  index: RepositoryIndex,
  events: readonly FeedEvent[],
): void {
  if (canonicalJson(foldEvents([], events)) === canonicalJson(index.entries)) return
  const path = indexPath(index.audience, index.version)
  faults.push(fault('feed-differs', path, 'is not what the events of the feed come to'))
}

async function comparePointers(
  verifying: Verifying,
  found: AudienceVerification,
  index: RepositoryIndex,
): Promise<void> {
  const {reader, trust, faults} = verifying
  for (const entry of index.entries) {
    const path = pointerPath(found.name, entry)
    found.paths.add(path)
    const bytes = await reader.read(path)
    if (!bytes) {
      faults.push(fault('missing', path, `the pointer to ${entry.edition} is not there`))
      continue
    }
    const envelope = utf8.decode(bytes)
    try {
      if (canonicalJson(parseSigned('pointer', envelope)) !== canonicalJson(entry)) {
        faults.push(fault('pointer-altered', path, 'says other than the index'))
      }
      if (trust) {
        faults.push(...(await releaseFaults(envelope, payloadTypes.pointer, trust.trust, path)))
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      faults.push(fault('pointer-altered', path, reason))
    }
  }
  // An index of the run before stays a while, for readers that are on their way.
  const before = indexPath(found.name, index.version - 1)
  const older = await reader.read(before)
  if (older) await openSigned(verifying, found, 'index', before, 'index-altered')
}
