/** Hands out what was put in, in order, to whoever waits for it. */
export class Inbox<T> {
  readonly #items: T[] = []
  readonly #waiting: ((item: T) => void)[] = []

  put(item: T): void {
    const waiting = this.#waiting.shift()
    if (waiting) waiting(item)
    else this.#items.push(item)
  }

  async take(): Promise<T> {
    if (this.#items.length > 0) return this.#items.shift()!
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}
