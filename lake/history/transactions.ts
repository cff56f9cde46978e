import type {Caller} from '../access/caller.ts'
import {effectsOf} from '../listen/mendoza-effects.ts'
import type {Change, Store, StoreView, Transaction, TransactionQuery} from '../store/store.ts'
import {historyError} from './history-error.ts'
import {isOn, readCount, readTime} from './read-options.ts'
import {visibleChange} from './visible-change.ts'

/** Which transactions a client wants, and how. */
interface Wanted extends Pick<TransactionQuery, 'documents' | 'reverse'> {
  /** Of the transactions given. */
  limit: number
  afterSeq: number
  upToSeq: number
  fromTime: string | undefined
  toTime: string | undefined
  authors: readonly string[] | undefined
  /** Only the changes of the documents that were asked for. */
  onlyDocuments: boolean
  mutations: boolean
  effects: boolean
}

/** One transaction, as the history API gives it. */
export interface HistoryTransaction {
  id: string
  timestamp: string
  author: string
  documentIDs: string[]
  mutations?: object[]
  effects?: Record<string, object>
}

/** How many transactions to read from the store at a time. */
const pageSize = 50

/**
 * Give the transactions of documents, or of the whole dataset, as far as the caller may know of
 * them: all of them where no limit is given.
 *
 * They are read as they are asked for, a page at a time.
 *
 * @param documents Ids; undefined for all documents.
 * @throws {LakeError} 400 for an option that makes no sense, 404 for an unknown transaction.
 */
export function historyTransactions(
  store: Store,
  dataset: string,
  caller: Caller,
  documents: readonly string[] | undefined,
  search: URLSearchParams,
): Generator<HistoryTransaction> {
  const wanted = store.read(dataset, (view) => readWanted(view, documents, search))
  return transactions(store, dataset, caller, wanted)
}

function* transactions(
  store: Store,
  dataset: string,
  caller: Caller,
  wanted: Wanted,
): Generator<HistoryTransaction> {
  let {afterSeq, upToSeq, limit} = wanted
  while (limit > 0) {
    const page = store.read(dataset, (view) => readPage(view, {...wanted, afterSeq, upToSeq}))
    for (const transaction of page) {
      const given = isWanted(transaction, wanted) ? toHistory(transaction, wanted, caller) : null
      if (given === null) continue
      yield given
      limit -= 1
      if (limit === 0) return
    }
    const last = page.at(-1)
    if (page.length < pageSize || !last) return
    if (wanted.reverse) upToSeq = last.seq - 1
    else afterSeq = last.seq
  }
}

function readPage(view: StoreView, wanted: Wanted): Transaction[] {
  const {documents, reverse, afterSeq, upToSeq, onlyDocuments} = wanted
  const page = view.transactions({
    ...(documents && {documents}),
    ...(reverse && {reverse}),
    afterSeq,
    upToSeq,
    limit: pageSize,
  })
  if (onlyDocuments || !documents) return page
  return page.map((transaction) => view.transaction(transaction.id) ?? transaction)
}

function isWanted({at, author}: Transaction, {fromTime, toTime, authors}: Wanted): boolean {
  if (fromTime !== undefined && at < fromTime) return false
  if (toTime !== undefined && at > toTime) return false
  return authors === undefined || authors.includes(author)
}

function toHistory(
  {id, at, author, changes}: Transaction,
  {mutations, effects}: Wanted,
  caller: Caller,
): HistoryTransaction | null {
  const visible = changes.flatMap(
    (change) => visibleChange(change, (document) => caller.canReadHistory(document)) ?? [],
  )
  if (visible.length === 0) return null
  return {
    id,
    timestamp: at,
    author,
    documentIDs: visible.map((change) => change.id),
    ...(mutations && {mutations: visible.flatMap((change) => change.mutations)}),
    ...(effects && {effects: effectsById(visible)}),
  }
}

function effectsById(changes: readonly Change[]): Record<string, object> {
  return Object.fromEntries(changes.map((change) => [change.id, effectsOf(change)]))
}

function readWanted(
  view: StoreView,
  documents: readonly string[] | undefined,
  search: URLSearchParams,
): Wanted {
  const effectFormat = search.get('effectFormat')
  if (effectFormat !== null && effectFormat !== 'mendoza') {
    throw historyError('The only `effectFormat` is `mendoza`')
  }
  const from = seqOf(view, search, 'fromTransaction')
  const isWithoutMutations = isOn(search, 'excludeMutations') || isOn(search, 'excludeContent')
  return {
    ...(documents && {documents}),
    reverse: isOn(search, 'reverse'),
    limit: readCount(search, 'limit') ?? Infinity,
    afterSeq: from === undefined ? 0 : from - 1,
    upToSeq: seqOf(view, search, 'toTransaction') ?? Number.MAX_SAFE_INTEGER,
    fromTime: readTime(search, 'fromTime'),
    toTime: readTime(search, 'toTime'),
    authors: search.get('authors')?.split(','),
    onlyDocuments: isOn(search, 'includeIdentifiedDocumentsOnly'),
    mutations: !isWithoutMutations,
    effects: effectFormat !== null,
  }
}

/** Find a transaction that an option names. The Studio leaves it empty for none. */
function seqOf(view: StoreView, search: URLSearchParams, name: string): number | undefined {
  const id = search.get(name)
  if (id === null || id === '') return undefined
  const transaction = view.transaction(id)
  if (!transaction) throw historyError(`There is no transaction \`${id}\``, 404)
  return transaction.seq
}
