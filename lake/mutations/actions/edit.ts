import {parsePatchOperations} from '../parse-mutations.ts'
import {copyTo, demandDocument, demandPair, text} from './action.ts'
import type {Action} from './action.ts'

/** Patch a draft, made from the published document where there is none. */
export const edit: Action = (fields, world) => {
  const draft = text(fields, 'draftId')
  const published = text(fields, 'publishedId')
  demandPair(fields, draft, published)
  const patch = {patch: {...parsePatchOperations(fields['patch']), id: draft}}
  if (world.document(draft)) return [patch]
  const source = demandDocument(fields, world, published)
  // Listeners replay this: without it the patch would have no document.
  return [{createIfNotExists: copyTo(draft, source)}, patch]
}
