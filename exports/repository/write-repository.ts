import type {ParsedTrust, RefusalCode} from '#pipeline'

import type {Bundle} from '../bundle/bundle.ts'
import type {ArtifactStore, StoreLock} from './artifact-store.ts'
import {closingOf, describeClosed, tellClosed, type ClosedAudience} from './closed-audiences.ts'
import {compareEntries, entryKey, isLive} from './format/entries.ts'
import type {LiveEntry, WithdrawnEntry} from './format/entries.ts'
import type {RepositoryHead, RepositoryIndex} from './format/head.ts'
import {shownAudience} from './format/shown-audience.ts'
import {markerName, markerText} from './marker.ts'
import {placeAudience, type WrittenAudience} from './place-audience.ts'
import {placeBundle} from './place-bundle.ts'
import {placeFile} from './place-file.ts'
import {placeTombstones, signTombstone} from './place-tombstone.ts'
import type {SignedTombstone, WithdrawnArticle} from './place-tombstone.ts'
import {placeView} from './place-view.ts'
import {previousAudience, type PreviousAudience} from './previous-audience.ts'
import {compareAuthority, openAuthority, placeAuthority, type Authority} from './release-trust.ts'
import {RepositoryError} from './repository-error.ts'
import {requireClock, type ClockFacts} from './require-clock.ts'
import {requireAudienceNames, requireEntryNames} from './require-names.ts'
import {compareShelved, entryOf, type Shelved} from './shelf.ts'
import {olderFiles, sweep, sweepBundles} from './sweep.ts'
import {layOutView} from './view.ts'

/** A bundle that is out from now on, and the audiences that get it. */
export interface CarriedBundle {
  bundle: Bundle
  audiences: readonly string[]
}

/** What every writing of a repository is given. */
export interface WritingFacts extends Authority, ClockFacts {
  withdrawn: readonly WithdrawnArticle[]
  /** How long a head is good for. */
  headHours: number
  /**
   * Record what is about to go out, and give the head of the ledger after that.
   *
   * Called once, when every bundle is in place and before any head names it: append and sync
   * `exported` and `removed` events here. Nothing new means nothing to append.
   */
  record(changes: RepositoryChanges): Promise<{seq: number; hash: string}>
}

/** What goes into a repository. */
export interface RepositoryContents extends WritingFacts {
  /** Names. One that the repository has and that is not among them is closed. */
  audiences: readonly string[]
  /** Names of those that are asked for, but not here: one that the repository has is not closed. */
  elsewhere?: readonly string[]
  /** Every bundle that is out from now on, one at a time: only one lies in memory. */
  bundles: AsyncIterable<CarriedBundle> | Iterable<CarriedBundle>
  /** Why the gate refuses an article that was out, by its id. */
  because: ReadonlyMap<string, RefusalCode>
}

/** An entry with the title that an index does not have. */
export type TitledEntry = LiveEntry & {title: string}

/** How what is out differs from before. */
export interface RepositoryChanges {
  /** Live entries that are new, or have another bundle. */
  added: TitledEntry[]
  unchanged: TitledEntry[]
  /** Entries that were live and are not any more, withdrawn ones too. */
  removed: LiveEntry[]
}

export interface WrittenRepository extends RepositoryChanges {
  audiences: WrittenAudience[]
  /** Index of the first audience. */
  index: RepositoryIndex
  /** Manifests and entries of what is out. */
  shelf: Shelved[]
  /** Whether any file changed. */
  wrote: boolean
}

/** What an export wrote. */
export interface ExportedRepository extends WrittenRepository {
  closed: ClosedAudience[]
}

/**
 * Write a repository so that a reader never sees half a bundle.
 *
 * Bundles and tombstones first, then the view and the trust file, then for each audience its feed,
 * its index, and last its head; what no index names is removed after that. A run that stops
 * anywhere leaves heads that name whole bundles only, and the next run finishes. A run with equal
 * contents writes nothing.
 *
 * @throws `RepositoryError`
 * @see docs/repository.md
 */
export async function writeRepository(
  store: ArtifactStore,
  contents: RepositoryContents,
): Promise<ExportedRepository> {
  requireAudienceNames(contents.audiences)
  const trust = await openAuthority(contents)
  const lock = await store.lock()
  try {
    const {isRotated} = await compareAuthority(store, contents, trust)
    const closing = await closingOf(store, contents, trust)
    const told = await readPrevious(store, contents.audiences, trust)
    const previous = new Map([...told, ...closing.kept])
    requireClock(headsOf(previous), contents)
    try {
      const shelf: Shelved[] = []
      let wrote = await placeFile(store, markerName, markerText)
      for await (const {bundle, audiences} of contents.bundles) {
        const entry = await entryOf(bundle, trust.trust)
        if (await placeBundle(store, bundle)) wrote = true
        shelf.push({entry, manifest: bundle.manifest, audiences})
      }
      const all = {
        ...contents,
        audiences: [...contents.audiences, ...closing.kept.keys()],
        withdrawn: tellClosed(contents.withdrawn, closing),
      }
      const run = {store, contents: all, trust, lock, previous, isRotated}
      const written = await publishShelf(run, shelf.toSorted(compareShelved))
      const closed = describeClosed(closing, written.audiences)
      return {...written, closed, wrote: wrote || written.wrote}
    } catch (error) {
      // A store that failed may fail again: then the next run tidies up.
      await Promise.allSettled([lock.check().then(() => sweepUnnamed(store, trust))])
      throw error
    }
  } finally {
    await lock.release()
  }
}

/**
 * Remove what a run that failed has put up for nothing: bundles that no head names.
 *
 * By the heads as they are now: the run may have written some, and others are of audiences that it
 * was to drop. Nothing goes where one cannot be read, or while an index of format 1 is there.
 */
async function sweepUnnamed(store: ArtifactStore, trust: ParsedTrust): Promise<void> {
  for (const path of olderFiles) if ((await store.kind(path)) !== undefined) return
  const names = (await store.list('audiences')).map(({name}) => name)
  const told = await readPrevious(store, names, trust)
  const named = [...told.values()].flatMap((one) => one?.index.entries ?? [])
  await sweepBundles(store, named, null)
}

/** One writing, with the lock held. */
export interface Run {
  store: ArtifactStore
  contents: WritingFacts & Pick<RepositoryContents, 'audiences' | 'because'>
  trust: ParsedTrust
  lock: StoreLock
  /** By audience; null where it is new. */
  previous: ReadonlyMap<string, PreviousAudience | null>
  isRotated: boolean
}

/** Read what each audience was told before. */
export async function readPrevious(
  store: ArtifactStore,
  audiences: readonly string[],
  {trust}: ParsedTrust,
): Promise<Map<string, PreviousAudience | null>> {
  const previous = new Map<string, PreviousAudience | null>()
  for (const name of audiences) previous.set(name, await previousAudience(store, name, trust))
  return previous
}

/** The heads that are out. */
export function headsOf(previous: ReadonlyMap<string, PreviousAudience | null>): RepositoryHead[] {
  return [...previous.values()].flatMap((one) => one?.head ?? [])
}

/** Tell every audience what is out, when all of it lies in the repository. */
export async function publishShelf(run: Run, shelf: Shelved[]): Promise<WrittenRepository> {
  const {store, contents, trust, lock, previous, isRotated} = run
  const before = [...previous.values()].flatMap((one) => one?.index.entries.filter(isLive) ?? [])
  const graves = await signTombstones(run, before)
  const now = contents.audiences.map((name) => ({name, entries: entriesFor(name, shelf, graves)}))
  for (const {name, entries} of now) {
    requireEntryNames(name, previous.get(name)?.index.entries ?? [], entries)
  }
  const changes = changesOf(shelf, before)
  const first = shownAudience(now)
  const view = await layOutView({
    shelf: shelf.filter(({audiences}) => audiences.includes(first)),
    withdrawn: graves
      .filter(({audiences}) => audiences.includes(first))
      .map(({tombstone}) => tombstone),
    publisher: trust.trust.publisher,
    sample: trust.trust.sample,
  })
  const ledger = await contents.record(changes)

  await lock.check()
  let wrote = await placeTombstones(store, graves)
  if (await placeView(store, view)) wrote = true
  if (await placeAuthority(store, contents)) wrote = true
  const {issued, headHours, because} = contents
  const facts = {authority: contents, trust, issued, headHours, ledger, isRotated}
  const audiences: WrittenAudience[] = []
  for (const {name, entries} of now) {
    await lock.check()
    const told = previous.get(name) ?? null
    audiences.push(await placeAudience(store, name, told, entries, because, facts))
  }
  const swept = await sweep(store, {audiences, graves, view, trust: trust.trust})
  wrote = wrote || swept || audiences.some((one) => one.wrote)
  return {...changes, audiences, index: audiences[0]!.index, shelf, wrote}
}

async function signTombstones(
  {store, contents, trust}: Run,
  before: readonly LiveEntry[],
): Promise<SignedTombstone[]> {
  const signed: SignedTombstone[] = []
  for (const withdrawn of contents.withdrawn) {
    const key = entryKey(withdrawn)
    const bundles = before.filter((entry) => entryKey(entry) === key).map(({bundle}) => bundle)
    const maker = {trust: trust.trust, signer: contents.signer}
    signed.push(await signTombstone(store, withdrawn, bundles, maker))
  }
  return signed
}

/** What one audience gets. @throws `RepositoryError` `article-twice` */
function entriesFor(
  audience: string,
  shelf: readonly Shelved[],
  graves: readonly SignedTombstone[],
): Array<LiveEntry | WithdrawnEntry> {
  const entries = [...shelf, ...graves]
    .filter(({audiences}) => audiences.includes(audience))
    .map(({entry}) => entry)
    .toSorted(compareEntries)
  const twice = entries.find(
    (entry, index) => index > 0 && entryKey(entry) === entryKey(entries[index - 1]!),
  )
  if (!twice) return entries
  throw new RepositoryError(
    'article-twice',
    twice.edition,
    `${twice.article} (${twice.language}) is there twice; one article has one entry`,
  )
}

/** One article may have several bundles: one for each way that it is rendered. */
function changesOf(shelf: readonly Shelved[], before: readonly LiveEntry[]): RepositoryChanges {
  const byBundle = new Map(shelf.map((one) => [one.entry.bundle, one]))
  const entries = [...byBundle.values()].map(({entry, manifest}) => ({
    ...entry,
    title: manifest.title,
  }))
  const out = new Set(before.map(({bundle}) => bundle))
  const now = new Set(entries.map(entryKey))
  return {
    added: entries.filter(({bundle}) => !out.has(bundle)),
    unchanged: entries.filter(({bundle}) => out.has(bundle)),
    removed: [
      ...new Map(
        before
          .filter((entry) => !now.has(entryKey(entry)))
          .map((entry) => [entryKey(entry), entry]),
      ).values(),
    ],
  }
}
