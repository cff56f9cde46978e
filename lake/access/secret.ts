import {createHash, timingSafeEqual} from 'node:crypto'

import type {Effects} from '../effects.ts'

/** Make a token that nobody can guess: 32 random bytes, base64url, after a prefix for scanners. */
export function makeSecret(prefix: string, {random}: Pick<Effects, 'random'>): string {
  return prefix + Buffer.from(random(32)).toString('base64url')
}

/** Hash a token for keeping. It has 256 random bits, so that one round of sha256 is enough. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Compare two texts in a time that does not depend on where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(left!, right!)
}
