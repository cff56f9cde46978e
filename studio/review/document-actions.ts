import type {DocumentActionComponent, DocumentActionsContext} from 'sanity'

/** Say what may be done with a document: nothing with what is sealed. */
export function documentActions(
  previous: DocumentActionComponent[],
  {schemaType}: DocumentActionsContext,
): DocumentActionComponent[] {
  return schemaType === 'edition' || schemaType === 'statement' ? [] : previous
}
