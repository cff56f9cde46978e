import {setImmediate} from 'node:timers/promises'

import {LakeError} from '../lake-error.ts'
import type {Store, Transaction} from '../store/store.ts'
import {parseEventId, toEventId} from './event-id.ts'
import type {EventPlace} from './event-id.ts'
import type {ListenEvent} from './listen-event.ts'
import {mutationEvents} from './mutation-events.ts'
import type {Audience} from './mutation-events.ts'
import {TransactionBuffer} from './transaction-buffer.ts'
import type {BufferLimits} from './transaction-buffer.ts'

/** How much listeners may take. */
export interface HubLimits {
  buffer: BufferLimits
  /** A listener further behind than this many transactions is told to start anew. */
  lag: number
  listeners: number
  heartbeatMs: number
  /** A client that takes nothing for this long is cut off. */
  stallMs: number
}

const hubLimits: HubLimits = {
  buffer: {transactions: 1000, characters: 32 * 1024 * 1024},
  lag: 20_000,
  listeners: 2000,
  heartbeatMs: 15_000,
  stallMs: 60_000,
}

/** One listener. */
export interface Listener extends Audience {
  dataset: string
  /** Where the client has got to, by its own account. */
  lastEventId: string | null
  /** May it go on listening? Asked before anything is sent. */
  isLive: () => boolean
  /** Ends the listener. */
  signal: AbortSignal
}

/** How many transactions to read from the store at a time. */
const pageSize = 20

/** How many transactions to look through before others get their turn. */
const turn = 50

/**
 * Tells listeners what was committed.
 *
 * A listener keeps no queue: it reads on from its own place, first in the buffer that all share,
 * then, where it is further behind, in the store's history, which also lets it go on after a
 * restart of the server. Nothing is left out unless the listener is told so.
 */
export class Hub {
  readonly #store: Store
  readonly #limits: HubLimits
  readonly #buffers = new Map<string, TransactionBuffer>()
  readonly #waiting = new Set<() => void>()
  readonly #closed = new AbortController()
  #listeners = 0

  constructor(store: Store, limits: Partial<HubLimits> = {}) {
    this.#store = store
    this.#limits = {...hubLimits, ...limits}
  }

  /** How many listeners there are. */
  get size(): number {
    return this.#listeners
  }

  get stallMs(): number {
    return this.#limits.stallMs
  }

  /** Tell listeners of a transaction: after it was committed, in the order of `seq`. */
  publish(transaction: Transaction): void {
    this.#buffer(transaction.dataset, transaction.seq - 1).push(transaction)
    for (const wake of this.#waiting) wake()
  }

  /** End all listeners; their clients come back. */
  close(): void {
    this.#closed.abort()
    for (const wake of this.#waiting) wake()
  }

  /** @throws {LakeError} 503 when there are too many listeners, or the lake shuts down. */
  demandRoom(): void {
    if (this.#listeners >= this.#limits.listeners || this.#closed.signal.aborted) {
      throw new LakeError(503, 'listenersFull', 'The lake takes no more listeners now')
    }
  }

  /** Listen: first an event that says where it begins, then every event, in order, once. */
  async *listen(listener: Listener): AsyncGenerator<ListenEvent, void, undefined> {
    const ended = AbortSignal.any([listener.signal, this.#closed.signal])
    this.#listeners += 1
    try {
      yield* this.#events(listener, ended)
    } finally {
      this.#listeners -= 1
    }
  }

  async *#events(
    listener: Listener,
    ended: AbortSignal,
  ): AsyncGenerator<ListenEvent, void, undefined> {
    const start = this.#start(listener)
    yield start.event
    let {seq, sentThrough} = start
    let page: Transaction[] = []
    let quiet = 0
    while (!ended.aborted) {
      if (!listener.isLive()) {
        yield goodbye
        return
      }
      const transaction = page.shift() ?? this.#buffer(listener.dataset).after(seq)
      if (transaction === null) {
        if ((await this.#wake(ended)) === 'heartbeat') yield {name: 'heartbeat'}
      } else if (transaction !== 'gone') {
        const events = mutationEvents(transaction, listener)
        yield* eventsAfter(sentThrough, events, transaction)
        seq = transaction.seq
        sentThrough = null
        quiet = events.length > 0 ? 0 : quiet + 1
        if (quiet % turn === turn - 1) await setImmediate()
      } else if (this.#buffer(listener.dataset).newest - seq <= this.#limits.lag) {
        page = this.#page(listener.dataset, seq)
      } else {
        const reset = this.#now(listener.dataset, 'reset')
        yield reset.event
        // Whoever cannot be told by an event is told by the end: they come back and start anew.
        if (!listener.options.enableResume) return
        seq = reset.seq
        sentThrough = null
      }
    }
  }

  /** Find out where a listener begins. */
  #start({dataset, lastEventId, options}: Listener): Start {
    if (!options.enableResume || lastEventId === null) return this.#now(dataset, 'welcome')
    const place = parseEventId(lastEventId)
    const found = place && this.#find(dataset, place)
    if (!found || this.#buffer(dataset).newest - found.seq > this.#limits.lag) {
      return this.#now(dataset, 'reset')
    }
    return {...found, event: {name: 'welcomeback', id: lastEventId, data: {listenerName: 'marrow'}}}
  }

  /** Begin with what comes from now on. */
  #now(dataset: string, name: 'welcome' | 'reset'): Start {
    const seq = this.#buffer(dataset).newest
    const newest = this.#store.read(dataset, (view) =>
      view.transactions({upToSeq: seq, reverse: true, limit: 1}),
    )
    const id = toEventId({transaction: newest[0]?.id ?? null, document: null})
    return {seq, sentThrough: null, event: {name, id, data: {listenerName: 'marrow'}}}
  }

  /** Find a place in the history; null where it is not in there. */
  #find(dataset: string, {transaction: id, document}: EventPlace): Place | null {
    if (id === null) return document === null ? {seq: 0, sentThrough: null} : null
    const transaction = this.#store.read(dataset, (view) => view.transaction(id))
    if (!transaction) return null
    if (document === null) return {seq: transaction.seq, sentThrough: null}
    const isInThere = transaction.changes.some((change) => change.id === document)
    return isInThere ? {seq: transaction.seq - 1, sentThrough: document} : null
  }

  #page(dataset: string, seq: number): Transaction[] {
    return this.#store.read(dataset, (view) => view.transactions({afterSeq: seq, limit: pageSize}))
  }

  #buffer(dataset: string, since?: number): TransactionBuffer {
    let buffer = this.#buffers.get(dataset)
    if (!buffer) {
      const newest = since ?? this.#store.read(dataset, (view) => view.lastSeq())
      buffer = new TransactionBuffer(newest, this.#limits.buffer)
      this.#buffers.set(dataset, buffer)
    }
    return buffer
  }

  /** Wait until something was published, the listener ends, or a heartbeat is due. */
  async #wake(ended: AbortSignal): Promise<'woken' | 'heartbeat'> {
    return new Promise((resolve) => {
      const finish = (why: 'woken' | 'heartbeat'): void => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        ended.removeEventListener('abort', wake)
        resolve(why)
      }
      const wake = (): void => finish('woken')
      const timer = setTimeout(() => finish('heartbeat'), this.#limits.heartbeatMs)
      this.#waiting.add(wake)
      ended.addEventListener('abort', wake)
    })
  }
}

/** A place in the history. */
interface Place {
  /** All transactions up to this one were sent. */
  seq: number
  /** Of the next one, all events up to that of this document. */
  sentThrough: string | null
}

interface Start extends Place {
  event: ListenEvent
}

const goodbye: ListenEvent = {name: 'disconnect', data: {reason: 'The session has ended'}}

/** Give the events that come after that of a document, in the order of the transaction. */
function eventsAfter(
  document: string | null,
  events: ListenEvent[],
  {changes}: Transaction,
): ListenEvent[] {
  if (document === null) return events
  const sent = changes.findIndex((change) => change.id === document)
  const waiting = new Set(changes.slice(sent + 1).map((change) => change.id))
  return events.filter(({id = ''}) => waiting.has(parseEventId(id)?.document ?? ''))
}
