/**
 * Wakes those who wait for news, to look for themselves: every so often, and at the end.
 *
 * The clock runs only while somebody waits.
 */
export class ChangeBell {
  readonly #pollMs: number
  #waiting: PromiseWithResolvers<void> | null = null
  #timer: NodeJS.Timeout | null = null
  #isStopped = false

  constructor(pollMs: number) {
    this.#pollMs = pollMs
  }

  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Wait for the next time to look; no longer than a signal lasts. */
  async next(signal: AbortSignal): Promise<void> {
    if (this.#isStopped || signal.aborted) return
    this.#waiting ??= Promise.withResolvers<void>()
    this.#timer ??= setTimeout(() => this.#ring(), this.#pollMs)
    const aborted = Promise.withResolvers<void>()
    const onAbort = (): void => aborted.resolve()
    signal.addEventListener('abort', onAbort, {once: true})
    try {
      await Promise.race([this.#waiting.promise, aborted.promise])
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }

  /** Wake everybody for the last time. */
  stop(): void {
    this.#isStopped = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#ring()
  }

  #ring(): void {
    const {resolve} = this.#waiting ?? {}
    this.#waiting = null
    this.#timer = null
    resolve?.()
  }
}
