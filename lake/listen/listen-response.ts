import type {Hub, Listener} from './hub.ts'
import type {ListenEvent} from './listen-event.ts'
import {toServerSentEvent} from './listen-event.ts'

/**
 * Answer with a stream of events.
 *
 * Each is made when the reader asks for it, so that one who is slow holds nothing up and takes no
 * memory; one who asks for nothing at all is cut off.
 *
 * @throws {LakeError} 429 or 503 when there are too many listeners.
 */
export function listenResponse(hub: Hub, listener: Omit<Listener, 'signal'>): Response {
  hub.demandRoom(listener.user)
  return new Response(new ReadableStream(new EventSource(hub, listener), {highWaterMark: 0}), {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

class EventSource implements UnderlyingDefaultSource<Uint8Array> {
  readonly #events: AsyncGenerator<ListenEvent, void, undefined>
  readonly #ended = new AbortController()
  readonly #encoder = new TextEncoder()
  readonly #stallMs: number
  #stalled: NodeJS.Timeout | undefined

  constructor(hub: Hub, listener: Omit<Listener, 'signal'>) {
    this.#events = hub.listen({...listener, signal: this.#ended.signal})
    this.#stallMs = hub.stallMs
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    clearTimeout(this.#stalled)
    const {value, done} = await this.#events.next()
    if (done) {
      if (!this.#ended.signal.aborted) controller.close()
      return
    }
    controller.enqueue(this.#encoder.encode(toServerSentEvent(value)))
    this.#stalled = setTimeout(() => {
      controller.error(new Error('The client takes no events'))
      void this.cancel()
    }, this.#stallMs)
  }

  async cancel(): Promise<void> {
    clearTimeout(this.#stalled)
    this.#ended.abort()
    await this.#events.return()
  }
}
