import {isLive, type IndexEntry} from '../../repository/format/entries.ts'

/** Until when a live entry may be shown, in milliseconds; infinite for what has no end, or is not live. */
export function endsAtMs(entry: IndexEntry): number {
  return isLive(entry) && entry.validUntil !== null ? Date.parse(entry.validUntil) : Infinity
}

/**
 * Whether nobody may show an article any more though it was not withdrawn: its sign-offs have run
 * out, and nothing is exported that would say so.
 */
export function hasRunOut(entry: IndexEntry, now: string): boolean {
  return endsAtMs(entry) <= Date.parse(now)
}
