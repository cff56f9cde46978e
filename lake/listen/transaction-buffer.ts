import type {Transaction} from '../store/store.ts'

/** How much a buffer keeps. */
export interface BufferLimits {
  transactions: number
  /** Of JSON, roughly. */
  characters: number
}

interface Entry {
  transaction: Transaction
  characters: number
}

/** The newest transactions of a dataset, in order: what all its listeners read from. */
export class TransactionBuffer {
  readonly #limits: BufferLimits
  readonly #entries: Entry[] = []
  /** Every transaction after this one is in the buffer. */
  #since: number
  #characters = 0

  /** @param since `seq` of the newest transaction that will not be in the buffer. */
  constructor(since: number, limits: BufferLimits) {
    this.#since = since
    this.#limits = limits
  }

  /** `seq` of the newest transaction. */
  get newest(): number {
    return this.#entries.at(-1)?.transaction.seq ?? this.#since
  }

  /** Add a transaction; the oldest go. One that is not newer than all others was there before. */
  push(transaction: Transaction): void {
    if (transaction.seq <= this.newest) return
    const characters = sizeOf(transaction)
    this.#entries.push({transaction, characters})
    this.#characters += characters
    while (
      this.#entries.length > this.#limits.transactions ||
      this.#characters > this.#limits.characters
    ) {
      const oldest = this.#entries.shift()!
      this.#characters -= oldest.characters
      this.#since = oldest.transaction.seq
    }
  }

  /** Give the first transaction after a `seq`; null where none is, `gone` where it was dropped. */
  after(seq: number): Transaction | null | 'gone' {
    if (seq < this.#since) return 'gone'
    let [low, high] = [0, this.#entries.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#entries[middle]!.transaction.seq > seq) high = middle
      else low = middle + 1
    }
    return this.#entries[low]?.transaction ?? null
  }
}

function sizeOf({changes}: Transaction): number {
  return changes.reduce(
    (sum, {after, mutations}) =>
      sum + JSON.stringify(after).length + JSON.stringify(mutations).length,
    0,
  )
}
