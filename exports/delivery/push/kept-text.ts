/** Longest text of others that is kept, in characters. */
const longest = 500

/**
 * Shorten what somebody else said to what a file of ours may hold.
 *
 * The strict parser takes no NUL and no half of a surrogate pair: a file with one could not be read
 * again.
 */
export function keptText(text: string): string {
  return text.slice(0, longest).replaceAll('\0', '\uFFFD').toWellFormed()
}
