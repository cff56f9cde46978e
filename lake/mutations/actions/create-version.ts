import {newDocument} from '../parse-mutations.ts'
import {copyTo, demandDocument, demandPair, demandRevision, text} from './action.ts'
import type {Action} from './action.ts'

/** Create a version of a document, given whole or copied from another variant of it. */
export const createVersion: Action = (fields, world) => {
  const published = text(fields, 'publishedId')
  if (fields['document'] !== undefined) {
    const document = newDocument(fields['document'], 'create')
    demandPair(fields, String(document._id), published)
    return [{create: document}]
  }
  const version = text(fields, 'versionId')
  const base = text(fields, 'baseId')
  demandPair(fields, version, published)
  if (base !== published) demandPair(fields, base, published)
  const source = demandDocument(fields, world, base)
  demandRevision(fields, 'ifBaseRevisionId', base, source)
  return [{create: copyTo(version, source)}]
}
