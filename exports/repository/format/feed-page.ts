import {canonicalJson} from '#schemas'

import {
  chainStart,
  hashEvent,
  pageOf,
  pageSize,
  type ChainEnd,
  type FeedEvent,
} from './feed-event.ts'
import {parseEvent} from './parse-signed.ts'

/** A feed that is not the chain that its head signed. */
export class FeedError extends Error {
  override name = 'FeedError'
  readonly code = 'feed-broken'
  /** Of the event where it breaks. */
  readonly seq: number

  constructor(seq: number, message: string, options?: {cause?: unknown}) {
    super(`event ${seq}: ${message}`, options)
    this.seq = seq
  }
}

/** Write a page: canonical JSON, one event a line. */
export function feedPage(events: readonly FeedEvent[]): string {
  return events.map((event) => `${canonicalJson(event)}\n`).join('')
}

/**
 * Read the events of a page and check its chain, byte by byte.
 *
 * @param page
 *   Its number, from 1.
 * @param before
 *   Where the chain ends before the page; undefined where that is not known: then the first `prev`
 *   is believed, and must be compared by the caller.
 * @param last
 *   Last event that the head names; what the page has beyond it is left out.
 * @throws `FeedError` that names the event.
 */
export async function parseFeedPage(
  text: string,
  page: number,
  before: ChainEnd | undefined,
  last: number,
): Promise<FeedEvent[]> {
  const events: FeedEvent[] = []
  let end = before ?? (page === 1 ? chainStart : undefined)
  const first = (page - 1) * pageSize + 1
  if (!text.endsWith('\n')) throw new FeedError(first, 'its page ends in the middle of a line')
  for (const [index, line] of text.split('\n').entries()) {
    const seq = first + index
    if (seq > last || pageOf(seq) !== page) break
    const event = parseLine(line, seq)
    if (end && (event.prev !== end.hash || event.seq !== end.seq + 1)) {
      throw new FeedError(seq, 'does not follow from the event before it')
    }
    if ((await hashEvent(event)) !== event.hash) throw new FeedError(seq, 'has another hash')
    events.push(event)
    end = event
  }
  return events
}

function parseLine(line: string, seq: number): FeedEvent {
  if (line === '') throw new FeedError(seq, 'is missing')
  let event: FeedEvent
  try {
    event = parseEvent(line)
  } catch (cause) {
    throw new FeedError(seq, cause instanceof Error ? cause.message : String(cause), {cause})
  }
  if (event.seq !== seq) throw new FeedError(seq, `says that it is event ${event.seq}`)
  return event
}
