import {statSync} from 'node:fs'
import {join} from 'node:path'

import type {Transaction} from '#lake'

import type {Home} from '../home/paths.ts'
import {Exporting} from './exporting.ts'
import type {LastExport} from './last-export.ts'

/** What to export, and whom to tell. */
export interface WatchOptions {
  home: Home
  /** Folder of the repository. */
  out: string
  env: NodeJS.ProcessEnv
  /** UTC instant of now. */
  clock: () => string
  /** Wait until what was written is in the ledger. */
  settle: () => Promise<void>
  /** Told of each export, also of one that failed. */
  onExport?: (last: LastExport) => void
}

/** How long to wait for more before an export: a sign-off rarely comes alone. */
const debounceMs = 100
/** How soon to try again while another command holds the home. */
const busyMs = 200
/** How often to look whether files of the home changed. */
const lookMs = 1000
/** How often to export anyway: what nobody told us of may have changed. */
const periodMs = 10 * 60_000
/** Longest wait of a timer. */
const timerMs = 2 ** 31 - 1

/**
 * Exports whenever something arrives that can change what goes out, and when something passes that
 * does: an embargo, a review date, a deadline, half of a head's life. One export at a time.
 */
export class ExportWatch {
  readonly #options: WatchOptions
  readonly #exporting = new Exporting()
  readonly #timers: NodeJS.Timeout[]
  #last: LastExport | null = null
  #pending: NodeJS.Timeout | undefined
  #passing: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  /** Told after the next export. */
  #waiting: Array<() => void> = []
  #isAsked = false
  #isClosed = false
  #stamp: string

  constructor(options: WatchOptions) {
    this.#options = options
    this.#stamp = this.#stampOf()
    this.#exporting.start()
    this.#timers = [
      setInterval(() => this.#look(), lookMs),
      setInterval(() => this.ask(), periodMs),
    ]
    for (const timer of this.#timers) timer.unref()
    this.ask()
  }

  /** What the last export did; null before the first. */
  get last(): LastExport | null {
    return this.#last
  }

  /** The next instant at which something passes by itself; null for never, or before an export. */
  nextChange(): string | null {
    return this.#last?.next ?? null
  }

  /**
   * Put out what may go out at an instant.
   *
   * @param now UTC instant.
   * @throws When that export fails, with why.
   */
  async reach(now: string): Promise<void> {
    while (!this.#isClosed && !this.#hasReached(now)) {
      this.ask(0)
      const {promise, resolve} = Promise.withResolvers<void>()
      this.#waiting.push(resolve)
      await promise
    }
    const {fault = null} = this.#last ?? {}
    if (fault) throw new Error(fault.message)
  }

  /** Hear of a transaction of the lake. */
  hear({changes}: Pick<Transaction, 'changes'>): void {
    if (changes.some(isOfOutput)) this.ask()
  }

  /** Export soon. */
  ask(delayMs = debounceMs): void {
    this.#isAsked = true
    if (this.#isClosed || this.#pending || this.#running) return
    this.#pending = setTimeout(() => {
      this.#pending = undefined
      this.#running = this.#export().finally(() => {
        this.#running = undefined
        for (const tell of this.#waiting.splice(0)) tell()
        if (this.#isAsked) this.ask(this.#last?.fault?.code === 'busy' ? busyMs : debounceMs)
      })
    }, delayMs)
  }

  /** Export no more; what runs is finished. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const timer of this.#timers) clearInterval(timer)
    clearTimeout(this.#pending)
    clearTimeout(this.#passing)
    await this.#running
    await this.#exporting.close()
    for (const tell of this.#waiting.splice(0)) tell()
  }

  async #export(): Promise<void> {
    const {out, env, home, clock, settle, onExport} = this.#options
    this.#isAsked = false
    await settle()
    const now = clock()
    const outcome = await this.#exporting.run({
      out,
      env: {...env, MARROW_HOME: home.dir, MARROW_SOURCE: 'lake'},
      now,
    })
    if ('last' in outcome) {
      this.#last = {...outcome.last, fault: null}
      this.#awaitPassing()
    } else {
      this.#last = {...(this.#last ?? nothing), at: now, fault: outcome.fault}
      // Somebody else works on the home for a moment: that is no news.
      if (outcome.fault.code === 'busy') {
        this.#isAsked = true
        return
      }
    }
    onExport?.(this.#last)
  }

  #hasReached(now: string): boolean {
    const last = this.#last
    return last !== null && last.fault?.code !== 'busy' && Date.parse(last.at) >= Date.parse(now)
  }

  /** Export at the second at which something passes; `#look` sees to it when the clock was put. */
  #awaitPassing(): void {
    clearTimeout(this.#passing)
    const next = this.nextChange()
    if (next === null || this.#isClosed) return
    const wait = Date.parse(next) - Date.parse(this.#options.clock())
    this.#passing = setTimeout(() => this.#look(), Math.min(Math.max(wait, 0), timerMs))
    this.#passing.unref()
  }

  #look(): void {
    const next = this.nextChange()
    const isDue = next !== null && Date.parse(next) <= Date.parse(this.#options.clock())
    // One that failed is tried again by the second, not without a pause.
    if (isDue && !this.#running && !this.#pending) this.ask(0)
    const stamp = this.#stampOf()
    if (stamp === this.#stamp) return
    this.#stamp = stamp
    this.ask()
  }

  #stampOf(): string {
    const {trust, sourceChecks, statements, deliverySettings, dir} = this.#options.home
    const paths = [trust, sourceChecks, statements, deliverySettings, join(dir, 'formats.json')]
    const times = paths.map((path) => {
      return statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? 0
    })
    return times.join()
  }
}

/** Whether a change can change what goes out: a draft never does. */
function isOfOutput({id, before, after}: Transaction['changes'][number]): boolean {
  const isProfile = (after ?? before)?._type === 'publisher' && !/^(drafts|versions)\./.test(id)
  return isProfile || /^(edition|statement)\./.test(id)
}

const nothing: Omit<LastExport, 'at' | 'fault'> = {
  written: [],
  unchanged: [],
  removed: [],
  refused: [],
  withdrawn: [],
  profiles: [],
  approved: [],
  next: null,
}
