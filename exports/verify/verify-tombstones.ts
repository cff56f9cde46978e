import {payloadTypes} from '#pipeline'
import {canonicalJson, sha256Hex} from '#schemas'

import {equalBytes} from '../bundle/digests.ts'
import type {IndexEntry, WithdrawnEntry} from '../repository/format/entries.ts'
import type {Tombstone} from '../repository/format/head.ts'
import {parseSigned} from '../repository/format/parse-signed.ts'
import {tombstoneFolder} from '../repository/format/paths.ts'
import {graveOf} from '../repository/place-tombstone.ts'
import {fault} from './fault.ts'
import {proofFaults} from './proof-faults.ts'
import {releaseFaults} from './release-faults.ts'
import type {Verifying} from './verifying.ts'
import {withdrawalFaults} from './withdrawal-faults.ts'

/** A tombstone that can be read, with the files that belong to it. */
export interface StandingTombstone {
  tombstone: Tombstone
  paths: string[]
}

const utf8 = new TextDecoder('utf-8', {ignoreBOM: true})

/** Verify the tombstone of each withdrawn article, its notices, and the graves of its bundles. */
export async function verifyTombstones(
  verifying: Verifying,
  entries: readonly IndexEntry[],
): Promise<StandingTombstone[]> {
  const standing = new Map<string, StandingTombstone | null>()
  for (const entry of entries) {
    if (entry.status !== 'withdrawn') continue
    // Audiences that were told the same share it; each entry is compared.
    const at = canonicalJson(entry.tombstone)
    const known = standing.get(at)
    const found = known === undefined ? await verifyTombstone(verifying, entry) : known
    standing.set(at, found)
    if (found) compareEntry(verifying, entry, found.tombstone)
  }
  return [...standing.values()].filter((one) => one !== null)
}

async function verifyTombstone(
  verifying: Verifying,
  entry: WithdrawnEntry,
): Promise<StandingTombstone | null> {
  const {reader, trust, faults} = verifying
  const {path, sha256} = entry.tombstone
  const bytes = await reader.read(path)
  if (!bytes) {
    faults.push(fault('missing', path, `the tombstone of ${entry.edition} is not there`))
    return null
  }
  const envelope = utf8.decode(bytes)
  if ((await sha256Hex(bytes)) !== sha256 || bytes.length !== entry.tombstone.bytes) {
    faults.push(
      fault('tombstone-altered', path, `has another sha256, or size, than the index says`),
    )
  }
  let tombstone: Tombstone
  try {
    tombstone = parseSigned('tombstone', envelope)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    faults.push(fault('tombstone-altered', path, reason))
    return null
  }
  if (trust) {
    faults.push(...(await releaseFaults(envelope, payloadTypes.tombstone, trust.trust, path)))
  }
  if (trust) faults.push(...(await withdrawalFaults(tombstone, trust.trust, path)))
  const name = path.replace(/\.dsse\.json$/, '')
  faults.push(...(await proofFaults(reader, name, envelope)))
  const paths = [`${name}.dsse.json`, `${name}.pae`, `${name}.sig`]
  paths.push(...(await verifyNotices(verifying, tombstone)))
  for (const bundle of tombstone.bundles) {
    const grave = graveOf(bundle)
    paths.push(grave)
    const there = await reader.read(grave)
    if (!there) faults.push(fault('missing', grave, 'the tombstone of a bundle is not there'))
    else if (!equalBytes(there, bytes)) {
      faults.push(fault('tombstone-altered', grave, `is not the tombstone at ${path}`))
    }
  }
  return {tombstone, paths}
}

/** An entry says what its tombstone says, and names it by its own place. */
function compareEntry({faults}: Verifying, entry: WithdrawnEntry, tombstone: Tombstone): void {
  const {
    status: _,
    tombstone: {path},
    ...said
  } = entry
  if (path !== `${tombstoneFolder(entry)}/tombstone.dsse.json`) {
    faults.push(fault('index-differs', path, `is not where the tombstone of ${entry.article} lies`))
  }
  for (const member of new Set([...Object.keys(said), 'notice'])) {
    const [one, other] = [Reflect.get(said, member), Reflect.get(tombstone, member)]
    if (canonicalJson(one ?? null) === canonicalJson(other ?? null)) continue
    faults.push(fault('index-differs', path, `its \`${member}\` is not that of the index`))
  }
}

async function verifyNotices({reader, faults}: Verifying, tombstone: Tombstone): Promise<string[]> {
  const paths: string[] = []
  for (const file of tombstone.files) {
    const path = `${tombstoneFolder(tombstone)}/${file.path}`
    paths.push(path)
    const bytes = await reader.read(path)
    if (!bytes) faults.push(fault('missing', path, 'is a notice and not there'))
    else if ((await sha256Hex(bytes)) !== file.sha256) {
      faults.push(fault('altered', path, 'is not the notice that the tombstone names'))
    }
  }
  return paths
}
