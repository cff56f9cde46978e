import {payloadTypes, verifyStatement} from '#pipeline'
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
  const standing: StandingTombstone[] = []
  const seen = new Set<string>()
  for (const entry of entries) {
    if (entry.status !== 'withdrawn' || seen.has(entry.tombstone.sha256)) continue
    seen.add(entry.tombstone.sha256)
    const tombstone = await verifyTombstone(verifying, entry)
    if (tombstone) standing.push(tombstone)
  }
  return standing
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
  if ((await sha256Hex(bytes)) !== sha256) {
    faults.push(fault('tombstone-altered', path, `has another sha256 than the index says`))
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
  await compareEntry(verifying, entry, tombstone)
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

/** What the release key says must be what a person signed. */
async function compareEntry(
  {trust, faults}: Verifying,
  entry: WithdrawnEntry,
  tombstone: Tombstone,
): Promise<void> {
  const {path} = entry.tombstone
  const {status: _, tombstone: __, ...said} = entry
  for (const [member, value] of Object.entries(said)) {
    if (canonicalJson(Reflect.get(tombstone, member)) === canonicalJson(value)) continue
    faults.push(fault('index-differs', path, `its \`${member}\` is not that of the index`))
  }
  if (tombstone.envelope === null || !trust) return
  const {edition, envelope, statement} = tombstone
  const document = {_id: statement, _type: 'statement', edition, kind: 'withdrawal', envelope}
  const check = await verifyStatement(document, trust.trust, tombstone.withdrawnAt)
  if ('refusal' in check) {
    faults.push(fault('tombstone-altered', path, `its withdrawal: ${check.refusal.message}`))
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
