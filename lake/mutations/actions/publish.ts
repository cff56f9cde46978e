import type {StoredDocument} from '../../store/store.ts'
import type {Mutation} from '../mutation.ts'
import {copyTo, demandDocument, demandPair, demandRevision, text} from './action.ts'
import type {Action, ActionFields, ActionWorld} from './action.ts'
import {strengthenReferences} from './strengthen-references.ts'

/** Put a draft in the place of the published document, and delete the draft. */
export const publish: Action = (fields, world) => {
  const draft = text(fields, 'draftId')
  const source = demandDocument(fields, world, draft)
  demandRevision(fields, 'ifDraftRevisionId', draft, source)
  return publishFrom(fields, world, source)
}

/** Publish a document's draft or version. */
export function publishFrom(
  fields: ActionFields,
  world: ActionWorld,
  source: StoredDocument,
): Mutation[] {
  const published = text(fields, 'publishedId')
  demandPair(fields, source._id, published)
  const current = world.document(published)
  demandRevision(fields, 'ifPublishedRevisionId', published, current)
  const document = strengthenReferences(copyTo(published, source))
  return [
    {createOrReplace: current ? {...document, _createdAt: current._createdAt} : document},
    {delete: {id: source._id}},
  ]
}
