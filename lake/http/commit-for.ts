import {isAppendOnly} from '../access/append-only.ts'
import {guardAssets} from '../assets/guard-assets.ts'
import {commit} from '../mutations/commit.ts'
import type {CommitRequest, CommitResult} from '../mutations/commit-options.ts'
import type {Call} from './call.ts'
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
    author: caller.identity,
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
