import {sha256Hex} from '#schemas'

import type {EditionPayload} from '../types.ts'
import {RefusedError} from './refuse.ts'

/** Hold the stored assets of an edition against their sealed digests. */
export type AssetCheck = (payload: EditionPayload) => Promise<void>

/**
 * Make a check that reads each asset once, however many editions show it.
 *
 * The check throws `RefusedError` `asset-missing` or `asset-altered`.
 */
export function assetCheck(read: (id: string) => Promise<Uint8Array>): AssetCheck {
  const digests = new Map<string, Promise<string>>()
  const digestOf = (id: string): Promise<string> => {
    const known = digests.get(id)
    if (known) return known
    const digest = (async () => sha256Hex(await read(id)))()
    digests.set(id, digest)
    return digest
  }

  return async ({assets}) => {
    for (const {id, sha256} of assets) {
      const actual = await digestOf(id).catch((cause: unknown) => {
        const reason = cause instanceof Error ? cause.message : String(cause)
        throw new RefusedError('asset-missing', `The asset \`${id}\` cannot be read: ${reason}`, {
          cause,
        })
      })
      if (actual !== sha256) {
        throw new RefusedError(
          'asset-altered',
          `The asset \`${id}\` has the digest ${actual}, not the sealed ${sha256}`,
        )
      }
    }
  }
}
