import {newDocument} from '../parse-mutations.ts'
import {demandDocument, demandPair, text} from './action.ts'
import type {Action} from './action.ts'

/** Replace a draft, as the Studio does to restore an old revision. */
export const replaceDraft: Action = (fields, world) => {
  const published = text(fields, 'publishedId')
  const attributes = newDocument(fields['attributes'], 'createOrReplace')
  const id = String(attributes._id)
  demandPair(fields, id, published)
  if (!world.document(id)) demandDocument(fields, world, published)
  return [{createOrReplace: attributes}]
}
