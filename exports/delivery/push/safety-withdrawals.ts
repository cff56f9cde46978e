import {entryKey} from '../../repository/format/entries.ts'
import type {FeedEvent} from '../../repository/format/feed-event.ts'

/** Of an event, what pushing looks at. */
export type PushEvent = Pick<FeedEvent, 'seq' | 'at' | 'type' | 'entry'>

/** An article that was taken back for safety, as a publisher was first told. */
export interface SafetyWithdrawal {
  seq: number
  /** UTC instant. */
  at: string
  kind: 'article' | 'site'
  article: string
  language: string
  /** Number of the edition. */
  number: number
}

/**
 * Find what was taken back for safety, and still is, beyond what a publisher has acknowledged.
 *
 * @param events A whole feed, in its order.
 * @param acknowledged Last event that was acknowledged; 0 for none.
 * @returns One for each article in a language, with the first event that is not acknowledged, in the
 *   order of the feed.
 */
export function unacknowledgedSafety(
  events: readonly PushEvent[],
  acknowledged: number,
): SafetyWithdrawal[] {
  const open = new Map<string, SafetyWithdrawal>()
  for (const {seq, at, type, entry} of events) {
    if (!entry) continue
    const key = entryKey(entry)
    if (entry.status !== 'withdrawn' || entry.severity !== 'safety') open.delete(key)
    else if (type === 'withdrawn' && seq > acknowledged && !open.has(key)) {
      const {kind, article, language, number} = entry
      open.set(key, {seq, at, kind, article, language, number})
    }
  }
  return [...open.values()].toSorted((a, b) => a.seq - b.seq)
}
