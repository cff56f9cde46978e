import {LakeError} from '../../lake-error.ts'
import {limits} from '../limits.ts'
import type {MutationResult, WorkingSet} from '../working-set.ts'
import type {Action, ActionFields} from './action.ts'
import {createVersion} from './create-version.ts'
import {create} from './create.ts'
import {deleteDocument} from './delete.ts'
import {discard, discardVersion} from './discard.ts'
import {edit} from './edit.ts'
import {publishVersion} from './publish-version.ts'
import {publish} from './publish.ts'
import {replaceDraft} from './replace-draft.ts'
import {replaceVersion} from './replace-version.ts'
import {unpublishVersion} from './unpublish-version.ts'
import {unpublish} from './unpublish.ts'

/** The actions that this lake knows, by their type. */
const actions: ReadonlyMap<string, Action> = new Map([
  ['sanity.action.document.create', create],
  ['sanity.action.document.edit', edit],
  ['sanity.action.document.publish', publish],
  ['sanity.action.document.unpublish', unpublish],
  ['sanity.action.document.delete', deleteDocument],
  ['sanity.action.document.discard', discard],
  ['sanity.action.document.replaceDraft', replaceDraft],
  ['sanity.action.document.version.create', createVersion],
  ['sanity.action.document.version.discard', discardVersion],
  ['sanity.action.document.version.replace', replaceVersion],
  ['sanity.action.document.version.publish', publishVersion],
  ['sanity.action.document.version.unpublish', unpublishVersion],
])

/**
 * Apply the actions of a request; each sees what those before it did.
 *
 * @throws {LakeError} `actionError` that names the action (counted from 0).
 */
export function applyActions(request: unknown, working: WorkingSet): MutationResult[] {
  if (!Array.isArray(request)) throw new LakeError(400, 'actionError', '`actions` must be an array')
  if (request.length > limits.mutations) {
    throw new LakeError(400, 'actionError', `A request may have ${limits.mutations} actions`)
  }
  return request.flatMap((fields: unknown, index) => {
    try {
      return applyAction(fields, working)
    } catch (cause) {
      throw atIndex(cause, index)
    }
  })
}

function applyAction(fields: unknown, working: WorkingSet): MutationResult[] {
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
    throw new LakeError(400, 'actionError', 'An action must be an object')
  }
  const {actionType} = fields as ActionFields
  const action = typeof actionType === 'string' ? actions.get(actionType) : undefined
  if (!action) {
    throw new LakeError(400, 'actionError', `There is no action ${JSON.stringify(actionType)}`)
  }
  return action(fields as ActionFields, working).map((mutation) => working.apply(mutation, 'loose'))
}

function atIndex(cause: unknown, index: number): unknown {
  if (!(cause instanceof LakeError)) return cause
  const items = (cause.items ?? []).map((item) => ({...item, index}))
  return new LakeError(cause.status, 'actionError', cause.message, {items, cause})
}
