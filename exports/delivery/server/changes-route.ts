import {findReader} from './authenticate.ts'
import {forNow} from './cache-control.ts'
import type {ReaderCall} from './call.ts'
import type {AudienceView} from './catalogue.ts'
import {eventStream} from './event-stream.ts'
import {jsonResponse} from './json-response.ts'
import {chooseMediaType} from './negotiate.ts'
import {wholeNumber} from './parameters.ts'
import {Problem, unauthorized} from './problem.ts'
import {viewOf} from './view-of.ts'

/** Longest that a poll waits, in seconds. */
const longestWait = 60

/**
 * Tell what happened after a cursor, as a page of events or as a stream of them.
 *
 * @throws `Problem` 400; 409 for a cursor that the feed has not reached.
 */
export async function changesRoute(call: ReaderCall): Promise<Response> {
  const {request, url} = call
  const view = await viewOf(call)
  const isStream =
    request.method === 'GET' &&
    chooseMediaType(request.headers, ['application/json', 'text/event-stream']) ===
      'text/event-stream'
  const since = cursorOf(call, isStream)
  refuseAhead(since, view)
  if (isStream) return eventStream(call, since)
  const limit = wholeNumber(url, 'limit', 100, {from: 1, to: 1000})
  const wait = wholeNumber(url, 'wait', 0, {from: 0, to: longestWait})
  return poll(call, {view, since, limit, wait})
}

/** A browser's stream says itself where it was cut, and that counts more than where it began. */
function cursorOf({request, url}: ReaderCall, isStream: boolean): number {
  const last = isStream ? request.headers.get('last-event-id') : null
  const since = wholeNumber(url, 'since', 0, {from: 0, to: Number.MAX_SAFE_INTEGER})
  if (last === null) return since
  if (/^\d{1,15}$/.test(last)) return Number(last)
  throw new Problem(400, 'cursor-malformed', 'Last-Event-ID is the number of an event')
}

function refuseAhead(since: number, {head}: AudienceView): void {
  if (since <= head.feed.seq) return
  throw new Problem(
    409,
    'cursor-ahead',
    `The feed ends at event ${head.feed.seq}: this cursor is of another feed. Read the index anew`,
    {more: {head: head.feed.seq}},
  )
}

interface Poll {
  view: AudienceView
  since: number
  limit: number
  /** Seconds. */
  wait: number
}

async function poll(call: ReaderCall, {view, since, limit, wait}: Poll): Promise<Response> {
  const {services, reader, request} = call
  const {audience} = reader.licence
  const isNew = view.head.feed.seq > since
  const now = isNew || wait === 0 ? view : await nextView(call, {view, since, wait})
  const events = await services.catalogue.events(audience, now, since, limit)
  const {seq, hash} = now.head.feed
  const next = events.at(-1)?.seq ?? since
  return jsonResponse(
    {request},
    {audience, events, next, more: next < seq, head: {seq, hash}},
    forNow,
  )
}

/**
 * Wait until there is an event after a cursor, or the time is over, or the server stops.
 *
 * @throws `Problem` 401 where the token ends meanwhile.
 */
async function nextView(
  call: ReaderCall,
  {view: known, since, wait}: Omit<Poll, 'limit'>,
): Promise<AudienceView> {
  const {services, reader} = call
  const leave = services.slots.take(reader.token.id)
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(wait * 1000)])
  try {
    for (;;) {
      await services.bell.next(signal)
      await services.openings.settle()
      const view = await viewOf(call)
      const found = await findReader(reader.token.sha256, services)
      if (!found) throw unauthorized()
      // It is to read another feed now: of this one it is told no more.
      if (found.licence.audience !== reader.licence.audience) return known
      if (view.head.feed.seq > since || signal.aborted || services.bell.isStopped) return view
    }
  } finally {
    leave()
  }
}
