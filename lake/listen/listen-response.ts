import type {Hub, Listener} from './hub.ts'
import type {ListenEvent} from './listen-event.ts'
import {toServerSentEvent} from './listen-event.ts'

/**
 * Answer with a stream of events.
 *
 * Each is made when the reader asks for it, so that one who is slow holds nothing up and takes no
 * memory; one who asks for nothing at all is cut off.
 *
 * @param write
 *   Gives an event as text; nothing for one that this client is not told of.
 * @throws {LakeError} 429 or 503 when there are too many listeners.
 */
export function listenResponse(
  hub: Hub,
  listener: Omit<Listener, 'signal'>,
  write: (event: ListenEvent) => string = toServerSentEvent,
): Response {
  hub.demandRoom(listener.user)
  return new Response(
    new ReadableStream(new EventSource(hub, listener, write), {highWaterMark: 0}),
    {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    },
  )
}

class EventSource implements UnderlyingDefaultSource<Uint8Array> {
  readonly #events: AsyncGenerator<ListenEvent, void, undefined>
  readonly #ended = new AbortController()
  readonly #encoder = new TextEncoder()
  readonly #stallMs: number
  readonly #write: (event: ListenEvent) => string
  #stalled: NodeJS.Timeout | undefined

  constructor(hub: Hub, listener: Omit<Listener, 'signal'>, write: (event: ListenEvent) => string) {
    this.#write = write
    this.#events = hub.listen({...listener, signal: this.#ended.signal})
    this.#stallMs = hub.stallMs
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    clearTimeout(this.#stalled)
    const text = await this.#next()
    if (text === null) {
      if (!this.#ended.signal.aborted) controller.close()
      return
    }
    controller.enqueue(this.#encoder.encode(text))
    this.#stalled = setTimeout(() => {
      controller.error(new Error('The client takes no events'))
      void this.cancel()
    }, this.#stallMs)
  }

  /** The next event that this client is told of; null at the end. */
  async #next(): Promise<string | null> {
    for (;;) {
      const {value, done} = await this.#events.next()
      if (done) return null
      const text = this.#write(value)
      if (text !== '') return text
    }
  }

  async cancel(): Promise<void> {
    clearTimeout(this.#stalled)
    this.#ended.abort()
    await this.#events.return()
  }
}
