import type {FeedEvent} from '../../repository/format/feed-event.ts'
import {pageOf, pageSize} from '../../repository/format/feed-event.ts'
import {FeedError, parseFeedPage} from '../../repository/format/feed-page.ts'
import type {RepositoryHead} from '../../repository/format/head.ts'
import {feedPagePath} from '../../repository/format/paths.ts'
import {PullError} from './pull-error.ts'
import type {Read} from './signed.ts'
import type {PullState} from './state.ts'

const mostPageBytes = 8 * 1024 * 1024

/** Read the events after the cursor: a chain from the last hash that was seen to the head's. */
export async function readFeed(
  read: Read,
  head: RepositoryHead,
  state: PullState,
): Promise<FeedEvent[]> {
  const {audience, feed} = head
  const events: FeedEvent[] = []
  let end = state.feed
  const first = pageOf(state.feed.seq + 1)
  for (let page = first; end.seq < feed.seq; page += 1) {
    const path = feedPagePath(audience, page)
    const text = await read(path, mostPageBytes)
    const start = (page - 1) * pageSize
    try {
      const before = end.seq === start ? end : undefined
      for (const event of await parseFeedPage(text, page, before, feed.seq)) {
        if (event.seq <= end.seq) {
          if (event.seq === end.seq && event.hash !== end.hash) throw changed(event.seq)
          continue
        }
        if (event.seq !== end.seq + 1 || event.prev !== end.hash) throw changed(event.seq)
        events.push(event)
        end = {seq: event.seq, hash: event.hash}
      }
    } catch (error) {
      if (!(error instanceof FeedError)) throw error
      throw new PullError('feed-broken', path, error.message, {cause: error})
    }
    if (end.seq < Math.min(page * pageSize, feed.seq)) {
      throw new PullError('feed-broken', path, `ends before event ${end.seq + 1}`)
    }
  }
  if (end.hash !== feed.hash) {
    const message = `event ${end.seq} is not the one that the head names`
    throw new PullError(
      'feed-broken',
      feedPagePath(audience, Math.max(pageOf(end.seq), 1)),
      message,
    )
  }
  return events
}

function changed(seq: number): FeedError {
  return new FeedError(seq, 'does not follow from what was seen before')
}
