import type {RefusalCode} from '#pipeline'
import {canonicalJson} from '#schemas'

import {compareEntries, entryKey, isLive} from './entries.ts'
import type {IndexEntry, LiveEntry, RemovedEntry, WithdrawnEntry} from './entries.ts'
import type {FeedNews} from './feed-event.ts'

/**
 * Tell what happened between what an audience was told and what is so now.
 *
 * An article that is not there any more, and that nobody withdrew, becomes a `removed` entry: the
 * publisher must hear of it, and a fold of events cannot forget.
 *
 * @param because
 *   Why the gate refuses an article, by its id.
 * @returns
 *   Withdrawals first; the rest in the order of an index.
 */
export function diffEntries(
  before: readonly IndexEntry[],
  now: ReadonlyArray<LiveEntry | WithdrawnEntry>,
  because: ReadonlyMap<string, RefusalCode>,
): FeedNews[] {
  const old = new Map(before.map((entry) => [entryKey(entry), entry]))
  const present = new Set(now.map(entryKey))
  const gone = before
    .filter((entry) => entry.status !== 'removed' && !present.has(entryKey(entry)))
    .map((entry) => removedEntry(entry, because.get(entry.article) ?? 'not-carried'))
  const news = [...now, ...gone].toSorted(compareEntries).flatMap((entry) => {
    const was = old.get(entryKey(entry))
    if (was && canonicalJson(was) === canonicalJson(entry)) return []
    return [newsOf(was, entry)]
  })
  return [
    ...news.filter(({type}) => type === 'withdrawn'),
    ...news.filter(({type}) => type !== 'withdrawn'),
  ]
}

function newsOf(was: IndexEntry | undefined, entry: IndexEntry): FeedNews {
  const type = typeOf(was, entry)
  return type === 'corrected' ? {type, entry, corrected: newCorrections(was, entry)} : {type, entry}
}

function typeOf(was: IndexEntry | undefined, entry: IndexEntry): FeedNews['type'] {
  if (entry.status === 'withdrawn') return isSameWithdrawal(was, entry) ? 'rebuilt' : 'withdrawn'
  if (entry.status === 'removed') return entry.because === 'overdue' ? 'review-overdue' : 'removed'
  if (was?.status === 'withdrawn') return 'restored'
  if (!was || !isLive(was)) return 'published'
  if (entry.number < was.number) return 'restored'
  if (newCorrections(was, entry).length > 0) return 'corrected'
  if (entry.digest !== was.digest) return 'published'
  return entry.status === 'overdue' && was.status === 'live' ? 'review-overdue' : 'rebuilt'
}

/** By their ids: one that only says more of itself than before is none. */
function newCorrections(was: IndexEntry | undefined, entry: IndexEntry): string[] {
  const known = new Set(correctionIds(was))
  return correctionIds(entry).filter((id) => !known.has(id))
}

function correctionIds(entry: IndexEntry | undefined): string[] {
  if (!entry || !isLive(entry)) return []
  return entry.corrections.map((one) => (typeof one === 'string' ? one : one.statement))
}

/** Its tombstone was only signed or rendered anew: nobody needs to be alarmed again. */
function isSameWithdrawal(was: IndexEntry | undefined, entry: WithdrawnEntry): boolean {
  if (was?.status !== 'withdrawn') return false
  const {tombstone: _, ...before} = was
  const {tombstone: __, ...now} = entry
  return canonicalJson(before) === canonicalJson(now)
}

function removedEntry(entry: IndexEntry, because: RemovedEntry['because']): RemovedEntry {
  const {kind, article, language, number, edition, digest} = entry
  return {status: 'removed', kind, article, language, number, edition, digest, because}
}
