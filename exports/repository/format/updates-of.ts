import {isLive} from './entries.ts'
import type {IndexEntry, ShownCorrection, WithdrawnEntry} from './entries.ts'
import type {FeedNews} from './feed-event.ts'

/** What a person says in public of a correction or withdrawal. */
export type PublicUpdate = Pick<WithdrawnEntry, 'update' | 'severity' | 'effective' | 'notice'>

const gravest = ['safety', 'legal', 'editorial'] as const

/** What an event tells of: the corrections that are new, the gravest first, or the withdrawal. */
export function updatesOf({
  type,
  entry,
  corrected,
}: {type: string} & Pick<FeedNews, 'entry' | 'corrected'>): PublicUpdate[] {
  if (entry?.status === 'withdrawn') return [entry]
  if (type !== 'corrected' || !entry) return []
  // An event that does not say which are new is of an older Marrow: any of them may be.
  return shownCorrections(entry)
    .filter(({statement}) => corrected?.includes(statement) ?? true)
    .toSorted((a, b) => gravest.indexOf(a.severity) - gravest.indexOf(b.severity))
}

/** The corrections that an entry shows; those of which it has a mere id are left out. */
export function shownCorrections(entry: IndexEntry): ShownCorrection[] {
  return isLive(entry) ? entry.corrections.filter((one) => typeof one !== 'string') : []
}
