import type {DocumentActionComponent, DocumentActionsContext} from 'sanity'

import {builtInActions} from './actions/built-in-actions.ts'
import {signedAction} from './actions/signed-action.tsx'
import {useSubmitAction} from './actions/submit-action.tsx'

/** Types that versions are made of. */
const sealedTypes = new Set(['article', 'siteSettings'])
/** Types that are never edited as documents. */
const readOnlyTypes = new Set(['edition', 'statement', 'reviewNote'])
/** What a publisher may change. */
const publisherTypes = new Set(['publisher', 'siteSettings'])

/** What makes no sense of the one document of its type. */
const onceOnly = new Set(['delete', 'duplicate'])

const ownActions: readonly DocumentActionComponent[] = [
  useSubmitAction,
  signedAction('sign-off'),
  signedAction('request-changes'),
  signedAction('settle'),
  signedAction('reaffirm'),
  signedAction('correct'),
  signedAction('withdraw'),
  signedAction('restore'),
]

/** Say what may be done with a document: what a role cannot do is not offered. */
export function documentActions(
  previous: DocumentActionComponent[],
  {currentUser, schemaType}: DocumentActionsContext,
): DocumentActionComponent[] {
  if (readOnlyTypes.has(schemaType)) return []
  const roles = currentUser?.roles.map(({name}) => name) ?? []
  const canEdit =
    roles.some((role) => role === 'editor' || role === 'administrator') ||
    (roles.includes('publisher') && publisherTypes.has(schemaType))
  const isSealed = sealedTypes.has(schemaType)
  const builtIn = builtInActions(previous, {canEdit, isSealed}).filter(
    ({action}) => schemaType !== 'siteSettings' || !onceOnly.has(action ?? ''),
  )
  return isSealed ? [...ownActions, ...builtIn] : builtIn
}
