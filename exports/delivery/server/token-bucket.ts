/** Most keys to remember: many addresses must not fill the memory. */
const mostKeys = 10_000

/** A rate that may be exceeded for a while. */
export interface Rate {
  perSecond: number
  atOnce: number
}

/** Counts requests by key; each key refills with time. */
export class TokenBuckets {
  readonly #rate: Rate
  readonly #buckets = new Map<string, {left: number; atMs: number}>()

  constructor(rate: Rate) {
    this.#rate = rate
  }

  /** Take one. @returns Seconds to wait where there is none; else 0. */
  take(key: string, nowMs: number): number {
    const {perSecond, atOnce} = this.#rate
    const bucket = this.#buckets.get(key) ?? {left: atOnce, atMs: nowMs}
    // A clock that was set back refills nothing, and takes nothing away.
    const passed = Math.max(0, nowMs - bucket.atMs) / 1000
    const left = Math.min(atOnce, bucket.left + passed * perSecond)
    const wait = left >= 1 ? 0 : Math.max(1, Math.ceil((1 - left) / perSecond))
    this.#buckets.delete(key)
    this.#buckets.set(key, {left: wait === 0 ? left - 1 : left, atMs: nowMs})
    if (this.#buckets.size > mostKeys) {
      this.#buckets.delete(this.#buckets.keys().next().value!)
    }
    return wait
  }
}
