import {tooManyRequests} from './problem.ts'

/** How many connections wait for news: of each token, and of all. */
export class StreamSlots {
  readonly #ofToken: number
  readonly #ofAll: number
  readonly #open = new Map<string, number>()
  #all = 0

  constructor(ofToken: number, ofAll: number) {
    this.#ofToken = ofToken
    this.#ofAll = ofAll
  }

  get open(): number {
    return this.#all
  }

  /**
   * Take a place. @returns What gives it back, once.
   * @throws `Problem` 429
   */
  take(token: string): () => void {
    const open = this.#open.get(token) ?? 0
    if (open >= this.#ofToken || this.#all >= this.#ofAll) throw tooManyRequests(5)
    this.#open.set(token, open + 1)
    this.#all += 1
    let isTaken = true
    return () => {
      if (!isTaken) return
      isTaken = false
      this.#all -= 1
      const left = this.#open.get(token)! - 1
      if (left === 0) this.#open.delete(token)
      else this.#open.set(token, left)
    }
  }
}
