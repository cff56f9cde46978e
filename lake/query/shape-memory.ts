/** Most queries that are remembered. */
const most = 500

/** Remembers shapes of queries, up to a number of them. */
export class ShapeMemory {
  /** The last one at the end. */
  readonly #shapes = new Set<string>()

  has(shape: string): boolean {
    return this.#shapes.has(shape)
  }

  add(shape: string): void {
    this.#shapes.delete(shape)
    this.#shapes.add(shape)
    const [oldest] = this.#shapes
    if (this.#shapes.size > most && oldest !== undefined) this.#shapes.delete(oldest)
  }

  delete(shape: string): void {
    this.#shapes.delete(shape)
  }
}
