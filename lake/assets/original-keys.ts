import {createHmac} from 'node:crypto'

import {isSameSecret} from '../access/secret.ts'

/**
 * Make the key that opens the stored bytes of one asset without a token.
 *
 * An export names it in the addresses of its assets, since `@sanity/export` sends its token to
 * nobody but Sanity. It ends with the process.
 *
 * @param key Of this process.
 */
export function originalKey(key: Uint8Array, dataset: string, id: string): string {
  return createHmac('sha256', key).update(`original ${dataset} ${id}`).digest('base64url')
}

/** Was this key handed out for the asset? */
export function isOriginalKey(
  given: string,
  key: Uint8Array,
  dataset: string,
  id: string,
): boolean {
  return isSameSecret(given, originalKey(key, dataset, id))
}
