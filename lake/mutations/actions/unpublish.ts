import {copyTo, demandDocument, demandPair, text} from './action.ts'
import type {Action} from './action.ts'

/** Delete the published document, and keep it as a draft where there is none. */
export const unpublish: Action = (fields, world) => {
  const draft = text(fields, 'draftId')
  const published = text(fields, 'publishedId')
  demandPair(fields, draft, published)
  const source = demandDocument(fields, world, published)
  return [{createIfNotExists: copyTo(draft, source)}, {delete: {id: published}}]
}
