const second = 1000
const minute = 60 * second
const hour = 60 * minute

/**
 * Waits after a failed attempt, one after another; then the last again and again.
 *
 * It is never given up: somebody who comes back after a week is told within the hour.
 */
const waits = [
  5 * second,
  30 * second,
  2 * minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
] as const

/** Longest that anything waits, whatever a receiver asks for. */
const longest = hour

/** Ages of an unacknowledged safety withdrawal at which it is pushed again; then every hour. */
const escalations = [5 * minute, 15 * minute, 30 * minute] as const

/** Least time between two messages that a receiver takes: what comes meanwhile is told as one. */
export const gapMs = 5 * second

/**
 * How long to wait after a failed attempt.
 *
 * @param attempts How many there were, from 1.
 * @param retryAfter The header, where the receiver sent one: it makes the wait longer, within the hour.
 * @param now UTC instant.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function waitMs(attempts: number, retryAfter: string | null, now: string): number {
  const own = waits[attempts - 1] ?? longest
  return Math.min(longest, Math.max(own, fromRetryAfter(retryAfter, now)))
}

function fromRetryAfter(text: string | null, now: string): number {
  if (text === null) return 0
  if (/^\d+$/.test(text)) return Number(text) * second
  // Only the form with a day's name: `Date.parse` makes a date of almost anything.
  const time = /^[A-Z][a-z]{2}, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? 0 : Math.max(0, time - Date.parse(now))
}

/** Age at which an unacknowledged withdrawal is pushed for the nth time again, from 1. */
export function escalationAgeMs(round: number): number {
  return escalations[round - 1] ?? (round - escalations.length) * hour
}

/** How often it should have been pushed again at an age. */
export function escalationRound(ageMs: number): number {
  if (ageMs >= hour) return escalations.length + Math.floor(ageMs / hour)
  return escalations.filter((age) => age <= ageMs).length
}
