import {newDocument} from '../parse-mutations.ts'
import {conflict, demandPair, kind, text} from './action.ts'
import type {Action} from './action.ts'

/** Create a draft of a document that is not published. */
export const create: Action = (fields, world) => {
  const published = text(fields, 'publishedId')
  const attributes = newDocument(fields['attributes'], 'create')
  const id = attributes._id ?? `drafts.${published}`
  demandPair(fields, id, published)
  if (world.document(published)) {
    throw conflict(
      'documentAlreadyExistsError',
      `${kind(fields)}: "${published}" is published already`,
      published,
    )
  }
  if (world.document(id) && fields['ifExists'] === 'ignore') return []
  return [{create: {...attributes, _id: id}}]
}
