import {parseEnvelope} from '#pipeline'
import type {Trust} from '#pipeline'
import {sha256Hex} from '#schemas'

import type {BundleManifest} from '../bundle/bundle-manifest.ts'
import type {Bundle} from '../bundle/bundle.ts'
import {compareEntries} from './format/entries.ts'
import type {LiveEntry} from './format/entries.ts'
import {signedCorrections} from './format/signed-corrections.ts'

/** A bundle that is out: its entry, its manifest, and who gets it. */
export interface Shelved {
  entry: LiveEntry
  manifest: BundleManifest
  audiences: readonly string[]
}

/**
 * Describe a packed bundle for the index.
 *
 * @param trust
 *   Says which keys were compromised.
 */
export async function entryOf(bundle: Bundle, trust: Trust): Promise<LiveEntry> {
  const compromised = compromisedKeys(trust)
  const seen = bundle.manifest.statements.flatMap((statement) => {
    const at = bundle.firstSeen.get(statement)
    const envelope = bundle.files.get(statementPath(statement))
    if (at === undefined || !envelope) return []
    const {keyid} = parseEnvelope(new TextDecoder().decode(envelope)).signatures[0]!
    return compromised.has(keyid) ? [{statement, at}] : []
  })
  return entryOfManifest(bundle.manifest, bundle.digest, {
    corrections: signedCorrections(bundle.manifest, bundle.files),
    zip: {sha256: await sha256Hex(bundle.zip), bytes: bundle.zip.length},
    ...(seen.length > 0 && {seen}),
  })
}

/** Write the one entry that a bundle can have; a verifier compares with it. */
export function entryOfManifest(
  manifest: BundleManifest,
  bundle: string,
  rest: Pick<LiveEntry, 'corrections' | 'zip' | 'seen'>,
): LiveEntry {
  const {kind, article, language, number, edition, digest, emergency, validUntil} = manifest
  return {
    status: manifest.overdue ? 'overdue' : 'live',
    kind,
    article,
    language,
    number,
    edition,
    digest,
    bundle,
    validUntil,
    emergency,
    ...rest,
  }
}

/** Order of a shelf. */
export function compareShelved(a: Shelved, b: Shelved): number {
  return compareEntries(a.entry, b.entry)
}

/** Folder of a page below `latest/`. */
export function pageFolder(page: {slug: string; language: string}): string {
  return `${page.slug}.${page.language}`
}

function statementPath(id: string): string {
  return `data/statements/${id}.dsse.json`
}

/** Keys of signers whose word alone no longer says when they signed. */
function compromisedKeys(trust: Trust): Set<string> {
  const keyids = trust.signers.flatMap((signer) => {
    const isSignerGone = signer.revoked !== undefined && signer.revoked.because !== 'retired'
    return signer.keys
      .filter((key) => isSignerGone || key.revoked?.because === 'compromised')
      .map(({keyid}) => keyid)
  })
  return new Set(keyids)
}
