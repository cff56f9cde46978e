import type {Words} from './words.ts'

/** The last minute that a statement can name. */
export const lastMinute = '9999-12-31T23:59'

/**
 * Read what a date-time input holds, in the zone of this machine.
 *
 * @param local Such as `2026-03-04T09:30`.
 * @returns UTC instant; null where it is none.
 */
export function instantOf(local: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local)) return null
  const date = new Date(local)
  return Number.isNaN(date.getTime()) || date.toISOString().length > 24 ? null : date.toISOString()
}

/** Write an instant as a date-time input takes it, in the zone of this machine, to the minute. */
export function localOf(instant: string): string {
  const date = new Date(instant)
  const shifted = date.getTime() - date.getTimezoneOffset() * 60_000
  return new Date(shifted).toISOString().slice(0, 16)
}

/** The zone of this machine, such as `Europe/Berlin`. */
export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/**
 * Say why the time of effect cannot be signed; null where it can.
 *
 * @param now UTC instant.
 */
export function effectFault({effective}: Pick<Words, 'effective'>, now: string): string | null {
  if (effective === null) return null
  const instant = instantOf(effective)
  if (instant === null) return 'Give the day and the time.'
  return Date.parse(instant) > Date.parse(now)
    ? null
    : 'That time has passed. Choose a later one, or let it hold at once.'
}
