/** Most queries that are remembered. */
const most = 500

/** Remembers a number for shapes of queries, up to so many of them. */
export class ShapeMemory {
  /** The last one at the end. */
  readonly #shapes = new Map<string, number>()

  /** 0 for a shape that is not remembered. */
  get(shape: string): number {
    return this.#shapes.get(shape) ?? 0
  }

  /** Remember a number; 0 forgets the shape. */
  set(shape: string, value: number): void {
    this.#shapes.delete(shape)
    if (value > 0) this.#shapes.set(shape, value)
    const [oldest] = this.#shapes.keys()
    if (this.#shapes.size > most && oldest !== undefined) this.#shapes.delete(oldest)
  }
}
