import type {ArtifactReader} from '../../repository/artifact-store.ts'
import {chainStart, pageOf, pageSize, type FeedEvent} from '../../repository/format/feed-event.ts'
import {FeedError, parseFeedPage} from '../../repository/format/feed-page.ts'
import {parseSigned} from '../../repository/format/parse-signed.ts'
import {feedPagePath, headPath} from '../../repository/format/paths.ts'

/** A feed, up to where its head says. */
export interface Feed {
  /** Text of the head, to tell whether anything changed. */
  head: string
  events: readonly FeedEvent[]
}

/**
 * Read the whole feed of an audience in a repository of ours. Its chain is checked, signatures are
 * not.
 *
 * @param known What was read of it before: its full pages are not read again.
 * @returns Null where there is no such audience.
 * @throws `FeedError` for a chain that does not lead to its head; `TypeError` for a head that is none.
 */
export async function readFeed(
  reader: ArtifactReader,
  audience: string,
  known?: Feed,
): Promise<Feed | null> {
  const bytes = await reader.read(headPath(audience))
  if (!bytes) return null
  const head = new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  if (head === known?.head) return known
  const {feed: end} = parseSigned('head', head)
  const full = known
    ? known.events.slice(0, wholePages(Math.min(known.events.length, end.seq)))
    : []
  try {
    return {head, events: await readOn(reader, audience, full, end)}
  } catch (error) {
    // Another repository may have been put there since.
    if (!(error instanceof FeedError) || full.length === 0) throw error
    return {head, events: await readOn(reader, audience, [], end)}
  }
}

function wholePages(events: number): number {
  return events - (events % pageSize)
}

async function readOn(
  reader: ArtifactReader,
  audience: string,
  from: readonly FeedEvent[],
  end: {seq: number; hash: string},
): Promise<FeedEvent[]> {
  const events = [...from]
  while (events.length < end.seq) {
    const page = pageOf(events.length + 1)
    const bytes = await reader.read(feedPagePath(audience, page))
    if (!bytes) throw new FeedError(events.length + 1, `page ${page} of ${audience} is missing`)
    const text = new TextDecoder('utf-8', {fatal: true}).decode(bytes)
    const more = await parseFeedPage(text, page, events.at(-1) ?? chainStart, end.seq)
    if (more.length === 0) throw new FeedError(events.length + 1, 'is missing')
    events.push(...more)
  }
  const last = events.at(-1) ?? chainStart
  if (last.hash !== end.hash) throw new FeedError(end.seq, `is not the one that the head names`)
  return events
}
