/** How many failures are let through, and in what time. */
export interface AttemptLimit {
  failures: number
  windowMs: number
}

/** Most keys to remember: an attacker with many addresses must not fill the memory. */
const mostKeys = 10_000

/**
 * Count failed attempts by key, and say when there were too many.
 *
 * A key is what the caller cannot forge: the address of the socket, or that with an account. No
 * header counts. Only failures count: who knows the secret is never slowed down by others.
 */
export class AttemptLimiter {
  readonly #limit: AttemptLimit
  readonly #failures = new Map<string, number[]>()

  constructor(limit: AttemptLimit) {
    this.#limit = limit
  }

  /** Seconds to wait before the next attempt; 0 where one is free. */
  waitSeconds(key: string, nowMs: number): number {
    const recent = this.#recent(key, nowMs)
    if (recent.length < this.#limit.failures) return 0
    return Math.max(1, Math.ceil((recent[0]! + this.#limit.windowMs - nowMs) / 1000))
  }

  fail(key: string, nowMs: number): void {
    const recent = [...this.#recent(key, nowMs), nowMs].slice(-this.#limit.failures)
    this.#failures.delete(key)
    this.#failures.set(key, recent)
    if (this.#failures.size > mostKeys) {
      this.#failures.delete(this.#failures.keys().next().value!)
    }
  }

  /** Forget the failures of a key, after a success. */
  clear(key: string): void {
    this.#failures.delete(key)
  }

  #recent(key: string, nowMs: number): number[] {
    const since = nowMs - this.#limit.windowMs
    // a clock set back must not lock anybody out for longer than the window
    return (this.#failures.get(key) ?? []).filter((at) => at > since && at <= nowMs)
  }
}

/** The network that an address is counted under: IPv6 hands whole /64 networks to one customer. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=[0-9]+\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.split('::')
  const start = head.split(':').filter(Boolean)
  const end = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const groups = [...start, ...Array<string>(Math.max(0, 8 - start.length - end.length)).fill('0')]
  return `${[...groups, ...end].slice(0, 4).join(':')}::/64`
}
