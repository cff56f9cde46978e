import {payloadTypes} from '#pipeline'
import type {ParsedTrust} from '#pipeline'
import {canonicalJson, sha256Hex} from '#schemas'

import type {IndexEntry} from '../../repository/format/entries.ts'
import type {FeedEvent} from '../../repository/format/feed-event.ts'
import {foldEvents} from '../../repository/format/fold-events.ts'
import type {RepositoryHead} from '../../repository/format/head.ts'
import {parseSigned} from '../../repository/format/parse-signed.ts'
import {headPath, indexPath} from '../../repository/format/paths.ts'
import type {Root} from '../../repository/format/root-file.ts'
import {PullError} from './pull-error.ts'
import {readFeed} from './read-feed.ts'
import {readHead} from './read-head.ts'
import {readTrust, walkRoots} from './read-root.ts'
import {retrying, type Patience} from './retry.ts'
import {checkSigned, parsed, type Read} from './signed.ts'
import type {Source} from './source.ts'
import type {PullState} from './state.ts'

const mostIndexBytes = 256 * 1024 * 1024
const utf8 = new TextDecoder('utf-8', {ignoreBOM: true})

/** What a repository says now, verified from the pinned root on. */
export interface News {
  root: Root
  trustKeys: string[]
  trust: ParsedTrust
  head: RepositoryHead
  /** Hex sha256 of the head's envelope. */
  headDigest: string
  /** What is out: the fold of all events, equal to the signed index. */
  entries: IndexEntry[]
  /** After the cursor, in order. */
  events: FeedEvent[]
}

/**
 * Read what is new, and verify it from the root on; takes nothing over.
 *
 * Whatever was seen before binds: no version is taken that is lower, and none that says something
 * else under the same number.
 *
 * @param now
 *   UTC instant.
 * @throws `PullError` that names what does not hold.
 */
export async function readNews(
  source: Source,
  state: PullState,
  now: string,
  patience: Patience,
): Promise<News> {
  const read: Read = (path, limit) =>
    retrying(patience, async () => utf8.decode(await source.read(path, limit)))
  const {root, trustKeys} = await walkRoots(read, state)
  const trust = await readTrust(read, root, state)
  const {head, headDigest} = await readHead(read, trust, root, state, now)
  const entries = await readIndex(read, head, trust, state)
  const events = await readFeed(read, head, state)
  const folded = foldEvents(state.entries, events)
  if (canonicalJson(folded) !== canonicalJson(entries)) {
    const message = `the events up to ${head.feed.seq} give other entries than the signed index`
    throw new PullError('feed-differs', headPath(head.audience), message)
  }
  return {root, trustKeys, trust, head, headDigest, entries, events}
}

async function readIndex(
  read: Read,
  head: RepositoryHead,
  trust: ParsedTrust,
  state: PullState,
): Promise<IndexEntry[]> {
  const {version, sha256, bytes} = head.index
  const path = indexPath(head.audience, version)
  const seen = state.index
  if (seen && version < seen.version) {
    const message = `is version ${version}; version ${seen.version} was seen before`
    throw new PullError('index-older', path, message)
  }
  if (bytes > mostIndexBytes) {
    throw new PullError('too-large', path, `would have ${bytes} bytes; ${mostIndexBytes} are read`)
  }
  // What was folded is what was signed: nothing has changed since.
  if (seen && version === seen.version && sha256 === seen.sha256) return state.entries
  const text = await read(path, bytes)
  if ((await sha256Hex(text)) !== sha256) {
    throw new PullError('index-differs', path, 'is not the file that the head names')
  }
  const index = parsed(path, () => parseSigned('index', text))
  await checkSigned(text, payloadTypes.index, trust, path)
  if (index.version !== version || index.audience !== head.audience || index.seq > head.feed.seq) {
    throw new PullError('index-differs', path, 'says other things than the head about itself')
  }
  return index.entries
}
