import {publishedId} from '../../store/document-facts.ts'
import {demandDocument, demandPair, text} from './action.ts'
import type {Action} from './action.ts'

/** Delete a draft; its history stays, also with `purge`. */
export const discard: Action = (fields, world) => discardVariant('draftId', fields, world)

/** Delete a draft or a version; its history stays, also with `purge`. */
export const discardVersion: Action = (fields, world) => discardVariant('versionId', fields, world)

function discardVariant(name: string, ...[fields, world]: Parameters<Action>) {
  const id = text(fields, name)
  demandPair(fields, id, publishedId(id))
  demandDocument(fields, world, id)
  return [{delete: {id}}]
}
