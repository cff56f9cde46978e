import {toServerSentEvent} from './listen-event.ts'
import type {Hub, Listener} from './hub.ts'

/**
 * Answer with a stream of events.
 *
 * Each is made when the reader asks for it, so that one who does not read holds nothing up and
 * takes no memory.
 */
export function listenResponse(hub: Hub, listener: Omit<Listener, 'signal'>): Response {
  hub.demandRoom()
  const ended = new AbortController()
  const events = hub.listen({...listener, signal: ended.signal})
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const {value, done} = await events.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(toServerSentEvent(value)))
      },
      async cancel() {
        ended.abort()
        await events.return()
      },
    },
    {highWaterMark: 0},
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}
