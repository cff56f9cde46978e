import {extract, Mutation as Engine} from '@sanity/mutator'

import {LakeError, mutationError} from '../lake-error.ts'
import type {StoredDocument} from '../store/store.ts'
import {checkDiffMatchPatch} from './check-diff-match-patch.ts'
import type {DiffMatch} from './check-diff-match-patch.ts'
import {checkPath} from './check-path.ts'
import {patchLimits} from './limits.ts'
import type {PatchOperations} from './mutation.ts'

/** Work that the patches of one request may still make. */
export interface PatchBudget {
  work: number
}

/** Give a request's patches their budget. */
export function newPatchBudget(): PatchBudget {
  return {work: patchLimits.work}
}

/**
 * Apply a patch through `@sanity/mutator`, and give the new document.
 *
 * Guards run first, so that no patch takes unbounded time or memory, or changes another text than
 * it is for. The operations are applied in the engine's order, one at a time.
 *
 * @throws {LakeError} 400 for a patch that cannot be applied, 409 where the document is another.
 */
export function applyPatch(
  document: StoredDocument,
  patch: PatchOperations,
  match: DiffMatch,
  budget: PatchBudget,
): StoredDocument {
  const {ifRevisionID, ...operations} = patch
  if (ifRevisionID !== undefined && ifRevisionID !== document._rev) {
    throw mutationError(
      409,
      'documentRevisionIDDoesNotMatchError',
      `Document "${document._id}" has revision "${document._rev}", not "${ifRevisionID}"`,
      {id: document._id, currentRevisionID: document._rev, expectedRevisionID: ifRevisionID},
    )
  }
  const diffMatch = ifRevisionID !== undefined && match === 'exact' ? 'revision' : match
  const result = stepsOf(operations).reduce((before, step) => {
    const isNeeded = guard(before, step, diffMatch, budget)
    return isNeeded ? applyStep(before, step.operations) : before
  }, document)
  refuseFixedFields(document, result)
  return result
}

/** One operation of a patch on one path. */
interface Step {
  name: string
  path: string
  operand: unknown
  operations: PatchOperations
}

function stepsOf(patch: PatchOperations): Step[] {
  const steps: Step[] = []
  for (const name of ['setIfMissing', 'set'] as const) {
    for (const [path, operand] of Object.entries(patch[name] ?? {})) {
      steps.push({name, path, operand, operations: {[name]: {[path]: operand}}})
    }
  }
  for (const path of patch.unset ?? []) {
    steps.push({name: 'unset', path, operand: undefined, operations: {unset: [path]}})
  }
  for (const name of ['diffMatchPatch', 'inc', 'dec'] as const) {
    for (const [path, operand] of Object.entries(patch[name] ?? {})) {
      steps.push({name, path, operand, operations: {[name]: {[path]: operand}}})
    }
  }
  if (patch.insert) {
    const {before, after, replace} = patch.insert
    const path = before ?? after ?? replace ?? ''
    const name = replace === undefined ? 'insert' : 'replace'
    steps.push({name, path, operand: undefined, operations: {insert: patch.insert}})
  }
  return steps
}

/** Refuse what the engine must not be given. @returns False for what changes nothing. */
function guard(document: StoredDocument, step: Step, match: DiffMatch, budget: PatchBudget) {
  const cost = checkPath(step.path)
  const size = sizeOf(document)
  spend(budget, (cost.isRecursive ? size.values : size.longestArray) * cost.steps)
  const isSet = step.name === 'setIfMissing' || step.name === 'set'
  const targets = extractTargets(document, isSet ? beforeNames(step.path) : step.path)
  spend(budget, (targets.length * size.longestArray) / patchLimits.copiesPerWork)
  if (isSet) return true
  if (step.name === 'diffMatchPatch') {
    for (const target of targets) {
      if (typeof target !== 'string') {
        throw mutationError(409, 'patchTargetError', `"${step.path}" is no text`, {
          id: document._id,
        })
      }
      checkDiffMatchPatch(String(step.operand), target, match, (characters) =>
        spend(budget, characters / patchLimits.charactersPerWork),
      )
    }
  }
  if (step.name === 'inc' || step.name === 'dec') {
    const other = targets.find((target) => typeof target !== 'number')
    if (other !== undefined) {
      throw mutationError(409, 'patchTargetError', `"${step.path}" is no number`, {
        id: document._id,
      })
    }
  }
  // The engine would put the whole array in twice where nothing is there to be replaced.
  return step.name !== 'replace' || targets.length > 0
}

/**
 * Give a path up to its last bracket: the names after it need not be there to be set.
 *
 * So the path finds as many values as will be set.
 */
function beforeNames(path: string): string {
  return path.slice(0, path.lastIndexOf(']') + 1) || path
}

function extractTargets(document: StoredDocument, path: string): unknown[] {
  try {
    return extract(path, document)
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

function applyStep(document: StoredDocument, operations: PatchOperations): StoredDocument {
  const {_id: id} = document
  try {
    // No transaction id or time here: with them the engine would assign into the document.
    const engine = new Engine({mutations: [{patch: {...operations, id}} as never]})
    return engine.apply(document) as StoredDocument
  } catch (cause) {
    throw mutationError(
      400,
      'patchError',
      `The patch of "${id}" cannot be applied: ${cause instanceof Error ? cause.message : ''}`,
      {id},
    )
  }
}

/** The engine's own steps change neither of these, whatever the path was. */
function refuseFixedFields(before: StoredDocument, after: StoredDocument): void {
  for (const field of ['_id', '_type', '_createdAt'] as const) {
    if (after === null || typeof after !== 'object' || after[field] !== before[field]) {
      throw mutationError(
        400,
        'immutableAttributeError',
        `Cannot modify immutable attribute "${field}" of "${before._id}"`,
        {id: before._id},
      )
    }
  }
}

interface Size {
  values: number
  longestArray: number
  depth: number
}

/** Deeper than any document may be in the end, and far from overflowing. */
const deepest = 300

/** Documents are never changed in place, so that their size stays true. */
const sizes = new WeakMap<object, Size>()

function sizeOf(value: object): Size {
  const known = sizes.get(value)
  if (known) return known
  const size: Size = {values: 1, longestArray: Array.isArray(value) ? value.length : 1, depth: 1}
  for (const item of Object.values(value) as unknown[]) {
    if (typeof item === 'object' && item !== null) {
      const inner = sizeOf(item)
      size.values += inner.values
      size.longestArray = Math.max(size.longestArray, inner.longestArray)
      size.depth = Math.max(size.depth, inner.depth + 1)
    } else {
      size.values += 1
    }
  }
  if (size.depth > deepest) {
    throw mutationError(400, 'documentInvalidError', 'The patches nest values too deeply')
  }
  sizes.set(value, size)
  return size
}

function spend(budget: PatchBudget, work: number): void {
  budget.work -= work
  if (budget.work < 0) {
    throw new LakeError(
      400,
      'patchTooCostlyError',
      'The patches of this request are too costly: split them into several requests',
    )
  }
}

function unreadable(path: string, cause: unknown) {
  const shown = path.length > 100 ? `${path.slice(0, 100)}…` : path
  const error = mutationError(400, 'invalidPathError', `The path "${shown}" cannot be read`)
  error.cause = cause
  return error
}
