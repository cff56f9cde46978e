import type {Rendition} from './draw-image.ts'

/**
 * What was drawn lately, up to a number of bytes; what is being drawn is drawn once.
 *
 * In memory only: nothing that is kept could be altered on disk.
 */
export class RenditionCache {
  readonly #maxBytes: number
  readonly #kept = new Map<string, Rendition>()
  readonly #drawing = new Map<string, Promise<Rendition>>()
  #bytes = 0

  constructor(maxBytes = 64 * 1024 * 1024) {
    this.#maxBytes = maxBytes
  }

  /** How much is kept. */
  get bytes(): number {
    return this.#bytes
  }

  async get(key: string, draw: () => Promise<Rendition>): Promise<Rendition> {
    const kept = this.#kept.get(key)
    if (kept) {
      this.#kept.delete(key)
      this.#kept.set(key, kept)
      return kept
    }
    const drawing = this.#drawing.get(key) ?? this.#draw(key, draw)
    return drawing
  }

  #draw(key: string, draw: () => Promise<Rendition>): Promise<Rendition> {
    const drawing = draw()
      .then((rendition) => {
        this.#keep(key, rendition)
        return rendition
      })
      .finally(() => this.#drawing.delete(key))
    this.#drawing.set(key, drawing)
    return drawing
  }

  #keep(key: string, rendition: Rendition): void {
    if (rendition.bytes.length > this.#maxBytes / 4) return
    this.#kept.set(key, rendition)
    this.#bytes += rendition.bytes.length
    for (const [oldest, {bytes}] of this.#kept) {
      if (this.#bytes <= this.#maxBytes) return
      this.#kept.delete(oldest)
      this.#bytes -= bytes.length
    }
  }
}
