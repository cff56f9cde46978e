import {mkdirSync} from 'node:fs'
import {join} from 'node:path'

import {
  considerPush,
  duePushes,
  isTaken,
  nextPushAt,
  recordPush,
  takeFolderLock,
  type PushAttempt,
  type PushOutcome,
  type PushState,
} from '#exports'
import type {Log} from '#lake'

import type {Home} from '../../home/paths.ts'
import {readersOf, readStand, type DeliveryStand} from './delivery-facts.ts'
import {readPushState, writePushState} from './push-files.ts'
import {readWebhooks, type WebhookEndpoint, type WebhookFault} from './read-webhooks.ts'
import {messageId, sendPush, shownUrl, type SendOptions} from './send-push.ts'

/** What a runner works with. */
export interface PushOptions extends Pick<SendOptions, 'resolve' | 'timeoutMs'> {
  home: Home
  /** Folder of the repository. */
  out: string
  /** UTC instant of now. */
  clock: () => string
  /** Hears of every attempt that failed, and of what cannot be read. */
  log: Log
}

/** Somebody who pushes. */
export interface Push {
  /** Look for news now. Resolves when all that is due is on its way. */
  consider(): Promise<void>
  /** Tell nobody any more; what is on its way is cut off, and told again after the next start. */
  close(): Promise<void>
}

/** How often to look for what others wrote: feeds, acknowledgements, the configuration. */
const lookMs = 2000

/**
 * Tell publishers of news in their feeds, until it is closed.
 *
 * @throws `data` when the configuration, or what is kept, cannot be read.
 */
export function startPush(options: PushOptions): Push {
  return new PushRunner(options)
}

/**
 * Looks, tells, keeps what became of it; one process at a time does so for a home.
 *
 * A message is on the disk before its first attempt and off it after the one that got through. A
 * process that is killed between the two tells it a second time, with the same id.
 */
class PushRunner implements Push {
  readonly #options: PushOptions
  readonly #stop = new AbortController()
  readonly #look: NodeJS.Timeout
  #state: PushState
  #stand: DeliveryStand | null = null
  /** Held from when no other process pushes for this home. */
  #lock: {release(): Promise<void>} | null = null
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> | null = null
  #isAsked = false
  /** What is on its way, by endpoint. */
  readonly #sending = new Map<string, Promise<void>>()
  #isKept = true
  #fault = ''
  /** Faults of endpoints that were told. */
  #faulty = new Set<string>()

  constructor(options: PushOptions) {
    this.#options = options
    readWebhooks(options.home)
    this.#state = readPushState(options.home)
    this.#look = setInterval(() => void this.consider(), lookMs)
    this.#look.unref()
    void this.consider()
  }

  async consider(): Promise<void> {
    this.#isAsked = true
    this.#looking ??= this.#work()
    await this.#looking
  }

  async close(): Promise<void> {
    this.#stop.abort()
    clearInterval(this.#look)
    clearTimeout(this.#timer)
    await this.#looking
    await Promise.all(this.#sending.values())
    await this.#lock?.release()
  }

  async #work(): Promise<void> {
    while (this.#isAsked && !this.#stop.signal.aborted) {
      this.#isAsked = false
      try {
        const {home, out} = this.#options
        this.#lock ??= await this.#take()
        this.#stand = await readStand(home, out, this.#stand?.feeds)
        this.#fault = ''
        this.#tellFaults(this.#stand.webhooks.faults)
      } catch (error) {
        // What was read before still holds: those who wait are told.
        this.#tell(error)
      }
      this.#act()
    }
    this.#looking = null
  }

  /** @throws `RepositoryError` `busy`: what another process tells is not told twice. */
  async #take(): Promise<{release(): Promise<void>}> {
    const folder = join(this.#options.home.delivery, 'pushing')
    mkdirSync(folder, {recursive: true, mode: 0o700})
    const lock = await takeFolderLock(folder, 'telling publishers of news')
    try {
      // As the one before left it.
      this.#state = readPushState(this.#options.home)
      return lock
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  /** Decide, and send what is due. */
  #act(): void {
    if (this.#stop.signal.aborted || !this.#stand) return
    const {clock} = this.#options
    const {endpoints} = this.#stand.webhooks
    try {
      this.#keep(considerPush(this.#state, readersOf(this.#stand), endpoints, clock()))
      for (const attempt of duePushes(this.#state, clock())) this.#send(attempt)
      this.#wait()
    } catch (error) {
      // A bug: the server goes on without it, and says so.
      this.#tell(error)
    }
  }

  #send(attempt: PushAttempt): void {
    const key = keyOf(attempt)
    const endpoint = this.#stand?.webhooks.endpoints.find((one) => keyOf(one) === key)
    if (!endpoint || this.#sending.has(key)) return
    const work = this.#attempt(endpoint, attempt)
      .catch((error: unknown) => this.#tell(error))
      .finally(() => {
        this.#sending.delete(key)
        this.#act()
      })
    this.#sending.set(key, work)
  }

  async #attempt(endpoint: WebhookEndpoint, attempt: PushAttempt): Promise<void> {
    const {clock, resolve, timeoutMs} = this.#options
    const {publisher, url, message} = attempt
    const audience = this.#state.publishers.find((one) => one.publisher === publisher)?.audience
    const id = messageId(publisher, url, audience ?? '', message.seq, message.round)
    const options = {now: clock(), stop: this.#stop.signal, resolve}
    let outcome: PushOutcome
    try {
      outcome = await sendPush(endpoint, id, message.seq, {
        ...options,
        ...(timeoutMs !== undefined && {timeoutMs}),
      })
    } catch (error) {
      // What was cut off was no attempt.
      if (this.#stop.signal.aborted) return
      throw error
    }
    this.#keep(recordPush(this.#state, attempt, outcome, clock()))
    if (!isTaken(outcome)) this.#report(attempt, outcome)
  }

  #wait(): void {
    clearTimeout(this.#timer)
    const next = nextPushAt(this.#state, (endpoint) => this.#sending.has(keyOf(endpoint)))
    if (this.#stop.signal.aborted || next === null) return
    const ms = Math.max(100, next - Date.parse(this.#options.clock()))
    this.#timer = setTimeout(() => this.#act(), Math.min(ms, lookMs))
    this.#timer.unref()
  }

  /** On a full disk it goes on from memory: nobody is told again and again for that. */
  #keep(state: PushState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state) && this.#isKept) return
    this.#state = state
    try {
      writePushState(this.#options.home, state)
      this.#isKept = true
    } catch (error) {
      this.#isKept = false
      this.#tell(error)
    }
  }

  #report({publisher, url, message}: PushAttempt, outcome: PushOutcome): void {
    const {log, clock} = this.#options
    const after = this.#state.endpoints.find((one) => keyOf(one) === keyOf({publisher, url}))
    log({
      at: clock(),
      level: 'warn',
      event: after?.disabled ? 'push-disabled' : 'push-failed',
      publisher,
      url: shownUrl(url),
      seq: message.seq,
      attempts: message.attempts + 1,
      fault: 'fault' in outcome ? outcome.fault : `answers with ${outcome.status}`,
      next: after?.message?.next,
    })
  }

  /** Say which endpoints cannot be told, each once until it changes: the others are told. */
  #tellFaults(faults: readonly WebhookFault[]): void {
    const {log, clock} = this.#options
    for (const {publisher, url, message} of faults) {
      if (this.#faulty.has(message)) continue
      log({at: clock(), level: 'error', event: 'push', publisher, url, fault: message})
    }
    this.#faulty = new Set(faults.map(({message}) => message))
  }

  /** Say what is wrong, once until it changes. */
  #tell(error: unknown): void {
    const fault = error instanceof Error ? error.message : String(error)
    if (fault === this.#fault) return
    this.#fault = fault
    this.#options.log({at: this.#options.clock(), level: 'error', event: 'push', fault})
  }
}

function keyOf({publisher, url}: {publisher: string; url: string}): string {
  return `${publisher} ${url}`
}
