const pattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/

/** Tell whether a value is a UTC instant, ISO 8601, that names a real date. */
export function isInstant(value: unknown): value is string {
  if (typeof value !== 'string' || !pattern.test(value)) return false
  const ms = Date.parse(value)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value.slice(0, 19))
}

/**
 * Add calendar months to an instant, in UTC.
 *
 * A day that the month does not have becomes its last: 31 January and one month is 28 February.
 */
export function addMonths(instant: string, months: number): string {
  const start = new Date(instant)
  const result = new Date(start)
  result.setUTCDate(1)
  result.setUTCMonth(start.getUTCMonth() + months)
  const last = new Date(Date.UTC(result.getUTCFullYear(), result.getUTCMonth() + 1, 0))
  result.setUTCDate(Math.min(start.getUTCDate(), last.getUTCDate()))
  return result.toISOString()
}
