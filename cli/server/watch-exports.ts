import {statSync} from 'node:fs'

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
/** How often to look whether the trust file or the source checks changed. */
const lookMs = 1000
/** How often to export anyway: deadlines pass without anybody writing. */
const periodMs = 10 * 60_000

/** Exports whenever something arrives that can change what goes out, one export at a time. */
export class ExportWatch {
  readonly #options: WatchOptions
  readonly #exporting = new Exporting()
  readonly #timers: NodeJS.Timeout[]
  #last: LastExport | null = null
  #pending: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
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

  /** Hear of a transaction of the lake. */
  hear({changes}: Pick<Transaction, 'changes'>): void {
    if (changes.some(({id}) => /^(edition|statement)\./.test(id))) this.ask()
  }

  /** Export soon. */
  ask(delayMs = debounceMs): void {
    this.#isAsked = true
    if (this.#isClosed || this.#pending || this.#running) return
    this.#pending = setTimeout(() => {
      this.#pending = undefined
      this.#running = this.#export().finally(() => {
        this.#running = undefined
        if (this.#isAsked) this.ask(this.#last?.fault?.code === 'busy' ? busyMs : debounceMs)
      })
    }, delayMs)
  }

  /** Export no more; what runs is finished. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const timer of this.#timers) clearInterval(timer)
    clearTimeout(this.#pending)
    await this.#running
    await this.#exporting.close()
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
    if ('last' in outcome) this.#last = {...outcome.last, fault: null}
    else {
      this.#last = {...(this.#last ?? nothing), at: now, fault: outcome.fault}
      // Somebody else works on the home for a moment: that is no news.
      if (outcome.fault.code === 'busy') {
        this.#isAsked = true
        return
      }
    }
    onExport?.(this.#last)
  }

  #look(): void {
    const stamp = this.#stampOf()
    if (stamp === this.#stamp) return
    this.#stamp = stamp
    this.ask()
  }

  #stampOf(): string {
    const {trust, sourceChecks} = this.#options.home
    const times = [trust, sourceChecks].map((path) => {
      return statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? 0
    })
    return times.join()
  }
}

const nothing: Omit<LastExport, 'at' | 'fault'> = {
  written: [],
  unchanged: [],
  removed: [],
  refused: [],
  withdrawn: [],
  approved: [],
}
