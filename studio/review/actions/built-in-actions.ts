import type {DocumentActionComponent} from 'sanity'

import {useArticleRecords} from '../../records/use-records.ts'

/** What of Sanity's own actions makes sense here. */
const kept = new Set(['delete', 'discardChanges', 'duplicate', 'restore'])
/** What makes sense of a document that no version is made of by itself. */
const keptOfOthers = new Set([...kept, 'publish', 'unpublish'])

/**
 * Keep of Sanity's own actions what the role may do.
 *
 * An article is not published here: what goes out is what is signed, and a version that is
 * submitted takes the drafts with it.
 *
 * @param canEdit The lake lets this person change documents of this type.
 * @param isSealed Versions are made of it: then it is withdrawn, and deleted only before the first.
 */
export function builtInActions(
  actions: readonly DocumentActionComponent[],
  {canEdit, isSealed}: {canEdit: boolean; isSealed: boolean},
): DocumentActionComponent[] {
  if (!canEdit) return []
  return actions
    .filter(({action}) => action !== undefined && (isSealed ? kept : keptOfOthers).has(action))
    .map((action) =>
      action.action === 'delete' && isSealed ? deleteBeforeSubmission(action) : action,
    )
}

const wrapped = new WeakMap<DocumentActionComponent, DocumentActionComponent>()

/** Offer to delete an article only as long as no version of it exists. */
function deleteBeforeSubmission(original: DocumentActionComponent): DocumentActionComponent {
  const known = wrapped.get(original)
  if (known) return known
  const useDelete: DocumentActionComponent = (props) => {
    const state = original(props)
    const {records} = useArticleRecords(props.id)
    return records === null || records.versions.length > 0 ? null : state
  }
  useDelete.action = 'delete'
  useDelete.displayName = 'Marrow:delete'
  wrapped.set(original, useDelete)
  return useDelete
}
