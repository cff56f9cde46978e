import {LakeError} from '../lake-error.ts'
import type {Change, StoredDocument} from '../store/store.ts'
import type {Doorkeeper, DoorkeeperContext, DoorkeeperRefusal} from './commit-options.ts'

/**
 * Asks the doorkeeper about documents inside a transaction, which cannot wait.
 *
 * A judgement that takes time is awaited outside; the transaction is then tried again, and the
 * judgement holds for the same document in the same state of the dataset.
 */
export class Door {
  readonly #doorkeeper: Doorkeeper | undefined
  readonly #waiting = new Map<string, Promise<DoorkeeperRefusal | null>>()
  readonly #judgements = new Map<string, DoorkeeperRefusal | null>()

  constructor(doorkeeper: Doorkeeper | undefined) {
    this.#doorkeeper = doorkeeper
  }

  /** Some judgement is not there yet: the transaction must not be kept. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0
  }

  /** Wait for all judgements. */
  async settle(): Promise<void> {
    this.#judgements.clear()
    for (const [key, judgement] of this.#waiting) this.#judgements.set(key, await judgement)
    this.#waiting.clear()
  }

  /** @throws {LakeError} 403 for the first document that is refused. */
  judge(changes: readonly Change[], context: Omit<DoorkeeperContext, 'before'>): void {
    if (!this.#doorkeeper) return
    const seq = context.view.lastSeq()
    for (const {before, after} of changes) {
      if (!after) continue
      const refusal = this.#judgement(after, seq, {...context, before})
      if (refusal) {
        throw new LakeError(403, 'doorkeeperError', refusal.message, {
          fields: {code: refusal.code, id: after._id},
        })
      }
    }
  }

  #judgement(document: StoredDocument, seq: number, context: DoorkeeperContext) {
    const {_rev, ...fields} = document
    const key = `${seq} ${JSON.stringify(fields)}`
    const known = this.#judgements.get(key)
    if (known !== undefined) return known
    const judgement = this.#doorkeeper?.(document, context) ?? null
    if (!(judgement instanceof Promise)) return judgement
    // Awaited in its turn: until then, a judgement that fails must not end the process.
    judgement.catch(() => undefined)
    this.#waiting.set(key, judgement)
    return null
  }
}
