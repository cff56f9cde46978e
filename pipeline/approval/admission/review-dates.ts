import {addMonths} from '../instant.ts'
import {own} from '../record.ts'
import type {EditionPayload, VerifiedStatement} from '../types.ts'
import {RefusedError} from './refuse.ts'

/** When an edition was last reviewed, and when it is due again. */
interface ReviewDates {
  /** UTC instants. */
  lastReviewed: string
  reviewDue: string | null
  /** Months between reviews; null for the site. */
  interval: number | null
}

/**
 * Derive the review dates from the statements that count, never from an editable field.
 *
 * An article was last reviewed when a medical expert last signed it off or reaffirmed it; the
 * site when anyone last signed it. The site has no review interval: nothing is due.
 *
 * @throws `RefusedError` `content-fatal` when the sealed article has no review interval.
 */
export function reviewDates(
  payload: EditionPayload,
  statements: readonly VerifiedStatement[],
): ReviewDates {
  const byExperts = statements.filter(({statement}) => statement.role === 'medical-expert')
  const counted = payload.kind === 'site' || byExperts.length === 0 ? statements : byExperts
  const last = Math.max(...counted.map(({statement}) => Date.parse(statement.at)))
  const lastReviewed = new Date(last).toISOString()
  if (payload.kind === 'site') return {lastReviewed, reviewDue: null, interval: null}

  const months = own(payload.content.documents[payload.article]!, 'reviewIntervalMonths')
  if (typeof months !== 'number' || !Number.isInteger(months) || months < 1 || months > 60) {
    throw new RefusedError('content-fatal', '`reviewIntervalMonths` is not between 1 and 60')
  }
  return {lastReviewed, reviewDue: addMonths(lastReviewed, months), interval: months}
}

/** Whether a review is due by now; never where none is due at all. */
export function isOverdue(reviewDue: string | null, now: string): boolean {
  return reviewDue !== null && Date.parse(now) > Date.parse(reviewDue)
}
