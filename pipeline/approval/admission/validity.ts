import {addMonths} from '../instant.ts'

/** Until when an output of an edition may be shown by somebody who hears nothing new. */
export interface Validity {
  /** UTC instant, of an output made before the review was due; null for no end. */
  reviewed: string | null
  /** Of one made since, which says that the review is overdue. */
  overdue: string | null
}

/**
 * Say until when outputs are valid, so that an offline publisher fails safe.
 *
 * Until the review is due; where the policy shows what is overdue, an output that says so is valid
 * for one more interval. An emergency ends both at its deadline. The site has no end.
 */
export function validityOf(facts: {
  lastReviewed: string
  reviewDue: string | null
  /** Months between reviews; null where none are due. */
  interval: number | null
  policy: 'show' | 'hide'
  /** UTC instant at which the emergency lapses; null where there is none. */
  emergencyUntil: string | null
}): Validity {
  const {lastReviewed, reviewDue, interval, policy, emergencyUntil} = facts
  const isShown = policy === 'show' && interval !== null
  const overdue = isShown ? addMonths(lastReviewed, 2 * interval) : reviewDue
  return {reviewed: earlier(reviewDue, emergencyUntil), overdue: earlier(overdue, emergencyUntil)}
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return Date.parse(a) <= Date.parse(b) ? a : b
}
