import {effectiveOf, envelopePayload, parseEnvelope, parseStatement, updateOf} from '#pipeline'

import type {BundleManifest} from '../../bundle/bundle-manifest.ts'
import type {ShownCorrection} from './entries.ts'

/**
 * Read what the corrections in a bundle say in public, in the order of their ids. Who signed them is
 * not asked here: whoever packs or verifies the bundle does.
 *
 * @param files Of the bag.
 * @throws `StatementError`
 */
export function signedCorrections(
  {statements}: Pick<BundleManifest, 'statements'>,
  files: ReadonlyMap<string, Uint8Array>,
): ShownCorrection[] {
  return statements.flatMap((id) => {
    const envelope = files.get(`data/statements/${id}.dsse.json`)
    if (!envelope) return []
    const statement = parseStatement(
      envelopePayload(parseEnvelope(new TextDecoder().decode(envelope))),
    )
    const {kind, severity, notice} = statement
    const update = updateOf(statement)
    if (kind !== 'correction' || !severity || !update || notice === undefined) return []
    return [{statement: id, update, severity, effective: effectiveOf(statement), notice}]
  })
}
