import type {Caller} from '../access/caller.ts'
import type {StoredDocument, StoreView} from '../store/store.ts'
import {historyError} from './history-error.ts'
import {isOn, readTime} from './read-options.ts'

/**
 * Give documents as they were: at a `revision`, at a `time`, or with `lastRevision` as they are or
 * were last before they were deleted. As they are now where nothing says otherwise.
 *
 * Those that were not there then, or that the caller may not know of, are left out.
 *
 * @throws {LakeError} 400 for more than one of these, or a bad time.
 */
export function documentsAt(
  view: StoreView,
  caller: Caller,
  ids: readonly string[],
  search: URLSearchParams,
): StoredDocument[] {
  const revision = search.get('revision')
  const time = readTime(search, 'time')
  const isLast = isOn(search, 'lastRevision')
  if ([revision !== null, time !== undefined, isLast].filter(Boolean).length > 1) {
    throw historyError('Give only one of `revision`, `time` and `lastRevision`')
  }
  return ids.flatMap((id) => {
    const document = isLast
      ? lastState(view, id)
      : revision !== null
        ? view.documentAt(id, {revision})
        : time !== undefined
          ? view.documentAt(id, {time})
          : view.document(id)
    return document && caller.canReadHistory(document) ? [document] : []
  })
}

function lastState(view: StoreView, id: string): StoredDocument | null {
  const current = view.document(id)
  if (current) return current
  const [last] = view.transactions({documents: [id], reverse: true, limit: 1})
  return last?.changes[0]?.before ?? null
}
