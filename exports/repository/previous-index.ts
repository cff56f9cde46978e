import {envelopePayload, parseEnvelope, parseTrust, payloadTypes, verifyEnvelope} from '#pipeline'
import type {Trust} from '#pipeline'
import {parseStrictJson} from '#schemas'

import type {ArtifactStore} from './artifact-store.ts'
import type {RepositoryIndex} from './repository-index.ts'

/** What the repository says before this run. */
export interface PreviousIndex {
  /** Undefined when no release key of the trust file signed it: then nothing of it is kept. */
  index: RepositoryIndex | undefined
  /** Claimed version, so that the next one is above it; 0 when there is none to read. */
  version: number
  /** Text of `index.dsse.json`; empty when there is none. */
  envelope: string
  keyid: string
}

const none: PreviousIndex = {index: undefined, version: 0, envelope: '', keyid: ''}
/** An altered index must not use up the numbers that are left. */
const maxClaimedVersion = 1_000_000_000_000

/** Read the index of the last run; whatever lies there is no reason to fail. */
export async function previousIndex(store: ArtifactStore, trust: Trust): Promise<PreviousIndex> {
  const bytes = await store.read('index.dsse.json')
  if (bytes === undefined) return none
  const envelope = new TextDecoder().decode(bytes)
  const claimed = claimedIndex(envelope)
  if (claimed === undefined) return {...none, envelope}

  const {keyid, index} = claimed
  const isRead = Number.isSafeInteger(index.version) && index.version > 0
  const version = isRead && index.version < maxClaimedVersion ? index.version : 0
  try {
    await verifyEnvelope(envelope, payloadTypes.index, trust.release)
    return {index, version, envelope, keyid}
  } catch {
    return {index: undefined, version, envelope, keyid}
  }
}

/** Read the version of the trust file that is out; 0 when this root key signed none. */
export async function previousTrustVersion(
  store: ArtifactStore,
  rootKey: Uint8Array,
): Promise<number> {
  const bytes = await store.read('trust.dsse.json')
  if (bytes === undefined) return 0
  try {
    return (await parseTrust(new TextDecoder().decode(bytes), rootKey)).trust.version
  } catch {
    return 0
  }
}

/**
 * Tell whether the repository belongs to another publisher: its trust file names another root key.
 *
 * What `seed` made belongs to nobody: a new sample home may write over an old one's repository.
 */
export async function isOfOtherPublisher(
  store: ArtifactStore,
  rootKeyid: string,
): Promise<boolean> {
  const bytes = await store.read('trust.dsse.json')
  if (bytes === undefined) return false
  try {
    const envelope = parseEnvelope(new TextDecoder().decode(bytes))
    const trust = parseStrictJson(new TextDecoder().decode(envelopePayload(envelope)))
    const isSample =
      typeof trust === 'object' && trust !== null && Reflect.get(trust, 'sample') === true
    return !isSample && envelope.signatures[0]?.keyid !== rootKeyid
  } catch {
    // A trust file that was damaged is put right by this run.
    return false
  }
}

function claimedIndex(envelope: string): {keyid: string; index: RepositoryIndex} | undefined {
  try {
    const parsed = parseEnvelope(envelope)
    const value = parseStrictJson(new TextDecoder().decode(envelopePayload(parsed)))
    if (typeof value !== 'object' || value === null || !('version' in value)) return undefined
    return {keyid: parsed.signatures[0]!.keyid, index: value as RepositoryIndex}
  } catch {
    return undefined
  }
}
