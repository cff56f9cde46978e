import {
  envelopePayload,
  keyidOf,
  parseEnvelope,
  parseTrust,
  publicKeyFromBase64Url,
} from '#pipeline'
import type {ParsedTrust} from '#pipeline'
import {canonicalJson} from '#schemas'

import type {ReleaseSigner} from '../bundle/bundle.ts'
import type {ArtifactStore} from './artifact-store.ts'
import {parseSigned} from './format/parse-signed.ts'
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
  const keys = await keysOf(rootKey, roots)
  const out = await trustThatIsOut(store, keys)
  if (!out) return {isRotated: false}
  const isOurs = keys.has(out.keyid)
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

/**
 * The trust file that is out; one that was damaged is put right by this run.
 *
 * Verified where it says that a key of ours signed it and that key is known; what somebody else
 * signed is only looked at.
 */
async function trustThatIsOut(
  store: ArtifactStore,
  keys: ReadonlyMap<string, Uint8Array | null>,
): Promise<{keyid: string; claim: Claim} | undefined> {
  const bytes = await store.read(trustPath)
  if (bytes === undefined) return undefined
  const text = new TextDecoder().decode(bytes)
  try {
    const envelope = parseEnvelope(text)
    const {keyid} = envelope.signatures[0]!
    const key = keys.get(keyid)
    if (key) return {keyid, claim: (await parseTrust(text, key)).trust}
    const claim: unknown = JSON.parse(new TextDecoder().decode(envelopePayload(envelope)))
    return isClaim(claim) ? {keyid, claim} : undefined
  } catch {
    return undefined
  }
}

function isClaim(value: unknown): value is Claim {
  if (typeof value !== 'object' || value === null) return false
  return (
    'sample' in value &&
    typeof value.sample === 'boolean' &&
    'version' in value &&
    Number.isInteger(value.version) &&
    'release' in value &&
    Array.isArray(value.release)
  )
}

/**
 * Every key that stood at the top of this publisher: the one of now, and those of its root files.
 *
 * @returns
 *   Raw keys by id; null for the one that was given out first, where only its signature is there.
 */
async function keysOf(
  rootKey: Uint8Array,
  roots: readonly string[],
): Promise<Map<string, Uint8Array | null>> {
  const keys = new Map<string, Uint8Array | null>()
  try {
    for (const line of roots.flatMap((text) => text.trimEnd().split('\n'))) {
      const {root, trust} = parseSigned('root', line)
      for (const {keyid, publicKey} of [...root.keys, ...trust.keys]) {
        keys.set(keyid, publicKeyFromBase64Url(publicKey))
      }
      const signer = parseEnvelope(line).signatures[0]!.keyid
      if (!keys.has(signer)) keys.set(signer, null)
    }
  } catch (cause) {
    throw new RootError('root-malformed', 'a root file cannot be read', {cause})
  }
  return keys.set(await keyidOf(rootKey), rootKey)
}
