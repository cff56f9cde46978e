const dayMs = 86_400_000

/**
 * Read a UTC instant (`2026-11-22T19:00:00.000Z`) or a calendar day (`2026-11-22`: its start).
 *
 * @returns Milliseconds since 1970.
 * @throws `RangeError` when it is neither; parsed documents have been checked before.
 */
export function toInstant(text: string): number {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) throw new RangeError(`\`${text}\` is neither a UTC instant nor a day`)
  return ms
}

/** Read the end of a validity: an instant ends there, a calendar day ends with the day. */
export function toEnd(text: string): number {
  return text.includes('T') ? toInstant(text) : toInstant(text) + dayMs
}
