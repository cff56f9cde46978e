import {createHash, randomBytes} from 'node:crypto'

import {LakeError, mutationError} from '../lake-error.ts'
import type {Change, Store, StoreTransaction, StoreView} from '../store/store.ts'
import {applyActions} from './actions/apply-actions.ts'
import {applyMutations} from './apply-mutations.ts'
import {checkTransactionId} from './check-id.ts'
import {checkReferences} from './check-references.ts'
import {checkRequest} from './check-request.ts'
import type {CommitRequest, CommitResult} from './commit-options.ts'
import {Door} from './door.ts'
import type {MutationRequest} from './mutation.ts'
import {parseMutations} from './parse-mutations.ts'
import {Selections} from './selections.ts'
import {WorkingSet} from './working-set.ts'
import type {MutationResult} from './working-set.ts'

/** How often a commit begins anew when others wrote between its queries and its transaction. */
const attempts = 20

/**
 * Change documents, all or nothing.
 *
 * The transaction itself is one synchronous piece, durable when the promise resolves. What takes
 * time (queries that select documents, a doorkeeper's digests) is worked out before it; where the
 * dataset changed in the meantime, it is worked out again.
 *
 * The transaction's id is the `_rev` of all that it writes. The same request with the same id again
 * changes nothing and gets the same answer.
 *
 * @throws {LakeError}
 *   400 for a request that makes no sense, 409 for one that the documents do not allow, 413 for too
 *   large a document, 507 when the disk is full; and what `authorise` throws.
 */
export async function commit(
  store: Store,
  dataset: string,
  request: CommitRequest,
): Promise<CommitResult> {
  checkRequest([request.mutations, request.actions])
  const ids = new RepeatableIds(request.newId ?? randomId)
  const transactionId = request.transactionId ?? ids.next()
  checkTransactionId(transactionId)
  const attempt: Attempt = {
    ...request,
    ids,
    transactionId,
    isNamed: request.transactionId !== undefined,
    mutations: request.actions === undefined ? parseMutations(request.mutations) : [],
    digest: digestOf(request),
  }

  const selections = new Selections(attempt.mutations, request.resolveQuery)
  const door = new Door(request.doorkeeper)
  for (let count = 0; count < attempts; count += 1) {
    const seq = store.read(dataset, (view) => view.lastSeq())
    await selections.resolve(seq)
    await door.settle()
    const result = tryCommit(store, dataset, attempt, selections, door)
    if (result) return result
  }
  throw new LakeError(503, 'storeBusy', 'Others keep changing these documents: try again')
}

interface Attempt extends Omit<CommitRequest, 'mutations'> {
  ids: RepeatableIds
  transactionId: string
  /** The client named the transaction, so it may ask for it again. */
  isNamed: boolean
  mutations: MutationRequest[]
  digest: string
}

/** Gives the same ids in each attempt, so that a judgement of a document stays true. */
class RepeatableIds {
  readonly #newId: () => string
  readonly #ids: string[] = []
  #used = 0

  constructor(newId: () => string) {
    this.#newId = newId
  }

  next(): string {
    const id = (this.#ids[this.#used] ??= this.#newId())
    this.#used += 1
    return id
  }

  /** Begin anew, after the transaction's own id. */
  rewind(): void {
    this.#used = Math.min(this.#used, 1)
  }
}

/** Thrown to roll back what must not stay, and says what to do then. */
class Undone extends Error {
  readonly result: CommitResult | undefined

  constructor(result?: CommitResult) {
    super('rolled back')
    this.result = result
  }
}

/** Make the transaction. @returns Undefined where it must be tried again. */
function tryCommit(
  store: Store,
  dataset: string,
  attempt: Attempt,
  selections: Selections,
  door: Door,
): CommitResult | undefined {
  let result: CommitResult
  try {
    result = store.write(dataset, (tx) => {
      const repeat = repeated(tx, attempt)
      if (repeat) return repeat
      if (!selections.isFresh(tx.lastSeq())) throw new Undone()
      const made = makeTransaction(tx, attempt, selections, door)
      if (door.isWaiting) throw new Undone()
      if (attempt.dryRun) throw new Undone(withoutTransaction(made))
      return made
    })
  } catch (cause) {
    if (cause instanceof Undone) return cause.result
    throw cause
  }
  if (result.transaction) attempt.onCommit?.(result.transaction)
  return result
}

function makeTransaction(
  tx: StoreTransaction,
  attempt: Attempt,
  selections: Selections,
  door: Door,
): CommitResult {
  const {transactionId, author, at, ids} = attempt
  ids.rewind()
  const working = new WorkingSet(tx, {
    transactionId,
    at,
    autoGenerateArrayKeys: attempt.autoGenerateArrayKeys ?? false,
    newId: () => ids.next(),
    newKey: () => ids.next().slice(0, 12),
  })
  const results =
    attempt.actions === undefined
      ? applyMutations(attempt.mutations, selections, working)
      : applyActions(attempt.actions, working)
  const all = working.changes()
  const changes = all.filter((change) => attempt.authorise?.(change, tx) !== 'unchanged')
  door.judge(changes, {dataset: tx.dataset, author, at, view: tx})
  write(tx, changes)
  const answer = withDocuments(tx, results, all, changes)
  const result: CommitResult = {transactionId, results: answer, isRepeat: false}
  if (changes.length === 0 && !attempt.isNamed) return result
  const seq = tx.record({
    id: transactionId,
    author,
    at,
    changes,
    request: attempt.digest,
    results: answer.map(({id, operation}) => ({id, operation})),
  })
  if (changes.length === 0) return result
  return {
    ...result,
    transaction: {seq, dataset: tx.dataset, id: transactionId, author, at, changes},
  }
}

function withoutTransaction({transactionId, results, isRepeat}: CommitResult): CommitResult {
  return {transactionId, results, isRepeat}
}

function write(tx: StoreTransaction, changes: readonly Change[]): void {
  for (const {id, after} of changes) {
    if (after) tx.put(after)
    else tx.remove(id)
  }
  checkReferences(tx, changes)
}

/** Put to each result its document, and say `none` of changes that were dropped. */
function withDocuments(
  view: StoreView,
  results: readonly MutationResult[],
  all: readonly Change[],
  kept: readonly Change[],
): CommitResult['results'] {
  const changes = new Map(all.map((change) => [change.id, change]))
  const ids = new Set(kept.map(({id}) => id))
  return results.map(({id, operation}) => {
    const change = changes.get(id)
    const isDropped = change !== undefined && !ids.has(id)
    const document = isDropped
      ? change.before
      : (change?.after ?? change?.before ?? view.document(id))
    return {id, operation: isDropped ? 'none' : operation, ...(document && {document})}
  })
}

/** Give the answer of a transaction that was made before. */
function repeated(view: StoreView, attempt: Attempt): CommitResult | undefined {
  const {transactionId, digest} = attempt
  const answer = view.answer(transactionId)
  if (!answer) return undefined
  if (answer.request !== digest) {
    throw mutationError(
      409,
      'transactionIdConflictError',
      `There is another transaction with the id "${transactionId}"`,
      {transactionId},
    )
  }
  const changes = view.transaction(transactionId)?.changes ?? []
  const results = withDocuments(view, answer.results as MutationResult[], changes, changes)
  return {transactionId, results, isRepeat: true}
}

/** Tell requests apart that claim the same transaction id. */
function digestOf({mutations, actions, author, autoGenerateArrayKeys}: CommitRequest): string {
  const parts = [author, autoGenerateArrayKeys ?? false, mutations ?? null, actions ?? null]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

function randomId(): string {
  return randomBytes(12).toString('hex')
}
