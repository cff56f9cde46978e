import {evaluateSync} from 'groq-js'
import type {EvaluateOptions, ExprNode} from 'groq-js'

import {withAddress} from '../assets/asset-address.ts'
import type {AssetAddress} from '../assets/asset-address.ts'
import type {CandidatePlan, Condition} from '../store/candidate-plan.ts'
import type {CountPlan} from '../store/count-sql.ts'
import {publishedId} from '../store/document-facts.ts'
import type {StoredDocument} from '../store/store.ts'
import {allOf} from './conditions.ts'
import {idsAbove, idsFor, shown} from './perspective.ts'
import type {Perspective} from './perspective.ts'

/** What the evaluating process may ask of the lake: a JSON array of documents, or a number. */
export type StoreRequest =
  | {kind: 'candidates'; plan: CandidatePlan}
  | {kind: 'bodies'; ids: string[]}
  | {kind: 'count'; plan: CountPlan}

/** How a caller sees the dataset. */
export interface Sight {
  perspective: Perspective
  /** Filter of the documents that the caller may read, and what the store can tell of it. */
  readable: {filter: ExprNode; where: Condition} | undefined
  identity: string
  /** Where assets are now. */
  assets?: AssetAddress | undefined
}

/** One page of documents: how many the store gave, and the ones that the caller sees. */
export interface Page {
  stored: StoredDocument[]
  visible: StoredDocument[]
}

/** Most ids in one request. */
const batch = 500

/**
 * The documents of a dataset as one caller sees them.
 *
 * Nothing gets past this that the read filter refuses: not to be returned, not to be dereferenced,
 * not to hide a published document behind a draft.
 */
export class Documents {
  readonly #ask: (request: StoreRequest) => string
  readonly #sight: Sight

  constructor(ask: (request: StoreRequest) => string, sight: Sight) {
    this.#ask = ask
    this.#sight = sight
  }

  /** Get the documents that a plan selects. */
  page(plan: CandidatePlan): Page {
    const {perspective, readable} = this.#sight
    const conditions: Condition[] = [plan.where]
    if (readable) conditions.push(readable.where)
    if (perspective.kind === 'layers') {
      conditions.push({kind: 'layer-in', layers: perspective.layers})
    }
    const stored = this.#get({kind: 'candidates', plan: {...plan, where: allOf(conditions)}})
    return {stored, visible: this.#show(this.#notHidden(this.#readable(stored)))}
  }

  /** Count the documents of some types; undefined where that takes looking at each. */
  count(types: readonly string[] | undefined): number | undefined {
    const {perspective, readable} = this.#sight
    if (readable) return undefined
    const plan: CountPlan = {
      ...(types && {types}),
      ...(perspective.kind === 'layers' && {layers: perspective.layers}),
    }
    return JSON.parse(this.#ask({kind: 'count', plan})) as number
  }

  /** Get the documents that these references lead to, by the id that is in the reference. */
  referenced(references: readonly string[]): Map<string, StoredDocument> {
    const {perspective} = this.#sight
    const found = new Map<string, StoredDocument>()
    for (const document of this.#byIds(references.flatMap((id) => idsFor(id, perspective)))) {
      found.set(document._id, document)
    }
    const result = new Map<string, StoredDocument>()
    for (const reference of references) {
      const first = idsFor(reference, perspective).find((id) => found.has(id))
      const document = first === undefined ? undefined : found.get(first)
      const seen = document && shown(document, perspective)
      if (seen) result.set(reference, seen)
    }
    return result
  }

  /** Leave out documents that a layer above shows another version of. */
  #notHidden(documents: StoredDocument[]): StoredDocument[] {
    const {perspective} = this.#sight
    const above = documents.map(({_id}) => idsAbove(_id, perspective))
    const there = new Set(this.#byIds(above.flat()).map(({_id}) => _id))
    return documents.filter((_, index) => !above[index]?.some((id) => there.has(id)))
  }

  #show(documents: readonly StoredDocument[]): StoredDocument[] {
    return documents.flatMap((document) => shown(document, this.#sight.perspective) ?? [])
  }

  #byIds(ids: readonly string[]): StoredDocument[] {
    const documents: StoredDocument[] = []
    for (let start = 0; start < ids.length; start += batch) {
      const part = ids.slice(start, start + batch)
      documents.push(...this.#readable(this.#get({kind: 'bodies', ids: part})))
    }
    return documents
  }

  #readable(documents: StoredDocument[]): StoredDocument[] {
    const {readable, identity} = this.#sight
    return readable ? filterDocuments(documents, readable.filter, {identity}) : documents
  }

  #get(request: StoreRequest): StoredDocument[] {
    const {assets} = this.#sight
    const documents = fromBodies(this.#ask(request))
    return assets ? documents.map((document) => withAddress(document, assets)) : documents
  }
}

/** Read documents; leave out fields that would stand in the way of methods that groq-js calls. */
function fromBodies(json: string): StoredDocument[] {
  const isSafe = !json.includes('"hasOwnProperty"')
  return JSON.parse(
    json,
    isSafe ? undefined : (name, value) => (name === 'hasOwnProperty' ? undefined : value),
  ) as StoredDocument[]
}

/** Give the documents for which a filter is true. */
export function filterDocuments(
  documents: StoredDocument[],
  filter: ExprNode,
  options: EvaluateOptions,
): StoredDocument[] {
  if (documents.length === 0) return documents
  const base: ExprNode = {type: 'Parameter', name: 'page'}
  const value = evaluateSync(
    {type: 'Filter', base, expr: filter},
    {...options, dataset: [], params: {page: documents}},
  )
  return value.data as StoredDocument[]
}

/** Value of the field that a plan orders by, in a stored document. */
export function orderValue(
  document: StoredDocument,
  by: NonNullable<CandidatePlan['order']>['by'],
): string {
  return by === 'publishedId' ? publishedId(document._id) : document[by]
}
