import type {Admission} from '#pipeline'

import type {ComingOpening} from './openings.ts'

/** What passes by itself, without anybody writing. */
export interface Passing {
  admission: Pick<Admission, 'approved' | 'pending' | 'now'>
  openings: readonly Pick<ComingOpening, 'opens'>[]
  /** Expiry of each head, and how long a head is good for. */
  heads: readonly string[]
  headHours: number
}

/**
 * Find the next instant at which an export would write something else, though nothing new is signed:
 * an embargo opens, a review is due, an emergency lapses, a statement takes effect, rights in a
 * picture end, half of a head's life has passed.
 *
 * @returns A UTC instant after `admission.now`; null where nothing is to come.
 */
export function nextChange({admission, openings, heads, headHours}: Passing): string | null {
  const {approved, pending, now} = admission
  const times = [
    ...openings.map(({opens}) => Date.parse(opens)),
    // They hold through their last millisecond.
    ...approved.flatMap(({reviewDue, validUntil}) =>
      [reviewDue, validUntil].flatMap((end) => (end === null ? [] : [Date.parse(end) + 1])),
    ),
    ...pending.map(({effective}) => Date.parse(effective)),
    ...approved.flatMap(({payload}) =>
      Object.values(payload.content.documents).flatMap(({_type, rightsExpire}) =>
        _type === 'figure' && typeof rightsExpire === 'string' ? [dayAfter(rightsExpire)] : [],
      ),
    ),
    ...heads.map((expires) => Date.parse(expires) - (headHours * 3_600_000) / 2),
  ].filter((time) => time > Date.parse(now))
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString()
}

/** @param day Calendar day, the last on which a picture may be shown. */
function dayAfter(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + 86_400_000
}
