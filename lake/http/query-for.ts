import type {QuerySelection} from '../mutations/mutation.ts'
import {parsePerspective} from '../query/perspective.ts'
import {runQuery} from '../query/run-query.ts'
import type {QueryResult} from '../query/run-query.ts'
import {assetAddressFor} from './asset-address-for.ts'
import type {Call} from './call.ts'

/** What a request wants to know. */
export interface Asked {
  query: string
  params: Record<string, unknown>
  perspective: string
}

/** Run a query for a caller: it sees what the caller may read, and nothing else. */
export function queryFor(
  call: Call,
  dataset: string,
  {query, params, perspective}: Asked,
): Promise<QueryResult> {
  const {caller, services} = call
  const view = services.store.read(dataset, (view) => view)
  return runQuery(services.pool, view, {
    query,
    params,
    perspective: parsePerspective(perspective),
    identity: caller.identity,
    filter: caller.readFilter ?? undefined,
    now: services.clock(),
    projectId: services.projectId,
    assetBase: assetAddressFor(call).base,
  })
}

/** Ids of the documents that a mutation's query selects, among those the caller may read. */
export async function queryIds(
  call: Call,
  dataset: string,
  {query, params}: QuerySelection,
): Promise<string[]> {
  const {result} = await queryFor(call, dataset, {query, params, perspective: 'raw'})
  const documents = Array.isArray(result) ? (result as unknown[]) : [result]
  return documents.flatMap((document) => {
    const id = typeof document === 'string' ? document : (document as {_id?: unknown} | null)?._id
    return typeof id === 'string' ? [id] : []
  })
}
