import {canonicalJson, sha256Hex} from '#schemas'

import {equalBytes} from '../bundle/digests.ts'
import {zipFiles} from '../bundle/zip-files.ts'
import {walk, within} from '../repository/artifact-store.ts'
import type {ArtifactReader} from '../repository/artifact-store.ts'
import {isLive} from '../repository/format/entries.ts'
import type {IndexEntry, LiveEntry} from '../repository/format/entries.ts'
import {zipPath} from '../repository/format/paths.ts'
import {entryOfManifest, type Shelved} from '../repository/shelf.ts'
import {fault, type Fault} from './fault.ts'
import {isTooLarge, type VerifyBundleOptions} from './check-bundle.ts'
import {verifyBundle} from './verify-bundle.ts'
import type {Verifying} from './verifying.ts'

/** A bundle that could be read. */
export type ReadBundle = Pick<Shelved, 'entry' | 'manifest'>

/** Verify each bundle that an index names, as a folder and as a zip. */
export async function verifyShelf(
  verifying: Verifying,
  entries: readonly IndexEntry[],
): Promise<ReadBundle[]> {
  const {reader, rootKeys, trust, options, faults} = verifying
  const live = Map.groupBy(entries.filter(isLive), ({bundle}) => bundle)
  const shelf: ReadBundle[] = []
  for (const [entry, ...others] of live.values()) {
    if (!entry) continue
    // Whoever gets a bundle is told the same of it.
    if (others.some((other) => canonicalJson(other) !== canonicalJson(entry))) {
      const message = `audiences are told different things of the bundle of ${entry.edition}`
      faults.push(fault('index-differs', 'audiences', message))
    }
    const judgeBy: VerifyBundleOptions = {
      ...(options.now !== undefined && {now: options.now}),
      ...(trust && {newest: trust}),
      seen: new Map(entry.seen?.map(({statement, at}) => [statement, at])),
    }
    const read = await verifyFolder(verifying, entry, judgeBy)
    if (read) shelf.push(read)
    faults.push(...(await zipFaults(reader, entry, rootKeys, judgeBy)))
    options.onBundle?.(shelf.length, live.size)
  }
  return shelf
}

async function verifyFolder(
  {reader, rootKeys, trust, faults, notes}: Verifying,
  entry: LiveEntry,
  judgeBy: VerifyBundleOptions,
): Promise<ReadBundle | null> {
  const folder = `bundles/${entry.bundle}`
  const bag = within(reader, folder)
  if ((await walk(bag, '')).length === 0) {
    faults.push(fault('missing', folder, `the bundle of ${entry.edition} is not there`))
    return null
  }
  const verified = await verifyBundle(bag, rootKeys, judgeBy)
  faults.push(...verified.faults.map((one) => moved(one, folder)))
  // Said once, for the whole.
  const said = verified.notes.filter(({code}) => code !== 'sample-content' || !trust?.trust.sample)
  notes.push(...said.map((note) => ({...note, path: `${folder}/${note.path}`})))
  const {digest, manifest} = verified
  if (digest !== null && digest !== entry.bundle) {
    faults.push(fault('wrong-name', folder, `holds the bundle ${digest}`))
    return null
  }
  if (!manifest) return null
  if (verified.ok) {
    const wanted = entryOfManifest(manifest, entry.bundle, {
      corrections: verified.corrections,
      zip: entry.zip,
      ...(entry.seen && {seen: entry.seen}),
    })
    if (canonicalJson(wanted) !== canonicalJson(entry)) {
      const isHere = canonicalJson(wanted.corrections) === canonicalJson(entry.corrections)
      const which = isHere ? 'the entry' : '`corrections` in the entry'
      const message = `${which} of ${entry.edition} says other than its bundle`
      faults.push(fault('index-differs', 'audiences', message))
    }
  }
  return {entry, manifest}
}

async function zipFaults(
  reader: ArtifactReader,
  entry: LiveEntry,
  rootKeys: readonly Uint8Array[],
  judgeBy: VerifyBundleOptions,
): Promise<Fault[]> {
  const path = zipPath(entry.bundle)
  const bytes = await reader.read(path)
  if (!bytes) return [fault('missing', path, `the zip of ${entry.edition} is not there`)]
  const sha256 = await sha256Hex(bytes)
  const found: Fault[] = []
  if (sha256 !== entry.zip.sha256 || bytes.length !== entry.zip.bytes) {
    const message = `has sha256 ${sha256}; the index says ${entry.zip.sha256}`
    found.push(fault('altered', path, message))
  }
  // The zip follows from the folder, which was verified: where it is that zip, it needs no more.
  const files = await readAll(within(reader, `bundles/${entry.bundle}`))
  if (files.size > 0 && equalBytes(zipFiles(entry.bundle, files), bytes)) return found
  const {faults} = await verifyBundle(bytes, rootKeys, judgeBy)
  return [...found, ...faults.map((one) => moved(one, path))]
}

/** Read the files of a bag; none of one that is too large, which is a fault already. */
async function readAll(bag: ArtifactReader): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const entries = await walk(bag, '')
  if (isTooLarge(entries)) return files
  for (const {path} of entries) {
    const bytes = await bag.read(path)
    if (bytes) files.set(path, bytes)
  }
  return files
}

function moved(one: Fault, folder: string): Fault {
  return {...one, path: one.path === '' ? folder : `${folder}/${one.path}`}
}
