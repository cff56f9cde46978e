import type {DeliveryWorld} from './world.ts'

/** How long to leave an export alone that failed. */
const pauseMs = 1000

/**
 * Opens what is under embargo: whoever asks at its second or later waits until it is out.
 *
 * An export that fails keeps closed what it should have opened; that is logged, and tried again.
 */
export class Openings {
  readonly #world: DeliveryWorld
  readonly #opened: () => void
  #running: Promise<void> | null = null
  #notBeforeMs = -Infinity
  #due: string | null = null

  /** @param opened Called when something was put out. */
  constructor(world: DeliveryWorld, opened: () => void) {
    this.#world = world
    this.#opened = opened
  }

  /** Wait until all that may be out by now is out. */
  async settle(): Promise<void> {
    const {nextOpening, settle, clock} = this.#world
    const due = nextOpening?.() ?? null
    const now = clock()
    // Another one opened what was due.
    if (due !== this.#due) this.#opened()
    this.#due = due
    if (due === null || !settle || Date.parse(now) < Date.parse(due)) return
    if (!this.#running && Date.parse(now) < this.#notBeforeMs) return
    this.#running ??= this.#open(settle, now).finally(() => {
      this.#running = null
    })
    await this.#running
  }

  async #open(settle: (now: string) => Promise<void>, now: string): Promise<void> {
    try {
      await settle(now)
    } catch (error) {
      this.#notBeforeMs = Date.parse(now) + pauseMs
      const fault = error instanceof Error ? error.message : String(error)
      this.#world.log({at: now, level: 'error', event: 'opening-failed', fault})
    }
    this.#opened()
  }
}
