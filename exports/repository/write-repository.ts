import {keyidOf, parseTrust} from '#pipeline'
import type {ParsedTrust} from '#pipeline'

import type {Bundle, ReleaseSigner} from '../bundle/bundle.ts'
import {equalBytes} from '../bundle/digests.ts'
import type {ArtifactStore, StoreLock} from './artifact-store.ts'
import {markerName, markerText} from './marker.ts'
import {placeBundle} from './place-bundle.ts'
import {placeIndex} from './place-index.ts'
import {placeView, viewFolder} from './place-view.ts'
import {isOfOtherPublisher, previousIndex, previousTrustVersion} from './previous-index.ts'
import {RepositoryError} from './repository-error.ts'
import {compareEntries, entryKey, entryOf} from './repository-index.ts'
import type {IndexEntry, LiveEntry, RepositoryIndex, WithdrawnEntry} from './repository-index.ts'
import {clearLeftovers, moveAway, placeFile, stagingName, trashName} from './staging.ts'
import {layOutView} from './view.ts'
import type {Shelved, View} from './view.ts'

/** What goes into a repository. */
export interface RepositoryContents {
  /** Every bundle that is out from now on, one at a time: only one lies in memory. */
  bundles: AsyncIterable<Bundle> | Iterable<Bundle>
  withdrawn: readonly WithdrawnEntry[]
  /** Text of the newest trust file, and the raw root key that signed it. */
  trust: string
  rootKey: Uint8Array
  signer: ReleaseSigner
  /** UTC instant of the export. */
  issued: string
  /**
   * Record what is about to go out, and give the head of the ledger after that.
   *
   * Called once, when every bundle is in place and before the index names any: append and sync
   * `exported` and `removed` events here. Nothing new means nothing to append.
   */
  record(changes: RepositoryChanges): Promise<{seq: number; hash: string}>
}

/** How the entries of a run differ from the index that was there. */
export interface RepositoryChanges {
  /** Live entries that are new, or differ. */
  added: LiveEntry[]
  unchanged: LiveEntry[]
  /** Entries that were live and are not any more, withdrawn ones too. */
  removed: LiveEntry[]
}

export interface WrittenRepository extends RepositoryChanges {
  index: RepositoryIndex
  /** Whether any file changed. */
  wrote: boolean
}

/**
 * Write a repository so that a reader never sees half a bundle.
 *
 * Bundles first, then the view, then the trust file, and last the index; what the new index no
 * longer names is removed after that. A run that stops anywhere leaves a repository whose index
 * still names whole bundles only, and the next run finishes. A run with equal contents writes
 * nothing.
 *
 * @throws `RepositoryError`
 * @see docs/repository.md
 */
export async function writeRepository(
  store: ArtifactStore,
  contents: RepositoryContents,
): Promise<WrittenRepository> {
  const trust = await openTrust(contents)
  const lock = await store.lock()
  try {
    await clearLeftovers(store)
    return await write(store, contents, trust, lock)
  } catch (error) {
    // A store that failed may fail again: then the next run tidies up.
    await Promise.allSettled([tidy(store, trust, lock)])
    throw error
  } finally {
    await lock.release()
  }
}

async function write(
  store: ArtifactStore,
  contents: RepositoryContents,
  trust: ParsedTrust,
  lock: StoreLock,
): Promise<WrittenRepository> {
  await refuseOtherTrust(store, contents, trust)
  let wrote = await placeIfOther(store, markerName, new TextEncoder().encode(markerText))
  const shelf: Shelved[] = []
  for await (const bundle of contents.bundles) {
    const entry = await entryOf(bundle, trust.trust)
    if (await placeBundle(store, bundle)) wrote = true
    shelf.push({entry, manifest: bundle.manifest})
  }
  const entries = sortEntries(shelf, contents.withdrawn)
  const view = await layOutView({
    shelf,
    withdrawn: contents.withdrawn,
    publisher: trust.trust.publisher,
    sample: trust.trust.sample,
  })

  const previous = await previousIndex(store, trust.trust)
  const changes = changesOf(shelf, previous.index?.entries ?? [])
  const ledger = await contents.record(changes)

  await lock.check()
  if (await placeView(store, view)) wrote = true
  if (await placeIfOther(store, 'trust.dsse.json', new TextEncoder().encode(trust.envelope))) {
    wrote = true
  }
  const {index, isNew} = await placeIndex(store, previous, contents, {
    publisher: trust.trust.publisher,
    sample: trust.trust.sample,
    ledger,
    trust: {version: trust.trust.version, digest: trust.digest},
    entries,
  })
  const swept = await sweep(store, entries, view)
  return {...changes, index, wrote: wrote || isNew || swept}
}

/** After a run that failed: remove what it staged, and bundles that no index names. */
async function tidy(store: ArtifactStore, trust: ParsedTrust, lock: StoreLock): Promise<void> {
  await lock.check()
  await clearLeftovers(store)
  const {index, envelope} = await previousIndex(store, trust.trust)
  // An index that cannot be read names nobody knows what.
  if (!index && envelope !== '') return
  await sweepBundles(store, index?.entries ?? [])
  await store.remove(trashName)
}

async function openTrust({trust, rootKey, signer}: RepositoryContents): Promise<ParsedTrust> {
  let parsed: ParsedTrust
  try {
    parsed = await parseTrust(trust, rootKey)
  } catch (cause) {
    throw new RepositoryError(
      'trust-unverified',
      'trust.dsse.json',
      'the trust file is not signed by the root key, or is malformed',
      {cause},
    )
  }
  const key = parsed.trust.release.find(({keyid}) => keyid === signer.keyid)
  if (!key || key.revoked) {
    throw new RepositoryError(
      'release-key-unknown',
      'index.dsse.json',
      `the trust file has no release key ${signer.keyid} that stands; sign with one that it has`,
    )
  }
  return parsed
}

async function refuseOtherTrust(
  store: ArtifactStore,
  {rootKey}: RepositoryContents,
  {trust}: ParsedTrust,
): Promise<void> {
  if (await isOfOtherPublisher(store, await keyidOf(rootKey))) {
    throw new RepositoryError(
      'other-publisher',
      'trust.dsse.json',
      'is signed by another root key; give another folder, or delete this repository first',
    )
  }
  const out = await previousTrustVersion(store, rootKey)
  if (trust.version >= out) return
  throw new RepositoryError(
    'trust-older-than-newest',
    'trust.dsse.json',
    `the repository has version ${out} of the trust file, this is version ${trust.version}`,
  )
}

function sortEntries(
  shelf: readonly Shelved[],
  withdrawn: readonly WithdrawnEntry[],
): IndexEntry[] {
  const entries = [...shelf.map(({entry}) => entry), ...withdrawn].toSorted(compareEntries)
  const twice = entries.find(
    (entry, index) => index > 0 && entryKey(entry) === entryKey(entries[index - 1]!),
  )
  if (twice) {
    throw new RepositoryError(
      'article-twice',
      twice.edition,
      `${twice.article} (${twice.language}) is there twice; one article has one entry`,
    )
  }
  return entries
}

function changesOf(shelf: readonly Shelved[], before: readonly IndexEntry[]): RepositoryChanges {
  const live = before.filter((entry): entry is LiveEntry => entry.status !== 'withdrawn')
  const bundleOf = new Map(live.map((entry) => [entryKey(entry), entry.bundle]))
  const entries = shelf.map(({entry}) => entry).toSorted(compareEntries)
  const isSame = (entry: LiveEntry): boolean => bundleOf.get(entryKey(entry)) === entry.bundle
  const now = new Set(entries.map(entryKey))
  return {
    added: entries.filter((entry) => !isSame(entry)),
    unchanged: entries.filter(isSame),
    removed: live.filter((entry) => !now.has(entryKey(entry))),
  }
}

async function placeIfOther(
  store: ArtifactStore,
  path: string,
  bytes: Uint8Array,
): Promise<boolean> {
  const there = await store.read(path)
  if (there !== undefined && equalBytes(there, bytes)) return false
  await placeFile(store, path, bytes)
  return true
}

/** Remove what the index does not name: bundles, views, and the folders of this run. */
async function sweep(
  store: ArtifactStore,
  entries: readonly IndexEntry[],
  view: View,
): Promise<boolean> {
  let swept = await sweepBundles(store, entries)
  for (const {name} of await store.list('views')) {
    if (`views/${name}` === viewFolder(view)) continue
    await moveAway(store, `views/${name}`)
    swept = true
  }
  await store.remove(stagingName)
  await store.remove(trashName)
  await store.sync('')
  return swept
}

async function sweepBundles(
  store: ArtifactStore,
  entries: readonly IndexEntry[],
): Promise<boolean> {
  const named = new Set(
    entries.flatMap((entry) =>
      entry.status === 'withdrawn' ? [] : [entry.bundle, `${entry.bundle}.zip`],
    ),
  )
  let swept = false
  for (const {name} of await store.list('bundles')) {
    if (named.has(name)) continue
    await moveAway(store, `bundles/${name}`)
    swept = true
  }
  return swept
}
