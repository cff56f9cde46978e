import {visibleChange} from '../history/visible-change.ts'
import type {Change, StoredDocument, Transaction} from '../store/store.ts'
import {toEventId} from './event-id.ts'
import type {ListenEvent} from './listen-event.ts'
import type {DocumentFilter} from './listen-filter.ts'
import type {ListenOptions} from './listen-options.ts'
import {effectsOf} from './mendoza-effects.ts'

/** Who listens, to what. */
export interface Audience {
  options: Omit<ListenOptions, 'query' | 'params'>
  filter: DocumentFilter
  canRead: (document: StoredDocument) => boolean
  /** How a whole document is shown; as it is stored unless given. */
  show?: (document: StoredDocument) => StoredDocument
}

type Transition = 'appear' | 'update' | 'disappear'

/**
 * Give the events of a transaction for one listener: one for each document that its filter matches
 * before or after, and that it may read.
 *
 * `transactionTotalEvents` counts these alone, since a client waits until it has them all.
 */
export function mutationEvents(transaction: Transaction, audience: Audience): ListenEvent[] {
  const seen = transaction.changes.flatMap((change) => {
    if (!audience.options.includeAllVersions && change.id.startsWith('versions.')) return []
    const visible = visibleChange(change, audience.canRead)
    const transition = visible && transitionOf(visible, audience.filter)
    return visible && transition ? [{change: visible, transition}] : []
  })
  return seen.map(({change, transition}, index) => {
    const id = toEventId({transaction: transaction.id, document: change.id})
    const data = {
      eventId: id,
      documentId: change.id,
      transactionId: transaction.id,
      transition,
      identity: transaction.author,
      timestamp: transaction.at,
      visibility: 'query',
      transactionTotalEvents: seen.length,
      transactionCurrentEvent: index + 1,
      ...(change.before && {previousRev: change.before._rev}),
      // Also where the document was deleted: the Studio takes it for what the lake has now.
      resultRev: transaction.id,
      ...contentOf(change, audience),
    }
    return {name: 'mutation', id, data}
  })
}

function transitionOf({before, after}: Change, filter: DocumentFilter): Transition | null {
  const matched = before !== null && filter(before)
  const matches = after !== null && filter(after)
  if (matched && matches) return 'update'
  if (matches) return 'appear'
  return matched ? 'disappear' : null
}

function contentOf(change: Change, {options, show = (document) => document}: Audience): object {
  return {
    ...(options.includeMutations && {mutations: change.mutations}),
    ...(options.effects && {effects: effectsOf(change)}),
    ...(options.includeResult && change.after && {result: show(change.after)}),
    ...(options.includePreviousRevision && change.before && {previous: show(change.before)}),
  }
}
