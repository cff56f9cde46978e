/**
 * How long a cache may keep what never changes: a take-down must work through caches, too. All of it
 * was given to one token, so no cache may share it.
 */
export const forGood = 'private, max-age=300, immutable'

/** What may change is asked for anew; the answer is short where it did not. */
export const forNow = 'private, no-cache'
