import {makeEnvelope, payloadTypes} from '#pipeline'
import {canonicalJson} from '#schemas'

import {evidenceFiles} from '../bundle/bag-files.ts'
import type {ReleaseSigner} from '../bundle/bundle.ts'

/** Sign canonical JSON by a release key. @returns The text of the envelope. */
export function signAs(
  kind: 'head' | 'index' | 'pointer' | 'tombstone',
  value: object,
  signer: ReleaseSigner,
): Promise<string> {
  const payload = new TextEncoder().encode(canonicalJson(value))
  return makeEnvelope(payloadTypes[kind], payload, signer.keyid, (bytes) => signer.sign(bytes))
}

/**
 * The files of an envelope: itself last, before it `.pae` and `.sig` for `openssl`.
 *
 * @param name Path without `.dsse.json`.
 */
export async function proofOf(
  name: string,
  envelope: string,
): Promise<Array<readonly [string, Uint8Array]>> {
  const files = await evidenceFiles(name, envelope)
  return [...files].toReversed()
}
