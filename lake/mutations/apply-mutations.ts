import {LakeError} from '../lake-error.ts'
import type {MutationRequest} from './mutation.ts'
import type {Selections} from './selections.ts'
import type {MutationResult, WorkingSet} from './working-set.ts'

/**
 * Apply the mutations of a request; each sees what those before it did.
 *
 * @throws {LakeError} `mutationError` that names the mutation (counted from 0).
 */
export function applyMutations(
  requests: readonly MutationRequest[],
  selections: Selections,
  working: WorkingSet,
): MutationResult[] {
  return requests.flatMap((request, index) => {
    try {
      return applyOne(request, selections, working)
    } catch (cause) {
      throw atIndex(cause, index)
    }
  })
}

function applyOne(
  request: MutationRequest,
  selections: Selections,
  working: WorkingSet,
): MutationResult[] {
  if ('delete' in request) {
    return selections.idsOf(request.delete).map((id) => working.apply({delete: {id}}))
  }
  if ('patch' in request) {
    const {select, operations} = request.patch
    return selections.idsOf(select).map((id) => working.apply({patch: {...operations, id}}))
  }
  return [working.apply(request)]
}

function atIndex(cause: unknown, index: number): unknown {
  if (!(cause instanceof LakeError) || !cause.items) return cause
  const items = cause.items.map((item) => ({...item, index}))
  return new LakeError(cause.status, cause.type, cause.message, {items, cause})
}
