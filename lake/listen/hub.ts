import {setImmediate} from 'node:timers/promises'

import {LakeError} from '../lake-error.ts'
import type {Store, Transaction} from '../store/store.ts'
import {parseEventId, toEventId} from './event-id.ts'
import type {EventPlace} from './event-id.ts'
import {hubLimits} from './hub-limits.ts'
import type {HubLimits} from './hub-limits.ts'
import type {ListenEvent} from './listen-event.ts'
import {mutationEvents} from './mutation-events.ts'
import type {Audience} from './mutation-events.ts'
import {TransactionBuffer} from './transaction-buffer.ts'

/** One listener. */
export interface Listener extends Audience {
  dataset: string
  /** Id of the user. */
  user: string
  /** Where the client has got to, by its own account. */
  lastEventId: string | null
  /** May it go on listening? Asked before anything is sent. */
  isLive: () => boolean
  /** Ends the listener. */
  signal: AbortSignal
}

/** How often to look whether another connection wrote to the store. */
const othersMs = 500

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
  /** How many listeners each user has. */
  readonly #listeners = new Map<string, number>()
  #looking: NodeJS.Timeout | undefined

  constructor(store: Store, limits: Partial<HubLimits> = {}) {
    this.#store = store
    this.#limits = {...hubLimits, ...limits}
  }

  /** How many listeners there are. */
  get size(): number {
    return [...this.#listeners.values()].reduce((sum, count) => sum + count, 0)
  }

  get stallMs(): number {
    return this.#limits.stallMs
  }

  /** Tell listeners of a transaction: after it was committed, in the order of `seq`. */
  publish(transaction: Transaction): void {
    const {dataset, seq} = transaction
    this.#noteOthers(dataset, seq - 1)
    this.#buffer(dataset, seq - 1).push(transaction)
    for (const wake of this.#waiting) wake()
  }

  /**
   * Tell listeners of what other connections wrote to the same store, between our own transactions
   * or while there are none: they read it from the history.
   */
  #noteOthers(dataset: string, upToSeq: number): boolean {
    const newest = this.#buffers.get(dataset)?.newest ?? upToSeq
    if (newest >= upToSeq) return false
    const others = this.#store.read(dataset, (view) =>
      view.transactions({afterSeq: newest, upToSeq, reverse: true, limit: 1}),
    )
    if (!others[0]) return false
    this.#buffers.set(dataset, new TransactionBuffer(others[0].seq, this.#limits.buffer))
    return true
  }

  /** Look whether others wrote. */
  #lookAround(): void {
    const isNews = [...this.#buffers.keys()].some((dataset) => {
      const newest = this.#store.read(dataset, (view) => view.lastSeq())
      return this.#noteOthers(dataset, newest)
    })
    if (isNews) for (const wake of this.#waiting) wake()
  }

  /** End all listeners; their clients come back. */
  close(): void {
    this.#closed.abort()
    clearInterval(this.#looking)
    for (const wake of this.#waiting) wake()
  }

  /**
   * Demand that one more listener may be.
   *
   * @throws {LakeError}
   *   429 when the user has too many, 503 when there are too many in all or the lake shuts down.
   */
  demandRoom(user: string): void {
    const {listeners, listenersOfUser} = this.#limits
    if (this.size >= listeners || this.#closed.signal.aborted) {
      throw new LakeError(503, 'listenersFull', 'The lake takes no more listeners now')
    }
    if ((this.#listeners.get(user) ?? 0) >= listenersOfUser) {
      throw new LakeError(429, 'listenersFull', `You have ${listenersOfUser} listeners: close some`)
    }
  }

  /** Listen: first an event that says where it begins, then every event, in order, once. */
  async *listen(listener: Listener): AsyncGenerator<ListenEvent, void, undefined> {
    const ended = AbortSignal.any([listener.signal, this.#closed.signal])
    this.#count(listener.user, 1)
    try {
      yield* this.#events(listener, ended)
    } finally {
      this.#count(listener.user, -1)
    }
  }

  #count(user: string, by: 1 | -1): void {
    const count = (this.#listeners.get(user) ?? 0) + by
    if (count > 0) this.#listeners.set(user, count)
    else this.#listeners.delete(user)
    if (this.size > 0 && !this.#closed.signal.aborted) {
      this.#looking ??= setInterval(() => this.#lookAround(), othersMs).unref()
    } else {
      clearInterval(this.#looking)
      this.#looking = undefined
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
