import type {DocumentBadgeComponent, DocumentBadgesContext} from 'sanity'

/** Say what a document wears: nothing where it is sealed. */
export function documentBadges(
  previous: DocumentBadgeComponent[],
  {schemaType}: DocumentBadgesContext,
): DocumentBadgeComponent[] {
  return schemaType === 'edition' || schemaType === 'statement' ? [] : previous
}
