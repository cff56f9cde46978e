import {publishedId} from '../../store/document-facts.ts'
import {newDocument} from '../parse-mutations.ts'
import {demandDocument, demandPair} from './action.ts'
import type {Action} from './action.ts'

/** Replace a version that is there. */
export const replaceVersion: Action = (fields, world) => {
  const document = newDocument(fields['document'], 'createOrReplace')
  const id = String(document._id)
  demandPair(fields, id, publishedId(id))
  demandDocument(fields, world, id)
  return [{createOrReplace: document}]
}
