/** A place in the history of a dataset: after a whole transaction, or after one document of it. */
export interface EventPlace {
  /** Null before the first transaction. */
  transaction: string | null
  /** Null after the whole transaction. */
  document: string | null
}

/**
 * Write a place as an event id: `<transaction>#<document>`, either part empty where it is null.
 *
 * An id names a transaction and no number, so that a client of another history (a backup was
 * restored) is told so and does not go on at the wrong place.
 */
export function toEventId({transaction, document}: EventPlace): string {
  return `${transaction ?? ''}#${document ?? ''}`
}

/** Read an event id; null for what is none. */
export function parseEventId(id: string): EventPlace | null {
  const parts = id.split('#')
  if (parts.length !== 2 || id.length > 400) return null
  return {transaction: parts[0] || null, document: parts[1] || null}
}
