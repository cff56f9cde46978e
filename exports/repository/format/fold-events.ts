import {compareEntries, entryKey, type IndexEntry} from './entries.ts'
import type {FeedNews} from './feed-event.ts'

/**
 * Apply events to the entries of an index: the last word about an article holds.
 *
 * The fold of a whole feed is the index; that of any cursor's entries and the rest is too.
 */
export function foldEvents(
  entries: readonly IndexEntry[],
  events: readonly Pick<FeedNews, 'entry'>[],
): IndexEntry[] {
  const byKey = new Map(entries.map((entry) => [entryKey(entry), entry]))
  for (const {entry} of events) if (entry) byKey.set(entryKey(entry), entry)
  return [...byKey.values()].toSorted(compareEntries)
}
