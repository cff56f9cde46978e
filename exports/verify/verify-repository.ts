import {parseTrust, publicKeyFromBase64Url} from '#pipeline'
import type {ParsedTrust} from '#pipeline'

import {equalBytes} from '../bundle/digests.ts'
import type {ArtifactReader} from '../repository/artifact-store.ts'
import type {IndexEntry} from '../repository/format/entries.ts'
import type {RepositoryIndex} from '../repository/format/head.ts'
import {shownAudience} from '../repository/format/shown-audience.ts'
import {everyone, rootPath, trustPath} from '../repository/format/paths.ts'
import {pinnedRoot, walkRoots, type Root} from '../repository/format/root-file.ts'
import {markerName, markerText} from '../repository/marker.ts'
import {cautiousReader} from './cautious-reader.ts'
import {compareAudiences} from './compare-audiences.ts'
import {fault} from './fault.ts'
import type {Fault, Note, Verification} from './fault.ts'
import {proofFaults} from './proof-faults.ts'
import {strayFaults} from './stray-faults.ts'
import {verifyAudience, type AudienceVerification} from './verify-audience.ts'
import {verifyShelf} from './verify-shelf.ts'
import {verifyTombstones} from './verify-tombstones.ts'
import type {Verifying, VerifyRepositoryOptions} from './verifying.ts'
import {viewFaults} from './view-faults.ts'

/** What a verification found, and the indexes that can be read. */
export interface RepositoryVerification extends Verification {
  /** Of the audience that `latest` shows. */
  index: RepositoryIndex | null
}

const utf8 = new TextDecoder('utf-8', {ignoreBOM: true})

/**
 * Verify a repository with nothing but the publisher's root key: root files, trust file, each
 * audience's head, index, feed and pointers, every tombstone, every bundle as a folder and as a zip
 * (by the trust file inside and by the newest), and the browsable view.
 *
 * Reads one bundle at a time. Never throws for what is in the repository.
 */
export async function verifyRepository(
  source: ArtifactReader,
  rootKey: Uint8Array,
  options: VerifyRepositoryOptions = {},
): Promise<RepositoryVerification> {
  const faults: Fault[] = []
  const notes: Note[] = []
  const reader = cautiousReader(source, faults)
  const done = (index: RepositoryIndex | null): RepositoryVerification => ({
    ok: faults.length === 0,
    faults,
    notes,
    index,
  })
  const marker = await reader.read(markerName)
  const names = (await reader.list('audiences')).map(({name}) => name)
  if (!marker && names.length === 0) {
    faults.push(fault('not-a-repository', '', `has no ${markerName} and no audiences`))
    return done(null)
  }
  if (!marker) faults.push(fault('missing', markerName, 'is part of every repository'))
  else if (!equalBytes(marker, new TextEncoder().encode(markerText))) {
    faults.push(fault('altered', markerName, 'differs from the text that marks a repository'))
  }

  const roots = await openRoots(reader, rootKey, faults)
  const trust = await openTrust(reader, roots.root, faults)
  const verifying: Verifying = {reader, ...roots, trust, options, faults, notes}
  const audiences: AudienceVerification[] = []
  for (const name of names.toSorted((a, b) => Number(b === everyone) - Number(a === everyone))) {
    audiences.push(await verifyAudience(verifying, name))
  }
  if (audiences.length === 0) faults.push(fault('missing', 'audiences', 'has no audience'))
  compareAudiences(verifying, audiences)
  await verifyContents(verifying, audiences)
  if (trust?.trust.sample) {
    const message = 'Sample content, not reviewed by a physician.'
    notes.push({code: 'sample-content', path: '', message})
  }
  return done(shownIn(audiences)?.index ?? null)
}

function shownIn(audiences: readonly AudienceVerification[]): AudienceVerification | undefined {
  const told = audiences.map(({name, index}) => ({name, entries: index?.entries ?? []}))
  const shown = shownAudience(told)
  return audiences.find(({name}) => name === shown)
}

/** Verify what the indexes name: tombstones, bundles, the view; and that there is nothing else. */
async function verifyContents(
  verifying: Verifying,
  audiences: readonly AudienceVerification[],
): Promise<void> {
  const {reader, trust, faults} = verifying
  const entries: IndexEntry[] = audiences.flatMap(({index}) => index?.entries ?? [])
  const tombstones = await verifyTombstones(verifying, entries)
  const shelf = await verifyShelf(verifying, entries)
  const first = shownIn(audiences)
  if (first?.index && trust) {
    faults.push(...(await viewFaults(reader, {shelf, tombstones, index: first.index, trust})))
  }
  faults.push(...(await strayFaults(reader, audiences, tombstones, verifying.root)))
}

async function openRoots(
  reader: ArtifactReader,
  rootKey: Uint8Array,
  faults: Fault[],
): Promise<{root: Root; rootKeys: readonly Uint8Array[]}> {
  let at = ''
  try {
    const {root, trustKeys} = await walkRoots(rootKey, async (version) => {
      at = rootPath(version)
      const bytes = await reader.read(at)
      return bytes && utf8.decode(bytes)
    })
    return {root, rootKeys: trustKeys}
  } catch (error) {
    faults.push(fault('trust-not-signed-by-root', at, messageOf(error)))
    return {root: await pinnedRoot(rootKey), rootKeys: [rootKey]}
  }
}

/** Open the trust file: what a key of an older root signed does not count any more. */
async function openTrust(
  reader: ArtifactReader,
  {trust: role}: Root,
  faults: Fault[],
): Promise<ParsedTrust | undefined> {
  const bytes = await reader.read(trustPath)
  if (!bytes) {
    faults.push(fault('missing', trustPath, 'is part of every repository'))
    return undefined
  }
  const text = utf8.decode(bytes)
  let reason = ''
  for (const {publicKey} of role.keys) {
    try {
      const trust = await parseTrust(text, publicKeyFromBase64Url(publicKey))
      faults.push(...(await proofFaults(reader, 'trust', text)))
      return trust
    } catch (error) {
      reason = messageOf(error)
    }
  }
  faults.push(fault('trust-not-signed-by-root', trustPath, reason))
  return undefined
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
