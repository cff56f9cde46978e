import {evaluateSync, parse} from 'groq-js'
import type {EvaluateOptions, ExprNode} from 'groq-js'

import type {CandidatePlan} from '../store/candidate-plan.ts'
import type {StoredDocument} from '../store/store.ts'
import {parseCall} from './call.ts'
import {bind} from './conditions.ts'
import {Documents, filterDocuments, orderValue} from './documents.ts'
import type {StoreRequest} from './documents.ts'
import {parseQuery} from './parse-query.ts'
import type {Perspective} from './perspective.ts'
import {planCondition} from './plan-condition.ts'
import {planQuery} from './plan.ts'
import type {Plan, Source} from './plan.ts'
import {References} from './references.ts'
import {resultJson} from './result-json.ts'
import {documentMatches} from './text-query.ts'

/** One query for the evaluating process: plain JSON. */
export interface Job {
  query: string
  params: Record<string, unknown>
  perspective: Perspective
  /** GROQ condition on the documents that the caller may read; undefined for all. */
  filter?: string
  identity: string
  /** ISO time that `now()` gives. */
  now: string
  projectId: string
  dataset: string
  /** What the addresses of assets begin with; as they are stored unless given. */
  assetBase?: string
  maxResultBytes: number
  /** Time for the evaluation; the process of it sees to that. */
  timeoutMs: number
}

/** Documents of the first page of a source, where the query does not say how many it needs. */
const firstPage = 64
/** About how much stored JSON a page may hold, in UTF-16 units. */
const pageLength = 2_000_000
const maxPage = 4096
/** Most results that are kept for another outer document with the same values. */
const maxLoaded = 200

/**
 * Evaluate a query, and give its result as JSON.
 *
 * @param ask
 *   Gets documents from the lake, and waits for them.
 * @throws {QueryFaultError}
 */
export function evaluateQuery(job: Job, ask: (request: StoreRequest) => string): string {
  const tree = parseQuery(job.query, job.params)
  const plan = planQuery(tree, job)
  const documents = new Documents(ask, {
    perspective: job.perspective,
    readable: job.filter === undefined ? undefined : readFilter(job.filter, job.identity),
    identity: job.identity,
    assets: job.assetBase === undefined ? undefined : {...job, base: job.assetBase},
  })
  const evaluation = new Evaluation(job, plan, documents)
  return resultJson(evaluation.run(), job.maxResultBytes)
}

/** Read the filter of readable documents; it comes from the lake, and sees stored ids. */
function readFilter(
  filter: string,
  identity: string,
): {filter: ExprNode; where: CandidatePlan['where']} {
  const tree = parse(filter)
  const where = planCondition(tree, {perspective: {kind: 'raw'}, identity, bound: []})
  return {filter: tree, where: bind(where, [])}
}

class Evaluation {
  readonly #job: Job
  readonly #plan: Plan
  readonly #documents: Documents
  readonly #references: References
  readonly #options: EvaluateOptions
  /** Results of sources that were asked for before, by call. */
  readonly #loaded = new Map<string, unknown[]>()
  /** Documents by `_id`, for tests of full text. */
  readonly #seen = new Map<string, StoredDocument>()

  constructor(job: Job, plan: Plan, documents: Documents) {
    this.#job = job
    this.#plan = plan
    this.#documents = documents
    this.#references = new References(documents, plan.fields)
    this.#options = {
      dataset: [],
      identity: job.identity,
      timestamp: new Date(job.now),
      sanity: {projectId: job.projectId, dataset: job.dataset},
      dereference: ({_ref}) => this.#dereference(_ref) as StoredDocument | null,
    }
  }

  run(): unknown {
    return evaluateSync(this.#plan.tree, this.#options).data
  }

  /** Answer groq-js's one question: for a document, or for what a call asks. */
  #dereference(reference: string): unknown {
    const call = parseCall(reference)
    if (!call) return this.#note(this.#references.get(reference))
    if (call.kind === 'text') {
      const document = this.#seen.get(call.args[0] ?? '')
      const query = this.#plan.textQueries[call.index]
      return document && query ? documentMatches(query, document) : null
    }
    const source = this.#plan.sources[call.index]
    if (!source) return null
    const known = this.#loaded.get(reference)
    if (known) return known
    const found = this.#load(source, call.args)
    if (call.args.length === 0 || this.#loaded.size < maxLoaded) this.#loaded.set(reference, found)
    return found
  }

  #load(source: Source, args: readonly string[]): unknown[] {
    const counted = source.isCount && (source.types || source.isEverything)
    const total = counted ? this.#documents.count(source.types) : undefined
    return total === undefined ? this.#read(source, args) : Array.from({length: total}, () => true)
  }

  #read(source: Source, args: readonly string[]): unknown[] {
    const kept: StoredDocument[] = []
    const {needed, filter} = source
    const order = source.order ?? this.#ownOrder
    const plan: CandidatePlan = {where: bind(source.where, args), order}
    let limit = needed === undefined ? firstPage : Math.min(needed + 1, maxPage)
    let boundary: string | undefined
    let count = 0
    for (;;) {
      const {stored, visible} = this.#documents.page({...plan, limit})
      for (const document of visible) this.#note(document)
      const passed = filter ? filterDocuments(visible, filter, this.#options) : visible
      count += passed.length
      if (!source.isCount) kept.push(...passed)
      const last = stored.at(-1)
      if (!last || stored.length < limit) break
      const value = orderValue(last, order.by)
      // Documents that are equal in this order may come in another: have all that equal the last.
      if (boundary !== undefined && boundary !== value) break
      if (needed !== undefined && kept.length >= needed) {
        const lastNeeded = kept[needed - 1]
        if (!lastNeeded || orderValue(lastNeeded, order.by) !== value) break
        boundary = value
      }
      plan.after = {value, id: last._id}
      limit = this.#nextLimit(stored)
    }
    if (source.isCount) return Array.from({length: count}, () => true)
    if (source.order) kept.sort(byId)
    this.#references.expect(kept)
    return kept
  }

  /** Without an order of the query, documents come by the id that the perspective shows. */
  get #ownOrder(): NonNullable<CandidatePlan['order']> {
    return {by: this.#job.perspective.kind === 'raw' ? '_id' : 'publishedId', direction: 'asc'}
  }

  #nextLimit(stored: readonly StoredDocument[]): number {
    const sample = stored.slice(0, 16)
    const length = sample.reduce((sum, document) => sum + JSON.stringify(document).length, 0)
    const each = Math.max(1, length / sample.length)
    return Math.max(16, Math.min(maxPage, stored.length * 4, Math.floor(pageLength / each)))
  }

  #note(document: StoredDocument | null): StoredDocument | null {
    if (document && this.#plan.textQueries.length > 0) this.#seen.set(document._id, document)
    return document
  }
}

function byId(a: StoredDocument, b: StoredDocument): number {
  return a._id < b._id ? -1 : a._id > b._id ? 1 : 0
}
