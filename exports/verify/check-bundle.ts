import {parseTrust, payloadTypes} from '#pipeline'
import type {ParsedTrust} from '#pipeline'
import {sha256Hex} from '#schemas'

import {bagFiles} from '../bundle/bag-files.ts'
import type {BundleManifest} from '../bundle/bundle-manifest.ts'
import {digestsOf, equalBytes} from '../bundle/digests.ts'
import {pathFaults} from '../bundle/path-faults.ts'
import {walk} from '../repository/artifact-store.ts'
import type {ArtifactReader, StoreEntry} from '../repository/artifact-store.ts'
import type {ShownCorrection} from '../repository/format/entries.ts'
import {signedCorrections} from '../repository/format/signed-corrections.ts'
import {fault} from './fault.ts'
import type {Fault, Note, Verification} from './fault.ts'
import {parseManifest} from '../bundle/parse-manifest.ts'
import {readZip, ZipError} from './read-zip.ts'
import {releaseFaults} from './release-faults.ts'
import {verifyEvidence, type TextDigest} from './verify-evidence.ts'

/** By what to judge a bundle, besides what is inside. */
export interface VerifyBundleOptions {
  /** UTC instant to judge by; without it nothing is called overdue or future-dated, and a note says so. */
  now?: string
  /** The publisher's newest trust file, which decides besides the one inside. */
  newest?: ParsedTrust
  /** When the publisher first saw statements of compromised keys, by id: the signed index tells. */
  seen?: ReadonlyMap<string, string>
}

/** What a verification found, and the manifest if it was one that can be read. */
export interface BundleVerification extends Verification {
  manifest: BundleManifest | null
  /** Hex sha256 of `bundle.dsse.json`. */
  digest: string | null
  /** What the signed corrections inside say in public; none where there is a fault. */
  corrections: ShownCorrection[]
}

const utf8 = new TextDecoder('utf-8', {ignoreBOM: true})
/** Without these there is nothing to admit: a manifest that leaves one out is no excuse. */
const evidence = ['data/edition.json', 'data/rights.json', 'data/trust.dsse.json']
const maxFiles = 10_000
const maxBytes = 512 * 1024 * 1024

/**
 * Check a bundle, with whatever writes its text: see `verifyBundle`.
 *
 * Every file is compared with what the release key signed, every tag file with what follows from
 * that, and the edition goes through the same admission as in the export, by the trust file
 * inside. Never throws for what is in the bundle: each fault is named with its file.
 *
 * This file and what it imports is all that the publisher's client needs: no renderer.
 *
 * @param input
 *   Bytes of a zip, or the folder of a bag.
 * @param rootKeys
 *   Raw public keys that may have signed the trust file inside: of every root of the publisher.
 * @param textDigest
 *   Null where the text cannot be composed: it is left unchecked then, and a note says so.
 */
export async function checkBundle(
  input: Uint8Array | ArtifactReader,
  rootKeys: readonly Uint8Array[],
  options: VerifyBundleOptions,
  textDigest: TextDigest | null,
): Promise<BundleVerification> {
  const faults: Fault[] = []
  const notes: Note[] = []
  const {files, folder} = await loadFiles(input, faults)
  const done = (manifest: BundleManifest | null, digest: string | null): BundleVerification => ({
    ok: faults.length === 0,
    faults,
    notes,
    manifest,
    digest,
    corrections: manifest && faults.length === 0 ? signedCorrections(manifest, files) : [],
  })
  const envelope = files.get('bundle.dsse.json')
  if (!envelope) {
    const code = files.has('bagit.txt') ? 'missing' : 'not-a-bundle'
    if (faults.length === 0) faults.push(fault(code, 'bundle.dsse.json', 'is missing'))
    return done(null, null)
  }

  const digest = await sha256Hex(envelope)
  const text = utf8.decode(envelope)
  const trust = await openTrust(files, rootKeys, faults)
  const manifest = await openManifest(text, trust, options.newest, faults)
  if (folder !== undefined && folder !== digest) {
    faults.push(fault('wrong-name', folder, `the folder in the zip must be named ${digest}`))
  }
  if (!manifest) return done(null, digest)

  await compareFiles(files, manifest, text, faults)
  if (trust) {
    const found = await verifyEvidence(files, manifest, trust, options, textDigest)
    faults.push(...found.faults)
    notes.push(...found.notes)
  }
  return done(manifest, digest)
}

interface Loaded {
  files: Map<string, Uint8Array>
  /** Of a zip: the one folder in it. */
  folder?: string
}

async function loadFiles(input: Uint8Array | ArtifactReader, faults: Fault[]): Promise<Loaded> {
  if (!(input instanceof Uint8Array)) return {files: await loadFolder(input, faults)}
  try {
    return readZip(input)
  } catch (error) {
    if (!(error instanceof ZipError)) throw error
    faults.push(fault(error.code, error.path, error.message))
    return {files: new Map()}
  }
}

/** Whether a folder has more in it than is read into memory. */
export function isTooLarge(entries: readonly StoreEntry[]): boolean {
  const size = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  return entries.length > maxFiles || size > maxBytes
}

async function loadFolder(
  reader: ArtifactReader,
  faults: Fault[],
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const entries = await walk(reader, '')
  if (isTooLarge(entries)) {
    faults.push(fault('zip-too-large', '', `more than ${maxFiles} files or ${maxBytes} bytes`))
    return files
  }
  faults.push(...pathFaults(entries.map(({path}) => path)))
  for (const {path, kind} of entries) {
    const bytes = kind === 'file' ? await reader.read(path) : undefined
    if (bytes) files.set(path, bytes)
    else faults.push(fault('not-a-file', path, `is a ${kind}, not a plain file`))
  }
  return files
}

async function openTrust(
  files: ReadonlyMap<string, Uint8Array>,
  rootKeys: readonly Uint8Array[],
  faults: Fault[],
): Promise<ParsedTrust | undefined> {
  const path = 'data/trust.dsse.json'
  const bytes = files.get(path)
  // That it is missing is reported with the other files.
  if (!bytes) return undefined
  let message = 'no root key is known'
  for (const rootKey of rootKeys) {
    try {
      return await parseTrust(utf8.decode(bytes), rootKey)
    } catch (error) {
      message = messageOf(error)
    }
  }
  faults.push(fault('trust-not-signed-by-root', path, message))
  return undefined
}

/** Verify the release key's signature and read what it signed. */
async function openManifest(
  envelope: string,
  inside: ParsedTrust | undefined,
  newest: ParsedTrust | undefined,
  faults: Fault[],
): Promise<BundleManifest | undefined> {
  const path = 'bundle.dsse.json'
  const parsed = parseManifest(envelope)
  if ('problem' in parsed) {
    faults.push(fault('malformed', path, parsed.problem))
    return undefined
  }
  for (const trust of newest ? [inside, newest] : [inside]) {
    if (trust)
      faults.push(...(await releaseFaults(envelope, payloadTypes.bundle, trust.trust, path)))
  }
  return parsed.manifest
}

async function compareFiles(
  files: ReadonlyMap<string, Uint8Array>,
  manifest: BundleManifest,
  envelope: string,
  faults: Fault[],
): Promise<void> {
  const sha512 = new Map<string, string>()
  const known = new Set<string>()
  const listed = new Set(manifest.files.map(({path}) => path))
  for (const path of evidence) {
    if (!listed.has(path)) faults.push(fault('missing', path, 'is part of every bundle'))
  }
  for (const {path, sha256, bytes} of manifest.files) {
    known.add(path)
    const content = files.get(path)
    if (!content) {
      faults.push(fault('missing', path, 'is named by the manifest and not there'))
      continue
    }
    const digests = await digestsOf(content)
    sha512.set(path, digests.sha512)
    if (content.length !== bytes || digests.sha256 !== sha256) {
      faults.push(fault('altered', path, `has sha256 ${digests.sha256}, not ${sha256}`))
    }
  }

  // Without every payload file as signed, the bag's own manifests cannot be known.
  const isWhole = faults.every(({code}) => code !== 'missing' && code !== 'altered')
  for (const [path, bytes] of await bagFiles(manifest, envelope, sha512)) {
    known.add(path)
    const content = files.get(path)
    if (!content) faults.push(fault('missing', path, 'is part of every bundle and not there'))
    else if (!equalBytes(content, bytes) && (isWhole || !/manifest-/.test(path))) {
      faults.push(fault('altered', path, 'differs from what follows from the signed manifest'))
    }
  }
  for (const path of files.keys()) {
    if (!known.has(path)) faults.push(fault('extra', path, 'is not named by the manifest'))
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
