import {textDigest} from '#pipeline'

import type {ArtifactReader} from '../repository/artifact-store.ts'
import {checkBundle} from './check-bundle.ts'
import type {BundleVerification, VerifyBundleOptions} from './check-bundle.ts'

/**
 * Verify a bundle with nothing but the publisher's root key.
 *
 * The text that signers read is composed again from the edition inside and compared, besides all
 * that `checkBundle` does.
 *
 * @param input
 *   Bytes of a zip, or the folder of a bag.
 * @param rootKey
 *   The publisher's raw root public key; several where it was rotated.
 */
export function verifyBundle(
  input: Uint8Array | ArtifactReader,
  rootKey: Uint8Array | readonly Uint8Array[],
  options: VerifyBundleOptions = {},
): Promise<BundleVerification> {
  const rootKeys = rootKey instanceof Uint8Array ? [rootKey] : rootKey
  return checkBundle(input, rootKeys, options, textDigest)
}
