import {join} from 'node:path'

import {publicKeyFromBase64Url} from '#pipeline'
import type {ParsedTrust} from '#pipeline'
import {canonicalJson} from '#schemas'

import {within} from '../../repository/artifact-store.ts'
import type {Disk} from '../../repository/disk.ts'
import type {LiveEntry} from '../../repository/format/entries.ts'
import {zipPath} from '../../repository/format/paths.ts'
import {placeFolder} from '../../repository/staging.ts'
import {checkBundle} from '../../verify/check-bundle.ts'
import {readZip} from '../../verify/read-zip.ts'
import {download, removePart} from './download.ts'
import {PullError} from './pull-error.ts'
import type {Patience} from './retry.ts'
import {bundlePath, partsFolder} from './shelf.ts'
import type {Source} from './source.ts'

const mostZipBytes = 512 * 1024 * 1024

/** With what bundles are fetched and judged. */
export interface Fetching {
  source: Source
  /** The folder that is pulled into: path, and as a store. */
  dir: string
  store: Disk
  trust: ParsedTrust
  /** Raw keys, base64url, of every root so far. */
  trustKeys: readonly string[]
  /** UTC instant. */
  now: string
  patience: Patience
}

/**
 * Fetch, verify and unpack the bundle of an entry; it is whole and on the disk, or not there.
 *
 * @throws `PullError` with the first fault of the verification.
 */
export async function fetchBundle(fetching: Fetching, entry: LiveEntry): Promise<void> {
  const {source, dir, store, patience} = fetching
  const place = bundlePath(entry.bundle)
  if ((await store.kind(place)) === 'folder' && (await isGood(fetching, entry))) return

  const {sha256, bytes} = entry.zip
  const path = zipPath(entry.bundle)
  if (bytes > mostZipBytes) {
    throw new PullError('too-large', path, `would have ${bytes} bytes; ${mostZipBytes} are read`)
  }
  const part = join(dir, partsFolder, `${entry.bundle}.zip`)
  const zip = await download(source, {path, sha256, bytes}, part, patience)
  try {
    await check(fetching, entry, zip, path)
    await placeFolder(store, place, readZip(zip).files)
  } finally {
    await removePart(part)
  }
}

/** Whether a bundle that lies there already is the one; if not, it is fetched again. */
async function isGood(fetching: Fetching, entry: LiveEntry): Promise<boolean> {
  const place = bundlePath(entry.bundle)
  try {
    await check(fetching, entry, within(fetching.store, place), place)
    return true
  } catch (error) {
    if (error instanceof PullError) return false
    throw error
  }
}

async function check(
  {trust, trustKeys, now}: Fetching,
  entry: LiveEntry,
  input: Parameters<typeof checkBundle>[0],
  path: string,
): Promise<void> {
  const seen = new Map(entry.seen?.map(({statement, at}) => [statement, at]))
  const roots = trustKeys.map(publicKeyFromBase64Url)
  const options = {now, newest: trust, seen}
  const {faults, manifest, digest, corrections} = await checkBundle(input, roots, options, null)
  const [fault] = faults
  if (fault) throw new PullError(fault.code, `${path}: ${fault.path}`, fault.message)

  const facts: Array<[name: string, said: unknown, found: unknown]> = [
    ['bundle', entry.bundle, digest],
    ['kind', entry.kind, manifest?.kind],
    ['article', entry.article, manifest?.article],
    ['language', entry.language, manifest?.language],
    ['number', entry.number, manifest?.number],
    ['edition', entry.edition, manifest?.edition],
    ['digest', entry.digest, manifest?.digest],
    ['emergency', entry.emergency, manifest?.emergency],
    ['validUntil', entry.validUntil, manifest?.validUntil],
  ]
  // What the release key says of corrections is what people signed.
  if (canonicalJson(entry.corrections) !== canonicalJson(corrections)) {
    const message = 'has other `corrections` than the index says'
    throw new PullError('bundle-differs', path, message)
  }
  const different = facts.find(([, said, found]) => said !== found)
  if (!different) return
  const [name, said, found] = different
  const message = `has \`${name}\` ${String(found)}, the index says ${String(said)}`
  throw new PullError('bundle-differs', path, message)
}
