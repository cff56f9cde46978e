import type {Mutation} from '../mutation.ts'
import {copyTo, demandDocument, demandPair, text} from './action.ts'
import type {Action} from './action.ts'

/** Mark a version as one whose document is to be unpublished with its release. */
export const unpublishVersion: Action = (fields, world) => {
  const version = text(fields, 'versionId')
  const published = text(fields, 'publishedId')
  demandPair(fields, version, published)
  const mark: Mutation = {patch: {id: version, set: {'_system.delete': true}}}
  if (world.document(version)) return [mark]
  const source = demandDocument(fields, world, published)
  return [{createIfNotExists: copyTo(version, source)}, mark]
}
