import {isAppendOnly} from '../access/append-only.ts'
import {guardAssets} from '../assets/guard-assets.ts'
import {commit} from '../mutations/commit.ts'
import type {CommitRequest, CommitResult} from '../mutations/commit-options.ts'
import type {Call} from './call.ts'
import {HttpError} from './http-error.ts'
import {permissionFault} from '../access/caller.ts'
import {queryIds} from './query-for.ts'

/** What a request wants changed. */
export type Wanted = Pick<
  CommitRequest,
  'mutations' | 'actions' | 'transactionId' | 'dryRun' | 'autoGenerateArrayKeys'
>

/**
 * Change documents for a caller: the one way in of every route that writes.
 *
 * The caller's grants hold for each change, the doorkeeper examines each edition and statement,
 * and listeners hear of it once it is durable.
 *
 * @throws {LakeError}
 */
export function commitFor(call: Call, dataset: string, wanted: Wanted): Promise<CommitResult> {
  const {caller, services} = call
  // who may write nothing learns nothing from the faults of a write either
  if (!caller.canWrite) throw permissionFault('update', dataset)
  return commit(services.store, dataset, {
    ...wanted,
    author: authorOf(call),
    at: services.clock(),
    newId: () => Buffer.from(services.random(12)).toString('hex'),
    authorise: (change, view) => {
      const verdict = caller.authorise(change)
      guardAssets(change, view)
      return verdict
    },
    doorkeeper: (document, context) =>
      isAppendOnly(document) ? services.doorkeeper(document, context) : null,
    resolveQuery: (selection) => queryIds(call, dataset, selection),
    onCommit: (transaction) => {
      services.metrics.count('marrow_lake_transactions_total', {dataset})
      services.onCommit(transaction)
    },
  })
}

/**
 * In whose name the history keeps a change: the caller's own, or that which the operator's programs
 * name, percent-encoded.
 *
 * @throws {HttpError} 403 for anyone else who names an author.
 */
function authorOf({caller, request, services}: Call): string {
  const named = request.headers.get('x-marrow-author')
  if (named === null) return caller.identity
  if (services.operator === null || caller.identity !== services.operator) {
    throw new HttpError(403, 'not-allowed', 'Only the operator may write in the name of others')
  }
  const author = decodeURIComponent(named)
  if (/^[^\p{Cc}<>]{1,200}$/u.test(author)) return author
  throw new HttpError(400, 'author-invalid', 'X-Marrow-Author is no name of an author')
}
