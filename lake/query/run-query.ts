import type {StoreView} from '../store/store.ts'
import type {StoreRequest} from './documents.ts'
import type {Perspective} from './perspective.ts'
import type {QueryEvaluator} from './query-evaluator.ts'

/** The part of a store's view that queries need. */
export type QueryView = Pick<StoreView, 'dataset' | 'candidateBodies' | 'bodies' | 'countOf'>

/** A query, and who asks. */
export interface QueryRequest {
  query: string
  params?: Record<string, unknown>
  perspective: Perspective
  /** What `identity()` gives. */
  identity: string
  /** GROQ condition on documents that the caller may read, as stored; undefined for all. */
  filter?: string | undefined
  /** ISO time that `now()` gives. */
  now: string
  projectId?: string
  /** What the addresses of assets begin with; as they are stored unless given. */
  assetBase?: string
}

/** What a query gives. */
export class QueryResult {
  /** The result as JSON, to be sent on as it is. */
  readonly json: string
  /** From when the query was taken in hand. */
  readonly ms: number

  constructor(json: string, ms: number) {
    this.json = json
    this.ms = ms
  }

  /** The result, read anew each time. */
  get result(): unknown {
    return JSON.parse(this.json)
  }
}

/**
 * Run a query over a dataset, as the caller may see it.
 *
 * The view is read several times while the query runs, each time as the dataset then is.
 *
 * @throws {LakeError}
 *   400 `queryParseError` with `start` and `end`, 400 for a query over a limit, 503 when the pool
 *   is too busy, 504 past the deadline.
 */
export async function runQuery(
  pool: QueryEvaluator,
  view: QueryView,
  request: QueryRequest,
): Promise<QueryResult> {
  const {params = {}, projectId = 'local', filter, ...rest} = request
  const {json, ms} = await pool.run(
    {
      ...rest,
      params,
      projectId,
      dataset: view.dataset,
      ...(filter === undefined ? {} : {filter}),
    },
    (asked) => answer(view, asked),
  )
  return new QueryResult(json, ms)
}

/** Get what the evaluating process asks for: a JSON array of documents, or a number. */
function answer(view: QueryView, request: StoreRequest): string {
  if (request.kind === 'count') return String(view.countOf(request.plan))
  const bodies =
    request.kind === 'candidates' ? view.candidateBodies(request.plan) : view.bodies(request.ids)
  return `[${bodies.join(',')}]`
}
