import {envelopePayload, keyidOf, parseEnvelope, parseTrust} from '#pipeline'
import type {ParsedTrust} from '#pipeline'
import {canonicalJson} from '#schemas'

import type {ReleaseSigner} from '../bundle/bundle.ts'
import type {ArtifactStore} from './artifact-store.ts'
import {rootPath, trustPath} from './format/paths.ts'
import {RootError} from './format/root-file.ts'
import {placeFile, placeFiles} from './place-file.ts'
import {RepositoryError} from './repository-error.ts'
import {proofOf} from './signer.ts'

/** Who vouches for a repository. */
export interface Authority {
  /** Text of the newest trust file. */
  trust: string
  /** Raw root public key that signed it. */
  rootKey: Uint8Array
  /** Texts of root files from version 2 on, in order; none where the root never changed. */
  roots: readonly string[]
  signer: ReleaseSigner
}

/** @throws `RepositoryError` `trust-unverified`, `release-key-unknown`. */
export async function openAuthority({
  trust,
  rootKey,
  signer,
}: Pick<Authority, 'trust' | 'rootKey' | 'signer'>): Promise<ParsedTrust> {
  let parsed: ParsedTrust
  try {
    parsed = await parseTrust(trust, rootKey)
  } catch (cause) {
    throw new RepositoryError(
      'trust-unverified',
      trustPath,
      'the trust file is not signed by the root key, or is malformed',
      {cause},
    )
  }
  const key = parsed.trust.release.find(({keyid}) => keyid === signer.keyid)
  if (!key || key.revoked) {
    throw new RepositoryError(
      'release-key-unknown',
      trustPath,
      `the trust file has no release key ${signer.keyid} that stands; sign with one that it has`,
    )
  }
  return parsed
}

/**
 * Refuse to write over the repository of somebody else, or with a trust file of the past.
 *
 * What `seed` made belongs to nobody: a new sample home may write over an old one's repository.
 *
 * @returns Whether the keys that readers go by are other ones than those that are out.
 */
export async function compareAuthority(
  store: ArtifactStore,
  {rootKey, roots}: Authority,
  {trust}: ParsedTrust,
): Promise<{isRotated: boolean}> {
  const out = await trustThatIsOut(store)
  if (!out) return {isRotated: false}
  const isOurs = (await keysOf(rootKey, roots)).has(out.keyid)
  if (!isOurs && !out.claim.sample) {
    throw new RepositoryError(
      'other-publisher',
      trustPath,
      'is signed by another root key; give another folder, or delete this repository first',
    )
  }
  if (!isOurs) return {isRotated: false}
  if (trust.version < out.claim.version) {
    throw new RepositoryError(
      'trust-older-than-newest',
      trustPath,
      `the repository has version ${out.claim.version} of the trust file, this is version ${trust.version}`,
    )
  }
  const hasRoot = (await store.read(rootPath(roots.length + 1))) !== undefined || roots.length === 0
  const isSame = canonicalJson(out.claim.release) === canonicalJson(trust.release)
  return {isRotated: !isSame || !hasRoot}
}

/** Put root files and trust file into the repository. @returns Whether anything was written. */
export async function placeAuthority(
  store: ArtifactStore,
  {trust, roots}: Authority,
): Promise<boolean> {
  let wrote = false
  for (const [index, text] of roots.entries()) {
    if (await placeFile(store, rootPath(index + 2), text)) wrote = true
  }
  return (await placeFiles(store, await proofOf('trust', trust))) || wrote
}

interface Claim {
  sample: boolean
  version: number
  release: object[]
}

/** The trust file that is out, unverified; one that was damaged is put right by this run. */
async function trustThatIsOut(
  store: ArtifactStore,
): Promise<{keyid: string; claim: Claim} | undefined> {
  const bytes = await store.read(trustPath)
  if (bytes === undefined) return undefined
  try {
    const envelope = parseEnvelope(new TextDecoder().decode(bytes))
    const claim = JSON.parse(new TextDecoder().decode(envelopePayload(envelope))) as Claim
    return {keyid: envelope.signatures[0]!.keyid, claim}
  } catch {
    return undefined
  }
}

/** Every key that stood at the top of this publisher: the one of now, and those of its root files. */
async function keysOf(rootKey: Uint8Array, roots: readonly string[]): Promise<Set<string>> {
  const keyids = new Set([await keyidOf(rootKey)])
  for (const text of roots) {
    for (const line of text.trimEnd().split('\n')) {
      try {
        keyids.add(parseEnvelope(line).signatures[0]!.keyid)
      } catch (cause) {
        throw new RootError('root-malformed', 'a root file cannot be read', {cause})
      }
    }
  }
  return keyids
}
