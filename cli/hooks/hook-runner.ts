import {keptText} from '#exports'
import {verifyLedger} from '#pipeline'

import {readLedgerText} from '../home/ledger-file.ts'
import type {Home} from '../home/paths.ts'
import type {LastExport} from '../server/last-export.ts'
import {callHook, HookFault} from './call-hook.ts'
import {newsSince, toldBefore} from './hook-event.ts'
import {readHookState, writeHookState, type Delivery, type HookState} from './hook-state.ts'
import type {Hook} from './read-hooks.ts'

/** What a runner works with. */
export interface HookRunnerOptions {
  home: Home
  hooks: readonly Hook[]
  env: NodeJS.ProcessEnv
  /** UTC instant of now. */
  clock: () => string
  /** Hears of every attempt that failed. */
  report: (delivery: Delivery) => void
  /** Hears why hooks cannot be told at all, such as a full disk. */
  onFault: (error: unknown) => void
}

/** Waits after a failed attempt, in seconds; then the hook is given up on. */
const waits = [1, 5, 30, 120, 600, 3600, 3 * 3600, 12 * 3600]
/** Most deliveries that are kept after they were given up on. */
const maxLost = 100

/**
 * Tells hooks of what happened, each of each event.
 *
 * An event is on the disk before the first attempt, and off it after the one that got through: a
 * restart forgets none and makes none again. A process that is killed between the two tells it a
 * second time, with the same id.
 */
export class HookRunner {
  readonly #options: HookRunnerOptions
  #state: HookState | null
  #work: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  readonly #stop = new AbortController()

  /** @throws `data` when what was kept cannot be read. */
  constructor(options: HookRunnerOptions) {
    this.#options = options
    this.#state = readHookState(options.home)
    this.#drop()
    this.#deliverSoon()
  }

  /** Deliveries that failed so far: those that are tried again, and those that were given up. */
  get failing(): Delivery[] {
    return (this.#state?.deliveries ?? []).filter(({fault}) => fault !== null)
  }

  /** Look for news after an export. Resolves when they are on the disk. */
  consider(last: LastExport): Promise<void> {
    return this.#after(() => this.#consider(last))
  }

  /** Tell nobody any more; what is being told is cut off, and told again after the next start. */
  async close(): Promise<void> {
    this.#stop.abort()
    clearTimeout(this.#timer)
    await this.#work
  }

  /** Do one thing after another; what fails stops none of what follows. */
  #after(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).catch((error: unknown) => this.#options.onFault(error))
    return this.#work
  }

  async #consider(last: LastExport): Promise<void> {
    const {home, hooks, clock} = this.#options
    const {entries, faults} = await verifyLedger(readLedgerText(home).split('\n'))
    // On a ledger that was altered nothing is said.
    if (faults.length > 0) return
    if (!this.#state) {
      // Until the first export that works, nobody knows what there was before.
      if (last.fault) return
      this.#keep({format: 1, told: toldBefore(entries, last, clock()), deliveries: []})
      return
    }
    const {events, told} = newsSince(this.#state.told, entries, last, clock())
    if (JSON.stringify(told) === JSON.stringify(this.#state.told)) return
    const added = events.flatMap((event) =>
      hooks
        .filter(({on}) => on.includes(event.type))
        .map(({name}) => ({hook: name, event, attempts: 0, next: clock(), fault: null})),
    )
    this.#keep({...this.#state, told, deliveries: [...this.#state.deliveries, ...added]})
    this.#deliverSoon()
  }

  #deliverSoon(): void {
    clearTimeout(this.#timer)
    const times = (this.#state?.deliveries ?? []).flatMap(({next}) =>
      next === null ? [] : [Date.parse(next)],
    )
    if (this.#stop.signal.aborted || times.length === 0) return
    const wait = Math.max(0, Math.min(...times) - Date.parse(this.#options.clock()))
    this.#timer = setTimeout(
      () => {
        void this.#after(() => this.#deliver())
      },
      Math.min(wait, 60_000),
    )
    this.#timer.unref()
  }

  /** Make every attempt whose time has come, one after another. */
  async #deliver(): Promise<void> {
    const due = (this.#state?.deliveries ?? []).filter(
      ({next}) => next !== null && Date.parse(next) <= Date.parse(this.#options.clock()),
    )
    for (const delivery of due) {
      const outcome = await this.#attempt(delivery)
      // What was cut off was no attempt.
      if (this.#stop.signal.aborted && outcome) return
      this.#replace(delivery, outcome)
      if (outcome) this.#options.report(outcome)
    }
    this.#deliverSoon()
  }

  /** @returns Null when it got through. */
  async #attempt(delivery: Delivery): Promise<Delivery | null> {
    const {hooks, home, env, clock} = this.#options
    const hook = hooks.find(({name}) => name === delivery.hook)
    if (!hook) return null
    try {
      await callHook(hook, delivery.event, {
        cwd: home.dir,
        env,
        now: clock(),
        stop: this.#stop.signal,
      })
      return null
    } catch (error) {
      if (!(error instanceof HookFault)) throw error
      const wait = waits[delivery.attempts]
      const next =
        wait === undefined ? null : new Date(Date.parse(clock()) + wait * 1000).toISOString()
      return {...delivery, attempts: delivery.attempts + 1, next, fault: keptText(error.message)}
    }
  }

  #replace(old: Delivery, fresh: Delivery | null): void {
    if (!this.#state) return
    const deliveries = this.#state.deliveries.flatMap((one) => (one === old ? (fresh ?? []) : one))
    const lost = deliveries.filter(({next}) => next === null)
    const tooMany = new Set(lost.slice(0, Math.max(0, lost.length - maxLost)))
    this.#keep({...this.#state, deliveries: deliveries.filter((one) => !tooMany.has(one))})
  }

  /** Forget what was on its way to hooks that are not there any more. */
  #drop(): void {
    if (!this.#state) return
    const names = new Set(this.#options.hooks.map(({name}) => name))
    const deliveries = this.#state.deliveries.filter(({hook}) => names.has(hook))
    if (deliveries.length < this.#state.deliveries.length) this.#keep({...this.#state, deliveries})
  }

  #keep(state: HookState): void {
    writeHookState(this.#options.home, state)
    this.#state = state
  }
}
