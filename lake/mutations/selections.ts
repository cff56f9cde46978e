import {LakeError} from '../lake-error.ts'
import type {CommitRequest} from './commit-options.ts'
import {limits} from './limits.ts'
import type {MutationRequest, QuerySelection} from './mutation.ts'

/** The ids that a request's queries select, true for one state of the dataset. */
export class Selections {
  readonly #queries: QuerySelection[]
  readonly #resolveQuery: CommitRequest['resolveQuery']
  readonly #ids = new Map<QuerySelection, string[]>()
  #seq = -1

  constructor(mutations: readonly MutationRequest[], resolveQuery: CommitRequest['resolveQuery']) {
    this.#queries = mutations.flatMap((mutation) => {
      const selection =
        'delete' in mutation ? mutation.delete : 'patch' in mutation ? mutation.patch.select : null
      return selection && 'query' in selection ? [selection] : []
    })
    this.#resolveQuery = resolveQuery
  }

  /** Ask all queries again, unless the dataset is as it was. */
  async resolve(seq: number): Promise<void> {
    if (this.#queries.length === 0 || this.#seq === seq) return
    if (!this.#resolveQuery) {
      throw new LakeError(400, 'mutationError', 'Mutations by query are not possible here')
    }
    for (const query of this.#queries) {
      const ids = await this.#resolveQuery(query)
      if (ids.length > limits.selected) {
        throw new LakeError(
          400,
          'mutationError',
          `A query may select ${limits.selected} documents to change, this one found ${ids.length}`,
        )
      }
      this.#ids.set(query, [...new Set(ids)])
    }
    this.#seq = seq
  }

  /** Whether the dataset is still as the queries saw it. */
  isFresh(seq: number): boolean {
    return this.#queries.length === 0 || this.#seq === seq
  }

  idsOf(selection: {ids: string[]} | QuerySelection): string[] {
    return 'ids' in selection ? selection.ids : (this.#ids.get(selection) ?? [])
  }
}
