import {payloadTypes, verifyEnvelope} from '#pipeline'
import type {Trust} from '#pipeline'
import {sha256Hex} from '#schemas'

import type {ArtifactReader} from './artifact-store.ts'
import {pageOf} from './format/feed-event.ts'
import type {FeedEvent} from './format/feed-event.ts'
import {parseFeedPage} from './format/feed-page.ts'
import type {RepositoryHead, RepositoryIndex} from './format/head.ts'
import {parseSigned} from './format/parse-signed.ts'
import {audienceFolder, feedPagePath, headPath, indexPath} from './format/paths.ts'
import {RepositoryError} from './repository-error.ts'

/** What an audience was told before this run. */
export interface PreviousAudience {
  head: RepositoryHead
  /** Text and signer of the head. */
  envelope: string
  keyid: string
  index: RepositoryIndex
  /** Events of the last two pages. */
  tail: FeedEvent[]
  /** Hash of the first event of the feed; undefined where it has none. */
  first: string | undefined
}

const utf8 = new TextDecoder()

/**
 * Read what an audience was told last: its head, and the index and feed page that it names.
 *
 * What a publisher was told cannot be guessed: where it cannot be read, nothing is written over it.
 *
 * @returns Null where the audience is new.
 * @throws `RepositoryError` `head-altered`, `feed-broken`, with what to do.
 */
export async function previousAudience(
  reader: ArtifactReader,
  audience: string,
  trust: Trust,
): Promise<PreviousAudience | null> {
  const bytes = await reader.read(headPath(audience))
  if (bytes === undefined) {
    await requireNew(reader, audience)
    return null
  }
  const envelope = utf8.decode(bytes)
  const {head, keyid} = await openHead(envelope, audience, trust)
  const path = indexPath(audience, head.index.version)
  const stored = await reader.read(path)
  if (stored === undefined || (await sha256Hex(stored)) !== head.index.sha256) {
    throw altered(path, 'is not the index that the head names')
  }
  const tail = await lastPages(reader, audience, head)
  const begin = (tail[0]?.seq ?? 1) === 1 ? tail : await readPage(reader, audience, 1, head)
  return {
    head,
    envelope,
    keyid,
    index: parseSigned('index', utf8.decode(stored)),
    tail,
    first: begin[0]?.hash,
  }
}

/** An audience without a head is new: a first run that died left its first index at most. */
async function requireNew(reader: ArtifactReader, audience: string): Promise<void> {
  const indexes = await reader.list(`${audienceFolder(audience)}/index`)
  if (indexes.every(({name}) => name.startsWith('1.'))) return
  throw altered(headPath(audience), 'is missing, and its indexes are not')
}

async function openHead(
  envelope: string,
  audience: string,
  trust: Trust,
): Promise<{head: RepositoryHead; keyid: string}> {
  const path = headPath(audience)
  try {
    const {keyid} = await verifyEnvelope(envelope, payloadTypes.head, trust.release)
    const head = parseSigned('head', envelope)
    if (head.audience !== audience) throw new TypeError(`is the head of ${head.audience}`)
    return {head, keyid}
  } catch (cause) {
    throw altered(path, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

async function lastPages(
  reader: ArtifactReader,
  audience: string,
  head: RepositoryHead,
): Promise<FeedEvent[]> {
  const {seq} = head.feed
  if (seq === 0) return []
  const last = pageOf(seq)
  const before = last === 1 ? [] : await readPage(reader, audience, last - 1, head)
  return [...before, ...(await readPage(reader, audience, last, head, before.at(-1)))]
}

async function readPage(
  reader: ArtifactReader,
  audience: string,
  page: number,
  {feed}: RepositoryHead,
  before?: FeedEvent,
): Promise<FeedEvent[]> {
  const path = feedPagePath(audience, page)
  const bytes = await reader.read(path)
  try {
    if (bytes === undefined) throw new TypeError('is missing')
    const read = await parseFeedPage(utf8.decode(bytes), page, before, feed.seq)
    if (page === pageOf(feed.seq) && read.at(-1)?.hash !== feed.hash) {
      throw new TypeError('does not end with the event that the head names')
    }
    return read
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new RepositoryError('feed-broken', path, `${reason}; ${remedyFor(audience)}`, {cause})
  }
}

function altered(path: string, reason: string, cause?: unknown): RepositoryError {
  const [, audience = ''] = path.split('/')
  return new RepositoryError('head-altered', path, `${reason}; ${remedyFor(audience)}`, {cause})
}

function remedyFor(audience: string): string {
  return `put it back from a copy, or delete \`audiences/${audience}\` to begin its feed anew: its readers then have to start over`
}
