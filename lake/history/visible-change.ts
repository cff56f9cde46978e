import type {Change, StoredDocument} from '../store/store.ts'

/**
 * Give a change as one reader may see it: as if the document were not there whenever they may not
 * read it. Null where they see nothing of it.
 *
 * The mutations of a half-seen change could tell what the other half was: one that says only what
 * is seen takes their place.
 */
export function visibleChange(
  change: Change,
  canSee: (document: StoredDocument) => boolean,
): Change | null {
  const before = change.before && canSee(change.before) ? change.before : null
  const after = change.after && canSee(change.after) ? change.after : null
  if (before === null && after === null) return null
  if (before === change.before && after === change.after) return change
  const mutation = after === null ? {delete: {id: change.id}} : {createOrReplace: after}
  return {id: change.id, before, after, mutations: [mutation]}
}
