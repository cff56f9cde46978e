import type {DocumentBadgeComponent, DocumentBadgesContext} from 'sanity'

import {useArticleRecords} from '../records/use-records.ts'
import {liveBadge, pendingBadge, workBadge} from './standing/badges.ts'

/** What is out. */
const useLive: DocumentBadgeComponent = ({id}) => {
  const {records} = useArticleRecords(id)
  return records && liveBadge(records)
}

/** The work on the next version. */
const useWork: DocumentBadgeComponent = ({id}) => {
  const {records} = useArticleRecords(id)
  return records && workBadge(records)
}

/** What will take effect by itself. */
const usePending: DocumentBadgeComponent = ({id}) => {
  const {records} = useArticleRecords(id)
  return records && pendingBadge(records)
}

/** Say where an article stands: what is out, what comes, and the work on its next version. */
export function documentBadges(
  _previous: DocumentBadgeComponent[],
  {schemaType}: DocumentBadgesContext,
): DocumentBadgeComponent[] {
  return schemaType === 'article' || schemaType === 'siteSettings'
    ? [useLive, usePending, useWork]
    : []
}
