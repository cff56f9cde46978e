import {mutationError} from '../lake-error.ts'
import {referencesOf} from '../store/document-facts.ts'
import type {Change, StoredDocument, StoreView} from '../store/store.ts'

/**
 * Demand that every strong reference has its document, after all of a transaction is written.
 *
 * So a transaction may delete a document with all that refers to it, or create documents that refer
 * to each other.
 *
 * @param view The dataset with the transaction's changes in it.
 * @throws {LakeError} 409 that names the documents.
 */
export function checkReferences(view: StoreView, changes: readonly Change[]): void {
  for (const {id, before, after} of changes) {
    if (after) checkTargets(view, after, before)
    else checkReferrers(view, id)
  }
}

/** Targets that the document had before are there, or their own deletion is refused. */
function checkTargets(view: StoreView, after: StoredDocument, before: StoredDocument | null) {
  const had = strongTargets(before)
  for (const target of strongTargets(after)) {
    if (had.has(target) || view.document(target)) continue
    throw mutationError(
      409,
      'documentReferenceDoesNotExistError',
      `Document "${after._id}" references non-existent document "${target}"`,
      {id: after._id, referenceID: target},
    )
  }
}

function checkReferrers(view: StoreView, id: string): void {
  const referrers = view.referrers(id, {strongOnly: true})
  if (referrers.length === 0) return
  throw mutationError(
    409,
    'documentHasExistingReferencesError',
    `Document "${id}" cannot be deleted as there are references to it from "${referrers[0]}"`,
    {id, referencingIDs: referrers.slice(0, 100)},
  )
}

function strongTargets(document: StoredDocument | null): Set<string> {
  const references = document ? referencesOf(document) : []
  return new Set(references.filter(({weak}) => !weak).map(({target}) => target))
}
