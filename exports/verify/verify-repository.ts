import {parseTrust, payloadTypes} from '#pipeline'
import type {ParsedTrust} from '#pipeline'
import {canonicalJson, sha256Hex} from '#schemas'

import {evidenceFiles} from '../bundle/bag-files.ts'
import {equalBytes} from '../bundle/digests.ts'
import {zipFiles} from '../bundle/zip-files.ts'
import {walk, within} from '../repository/artifact-store.ts'
import type {ArtifactReader} from '../repository/artifact-store.ts'
import {markerName, markerText} from '../repository/marker.ts'
import {entryOfManifest} from '../repository/repository-index.ts'
import type {LiveEntry, RepositoryIndex} from '../repository/repository-index.ts'
import type {Shelved} from '../repository/view.ts'
import {fault} from './fault.ts'
import type {Fault, Note, Verification} from './fault.ts'
import {parseIndex} from './parse-manifest.ts'
import {releaseFaults} from './release-faults.ts'
import {verifyBundle} from './verify-bundle.ts'
import type {VerifyBundleOptions} from './check-bundle.ts'
import {viewFaults} from './view-faults.ts'

export interface VerifyRepositoryOptions {
  /** UTC instant to judge by. */
  now?: string
  /** Called after each bundle, for progress on long work. */
  onBundle?: (done: number, total: number) => void
}

/** What a verification found, and the index if there is one that can be read. */
export interface RepositoryVerification extends Verification {
  index: RepositoryIndex | null
}

const utf8 = new TextDecoder('utf-8', {ignoreBOM: true})
const rootFiles = new Set([
  markerName,
  'index.dsse.json',
  'index.pae',
  'index.sig',
  'trust.dsse.json',
  'latest',
])

/**
 * Verify a repository with nothing but the publisher's root key: trust file, index, every bundle
 * as a folder and as a zip (by the trust file inside and by the newest), and the browsable view.
 *
 * Reads one bundle at a time. Never throws for what is in the repository.
 */
export async function verifyRepository(
  reader: ArtifactReader,
  rootKey: Uint8Array,
  options: VerifyRepositoryOptions = {},
): Promise<RepositoryVerification> {
  const faults: Fault[] = []
  const notes: Note[] = []
  const done = (index: RepositoryIndex | null): RepositoryVerification => ({
    ok: faults.length === 0,
    faults,
    notes,
    index,
  })

  const marker = await reader.read(markerName)
  const indexBytes = await reader.read('index.dsse.json')
  if (!marker && !indexBytes) {
    faults.push(fault('not-a-repository', '', `has no ${markerName} and no index.dsse.json`))
    return done(null)
  }
  if (!marker) faults.push(fault('missing', markerName, 'is part of every repository'))
  else if (utf8.decode(marker) !== markerText) {
    faults.push(fault('altered', markerName, 'differs from the text that marks a repository'))
  }

  const trust = await openTrust(reader, rootKey, faults)
  const index = await openIndex(reader, indexBytes, trust, faults)
  if (index && trust) faults.push(...trustFaults(index, trust, notes))
  if (index) {
    const shelf = await verifyShelf(reader, rootKey, index, {...options, trust}, {faults, notes})
    faults.push(...(await viewFaults(reader, shelf, index)))
    if (index.sample) {
      notes.push({
        code: 'sample-content',
        path: '',
        message: 'Sample content, not reviewed by a physician.',
      })
    }
  }
  faults.push(...(await strayFaults(reader, index)))
  return done(index)
}

async function openTrust(
  reader: ArtifactReader,
  rootKey: Uint8Array,
  faults: Fault[],
): Promise<ParsedTrust | undefined> {
  const path = 'trust.dsse.json'
  const bytes = await reader.read(path)
  if (!bytes) {
    faults.push(fault('missing', path, 'is part of every repository'))
    return undefined
  }
  try {
    return await parseTrust(utf8.decode(bytes), rootKey)
  } catch (error) {
    faults.push(fault('trust-not-signed-by-root', path, messageOf(error)))
    return undefined
  }
}

async function openIndex(
  reader: ArtifactReader,
  bytes: Uint8Array | undefined,
  trust: ParsedTrust | undefined,
  faults: Fault[],
): Promise<RepositoryIndex | null> {
  const path = 'index.dsse.json'
  if (!bytes) {
    faults.push(fault('missing', path, 'is part of every repository'))
    return null
  }
  const envelope = utf8.decode(bytes)
  const parsed = parseIndex(envelope)
  if ('problem' in parsed) {
    faults.push(fault('index-altered', path, parsed.problem))
    return null
  }
  if (trust) {
    const found = await releaseFaults(envelope, payloadTypes.index, trust.trust, path)
    faults.push(
      ...found.map((one) =>
        one.code === 'bad-signature' ? {...one, code: 'index-altered' as const} : one,
      ),
    )
  }
  for (const [name, wanted] of await evidenceFiles('index', envelope)) {
    const there = await reader.read(name)
    if (!there) faults.push(fault('missing', name, 'belongs beside index.dsse.json'))
    else if (!equalBytes(there, wanted)) {
      faults.push(fault('altered', name, 'is not what follows from index.dsse.json'))
    }
  }
  return parsed.index
}

function trustFaults(index: RepositoryIndex, {trust, digest}: ParsedTrust, notes: Note[]): Fault[] {
  const path = 'trust.dsse.json'
  if (trust.version < index.trust.version) {
    const message = `is version ${trust.version}; the index was made with version ${index.trust.version}`
    return [fault('trust-older-than-newest', path, message)]
  }
  if (trust.version > index.trust.version) {
    const message = `Version ${trust.version} is newer than the index (version ${index.trust.version}): an export was cut short or is running.`
    notes.push({code: 'trust-newer-than-index', path, message})
    return []
  }
  if (digest !== index.trust.digest) {
    return [fault('altered', path, `has sha256 ${digest}; the index says ${index.trust.digest}`)]
  }
  return []
}

/** Verify each bundle that the index names, as a folder and as a zip. */
async function verifyShelf(
  reader: ArtifactReader,
  rootKey: Uint8Array,
  index: RepositoryIndex,
  options: VerifyRepositoryOptions & {trust: ParsedTrust | undefined},
  found: {faults: Fault[]; notes: Note[]},
): Promise<Shelved[]> {
  const shelf: Shelved[] = []
  const live = index.entries.filter((entry): entry is LiveEntry => entry.status !== 'withdrawn')
  for (const [done, entry] of live.entries()) {
    const folder = `bundles/${entry.bundle}`
    const bag = within(reader, folder)
    const judgeBy: VerifyBundleOptions = {
      ...(options.now !== undefined && {now: options.now}),
      ...(options.trust && {newest: options.trust}),
      seen: new Map(entry.seen?.map(({statement, at}) => [statement, at])),
    }
    if ((await walk(bag, '')).length === 0) {
      found.faults.push(fault('missing', folder, `the bundle of ${entry.edition} is not there`))
    } else {
      const verified = await verifyBundle(bag, rootKey, judgeBy)
      found.faults.push(...verified.faults.map((one) => moved(one, folder)))
      // Said once, for the whole.
      const notes = verified.notes.filter(({code}) => code !== 'sample-content' || !index.sample)
      found.notes.push(...notes.map((note) => ({...note, path: `${folder}/${note.path}`})))
      found.faults.push(...entryFaults(entry, verified.digest, verified.manifest, index))
      if (verified.manifest) shelf.push({entry, manifest: verified.manifest})
    }
    found.faults.push(...(await zipFaults(reader, entry, rootKey, judgeBy)))
    options.onBundle?.(done + 1, live.length)
  }
  return shelf
}

function entryFaults(
  entry: LiveEntry,
  digest: string | null,
  manifest: Shelved['manifest'] | null,
  index: RepositoryIndex,
): Fault[] {
  const path = `bundles/${entry.bundle}`
  const faults: Fault[] = []
  if (digest !== null && digest !== entry.bundle) {
    faults.push(fault('wrong-name', path, `holds the bundle ${digest}`))
  }
  if (manifest && digest === entry.bundle) {
    const wanted = entryOfManifest(manifest, entry.bundle, {
      zip: entry.zip,
      ...(entry.seen && {seen: entry.seen}),
    })
    if (canonicalJson(wanted) !== canonicalJson(entry)) {
      const message = `the entry of ${entry.edition} says other than its bundle`
      faults.push(fault('index-differs', 'index.dsse.json', message))
    }
  }
  const withdrawn = index.entries.find(
    (other) =>
      other.status === 'withdrawn' &&
      other.article === entry.article &&
      other.language === entry.language &&
      other.number >= entry.number,
  )
  if (withdrawn) {
    faults.push(fault('withdrawn', path, `${entry.edition} is withdrawn by the index`))
  }
  return faults
}

async function zipFaults(
  reader: ArtifactReader,
  entry: LiveEntry,
  rootKey: Uint8Array,
  judgeBy: VerifyBundleOptions,
): Promise<Fault[]> {
  const path = `bundles/${entry.bundle}.zip`
  const bytes = await reader.read(path)
  if (!bytes) return [fault('missing', path, `the zip of ${entry.edition} is not there`)]
  const sha256 = await sha256Hex(bytes)
  const found: Fault[] = []
  if (sha256 !== entry.zip.sha256 || bytes.length !== entry.zip.bytes) {
    const message = `has sha256 ${sha256}; the index says ${entry.zip.sha256}`
    found.push(fault('altered', path, message))
  }
  // The zip follows from the folder, which was verified: where it is that zip, it needs no more.
  if (await isZipOf(reader, entry.bundle, bytes)) return found
  const {faults} = await verifyBundle(bytes, rootKey, judgeBy)
  return [...found, ...faults.map((one) => moved(one, path))]
}

async function isZipOf(reader: ArtifactReader, bundle: string, zip: Uint8Array): Promise<boolean> {
  const bag = within(reader, `bundles/${bundle}`)
  const files = new Map<string, Uint8Array>()
  for (const {path} of await walk(bag, '')) {
    const bytes = await bag.read(path)
    if (!bytes) return false
    files.set(path, bytes)
  }
  return files.size > 0 && equalBytes(zipFiles(bundle, files), zip)
}

/** Name what nobody names: in the root, among the bundles, among the views. */
async function strayFaults(
  reader: ArtifactReader,
  index: RepositoryIndex | null,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const {name} of await reader.list('')) {
    if (rootFiles.has(name) || name === 'bundles' || name === 'views') continue
    const message = name.startsWith('.')
      ? 'is not part of a repository: an export is running, or was cut short'
      : 'is not part of a repository'
    faults.push(fault('extra', name, message))
  }
  if (!index) return faults
  const named = new Set(
    index.entries.flatMap((entry) =>
      entry.status === 'withdrawn' ? [] : [entry.bundle, `${entry.bundle}.zip`],
    ),
  )
  for (const {name} of await reader.list('bundles')) {
    if (!named.has(name)) faults.push(fault('extra', `bundles/${name}`, 'is not in the index'))
  }
  return faults
}

function moved(one: Fault, folder: string): Fault {
  return {...one, path: one.path === '' ? folder : `${folder}/${one.path}`}
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
