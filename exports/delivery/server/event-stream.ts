import {findReader} from './authenticate.ts'
import type {ReaderCall} from './call.ts'
import {viewOf} from './view-of.ts'

/** Events that are sent at once. */
const mostAtOnce = 100
/** How long a browser waits before it comes back, in milliseconds. */
const retryMs = 2000

const encoder = new TextEncoder()

/**
 * Send events after a cursor as they come, each once and in order.
 *
 * Nothing is queued: the next is read when the client has taken the last. It ends when the client
 * goes, the token ends, or the server stops; whoever comes back with `Last-Event-ID` misses nothing.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function eventStream(call: ReaderCall, since: number): Response {
  const {services, reader} = call
  const leave = services.slots.take(reader.token.id)
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, call.signal])
  const end = (): void => {
    gone.abort()
    leave()
  }
  call.signal.addEventListener('abort', end, {once: true})
  const pieces = piecesOf(call, since, signal)
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const {done, value} = await pieces.next()
          if (!done) {
            controller.enqueue(encoder.encode(value))
            return
          }
          controller.close()
        } catch (error) {
          controller.error(error)
        }
        end()
      },
      cancel: end,
    },
    {highWaterMark: 0},
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream',
      'cache-control': 'private, no-store',
      // nginx would hold it back
      'x-accel-buffering': 'no',
    },
  })
}

async function* piecesOf(
  call: ReaderCall,
  since: number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const {services, reader} = call
  const {bell, limits, catalogue, openings} = services
  let cursor = since
  let spoke = performance.now()
  yield `retry: ${retryMs}\n\n`
  while (!signal.aborted) {
    if (bell.isStopped) {
      yield `: the server stops; come back with Last-Event-ID: ${cursor}\nretry: ${retryMs}\n\n`
      return
    }
    await openings.settle()
    const view = await viewOf(call)
    const events = await catalogue.events(reader.licence.audience, view, cursor, mostAtOnce)
    // A token that was revoked ends what it opened, and so does a licence for another feed.
    const found = await findReader(reader.token.sha256, services)
    if (found?.licence.audience !== reader.licence.audience) return
    if (events.length > 0) {
      cursor = events.at(-1)!.seq
      yield events
        .map(
          (event) => `id: ${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
        )
        .join('')
      spoke = performance.now()
    } else if (performance.now() - spoke >= limits.heartbeatMs) {
      yield ': \n\n'
      spoke = performance.now()
    } else {
      await bell.next(signal)
    }
  }
}
