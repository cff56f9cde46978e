import type {Caller} from '../access/caller.ts'
import {publishedId} from '../store/document-facts.ts'
import type {Change, StoreView, Transaction} from '../store/store.ts'
import {historyError} from './history-error.ts'
import {readCount} from './read-options.ts'
import {visibleChange} from './visible-change.ts'

/** Something that happened to a document as a whole, in the words of the Studio. */
interface DocumentEvent {
  type:
    | 'createDocumentVersion'
    | 'deleteDocumentVersion'
    | 'publishDocumentVersion'
    | 'unpublishDocument'
    | 'createLiveDocument'
    | 'updateLiveDocument'
    | 'deleteDocumentGroup'
  timestamp: string
  author: string
  documentId: string
  [field: string]: unknown
}

/** A page of events. */
export interface DocumentEvents {
  /** Newest first. */
  events: DocumentEvent[]
  /** Where the next page begins; empty after the last one. */
  nextCursor: string
}

const pageSize = 50
const mostEvents = 1000

/**
 * Give what happened to a document, its draft and its versions: created, published, deleted.
 *
 * Edits of drafts and versions are no events; the Studio reads them from the transactions.
 *
 * @throws {LakeError} 400 for a bad `limit` or `nextCursor`.
 */
export function documentEvents(
  view: StoreView,
  caller: Caller,
  id: string,
  search: URLSearchParams,
): DocumentEvents {
  const limit = Math.min(readCount(search, 'limit') ?? 100, mostEvents)
  const documents = groupOf(view, id)
  let upToSeq = readCursor(search)
  const events: DocumentEvent[] = []
  for (;;) {
    const page = view.transactions({documents, upToSeq, reverse: true, limit: pageSize})
    for (const transaction of page) {
      if (events.length >= limit) return {events, nextCursor: String(transaction.seq)}
      events.push(...eventsOf(transaction, publishedId(id), caller))
    }
    const last = page.at(-1)
    if (page.length < pageSize || !last) return {events, nextCursor: ''}
    upToSeq = last.seq - 1
  }
}

/** Ids of a document, its draft, and all versions that there are or ever were. */
function groupOf(view: StoreView, id: string): string[] {
  const published = publishedId(id)
  return [...new Set([published, `drafts.${published}`, id, ...view.versionsEver(published)])]
}

/** Cursors are the place of the first transaction of a page. */
function readCursor(search: URLSearchParams): number {
  const text = search.get('nextCursor') || String(Number.MAX_SAFE_INTEGER)
  if (!/^[1-9]\d{0,15}$/.test(text)) throw historyError('`nextCursor` is no cursor')
  return Number(text)
}

function eventsOf(transaction: Transaction, published: string, caller: Caller): DocumentEvent[] {
  const changes = transaction.changes.flatMap(
    (change) => visibleChange(change, (document) => caller.canReadHistory(document)) ?? [],
  )
  const live = changes.find((change) => change.id === published)
  const versions = changes.filter((change) => change.id !== published)
  const happened = isRemoved(live)
    ? [removal(transaction, versions)]
    : versions.map((version) => eventOfVersion(transaction, version, live))
  const isPublished = happened.some((event) => event?.['type'] === 'publishDocumentVersion')
  if (live?.after && !isPublished) {
    const type = live.before ? 'updateLiveDocument' : 'createLiveDocument'
    happened.push({type, revisionId: transaction.id})
  }
  const common = {
    timestamp: transaction.at,
    author: transaction.author,
    documentId: published,
  }
  return happened.filter((event) => event !== null).map((event) => ({...event, ...common}))
}

type Happening = Pick<DocumentEvent, 'type'> & Record<string, unknown>

/** The published document went: with all of it, or back to a draft. */
function removal({id}: Transaction, versions: readonly Change[]): Happening {
  const version = versions.find(({after}) => after !== null)
  return version
    ? {type: 'unpublishDocument', versionId: version.id, versionRevisionId: id}
    : {type: 'deleteDocumentGroup'}
}

function eventOfVersion(
  {id}: Transaction,
  {id: versionId, before, after}: Change,
  live: Change | undefined,
): Happening | null {
  if (before && after) return null
  if (!before) return {type: 'createDocumentVersion', versionId, versionRevisionId: id}
  const versionRevisionId = before._rev
  if (!live?.after) return {type: 'deleteDocumentVersion', versionId, versionRevisionId}
  return {
    type: 'publishDocumentVersion',
    revisionId: id,
    versionId,
    versionRevisionId,
    publishCause: 'document.publish',
  }
}

function isRemoved(change: Change | undefined): boolean {
  return change !== undefined && change.before !== null && change.after === null
}
