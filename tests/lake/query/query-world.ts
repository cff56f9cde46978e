import type {CandidatePlan} from '../../../lake/store/candidate-plan.ts'
import {parsePerspective} from '../../../lake/query/perspective.ts'
import {runQuery} from '../../../lake/query/run-query.ts'
import {WorkerPool} from '../../../lake/query/worker-pool.ts'
import type {WorkerPoolOptions} from '../../../lake/query/worker-pool-options.ts'
import type {CountPlan} from '../../../lake/store/count-sql.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import type {Store, StoredDocument} from '../../../lake/store/store.ts'

export const now = '2026-11-22T20:00:00Z'

/** What a test asks beside the query itself. */
export interface Asked {
  params?: Record<string, unknown>
  perspective?: string | readonly string[]
  filter?: string
  identity?: string
}

/** A store in memory with some documents, and a pool to query it. */
export class QueryWorld {
  readonly store: Store = openSqliteStore(':memory:')
  readonly pool: WorkerPool
  /** Plans that the store was asked for since the last query began. */
  plans: CandidatePlan[] = []
  /** Counts that it was asked for. */
  counts: CountPlan[] = []
  /** Documents that the store gave since then. */
  given: StoredDocument[] = []

  constructor(options: WorkerPoolOptions = {}) {
    this.pool = new WorkerPool({size: 2, ...options})
    this.store.createDataset('test')
  }

  put(documents: readonly StoredDocument[]): void {
    this.store.write('test', (tx) => {
      for (const document of documents) tx.put(document)
    })
  }

  clear(): void {
    this.store.deleteDataset('test')
    this.store.createDataset('test')
  }

  async query(query: string, asked: Asked = {}): Promise<unknown> {
    this.plans = []
    this.counts = []
    this.given = []
    const {perspective = 'raw', identity = 'me', ...rest} = asked
    const view = this.store.read('test', (view) => view)
    const watched = {
      dataset: view.dataset,
      candidateBodies: (plan: CandidatePlan) => {
        this.plans.push(plan)
        return this.#note(view.candidateBodies(plan))
      },
      countOf: (plan: CountPlan) => {
        this.counts.push(plan)
        return view.countOf(plan)
      },
      bodies: (ids: readonly string[]) => this.#note(view.bodies(ids)),
    }
    const answer = await runQuery(this.pool, watched, {
      ...rest,
      query,
      identity,
      now,
      perspective: parsePerspective(perspective),
    })
    return answer.result
  }

  close(): void {
    this.pool.close()
    this.store.close()
  }

  #note(bodies: string[]): string[] {
    this.given.push(...bodies.map((body) => JSON.parse(body) as StoredDocument))
    return bodies
  }
}

/** Make a document; times are the same for all unless given. */
export function document(_id: string, _type: string, fields: object = {}): StoredDocument {
  return {_id, _type, _rev: 'rev', _createdAt: now, _updatedAt: now, ...fields}
}

/** Make a reference. */
export function reference(_ref: string): {_type: 'reference'; _ref: string} {
  return {_type: 'reference', _ref}
}
