import {pathFault} from '../../bundle/path-faults.ts'
import type {Disk} from '../../repository/disk.ts'
import {entryKey, isLive, type IndexEntry, type LiveEntry} from '../../repository/format/entries.ts'
import {moveAway} from '../../repository/staging.ts'
import {PullError} from './pull-error.ts'
import type {PullState} from './state.ts'

/** Where a publisher reads: one link for each article, to the files of its bundle. */
const articlesFolder = 'articles'
/** Where unpacked bundles lie, each under its digest. */
const bundlesFolder = 'bundles'
/** Where the tombstones of withdrawn articles lie. */
const withdrawnFolder = 'withdrawn'
/** Where half a download waits for the next run. */
export const partsFolder = '.parts'
/** Cleared away like all that is staged. */
const stagedLink = '.staging-link'

/**
 * Name of an article in one language, in `articles/` and `withdrawn/`.
 *
 * @throws `PullError` for ids that are no safe names.
 */
export function nameOf({article, language}: Pick<IndexEntry, 'article' | 'language'>): string {
  const name = `${article}.${language}`
  const fault = pathFault(name)
  if (fault) throw new PullError(fault.code, name, fault.message)
  if (name.includes('/')) throw new PullError('path-escapes', name, 'has a slash')
  return name
}

/** Place of the link to an article. */
export function articlePath(entry: Pick<IndexEntry, 'article' | 'language'>): string {
  return `${articlesFolder}/${nameOf(entry)}`
}

/** Place of the tombstone of an article. */
export function tombstonePath(entry: Pick<IndexEntry, 'article' | 'language'>): string {
  return `${withdrawnFolder}/${nameOf(entry)}.json`
}

/** Place of an unpacked bundle. */
export function bundlePath(bundle: string): string {
  return `${bundlesFolder}/${bundle}`
}

/**
 * Bring `articles/` to what the state says, one link at a time: first what is to go.
 *
 * A link changes in one step, so a reader finds the old edition, the new one, or nothing.
 */
export async function arrangeShelf(store: Disk, state: PullState): Promise<void> {
  const wanted = new Map<string, string>()
  for (const entry of state.entries) {
    const shown = state.shown[entryKey(entry)]
    if (shown && !shown.hasRunOut) wanted.set(nameOf(entry), targetOf(shown.bundle))
  }
  const present = await store.list(articlesFolder)
  for (const {name} of present) {
    if (!wanted.has(name)) await moveAway(store, `${articlesFolder}/${name}`)
  }
  for (const [name, target] of wanted) {
    const path = `${articlesFolder}/${name}`
    if ((await store.readLink(path)) === target) continue
    await pointLink(store, path, target)
  }
  const withdrawn = new Set(
    state.entries.flatMap((entry) => (entry.status === 'withdrawn' ? [nameOf(entry)] : [])),
  )
  for (const {name} of await store.list(withdrawnFolder)) {
    if (!withdrawn.has(name.replace(/\.json$/, ''))) {
      await moveAway(store, `${withdrawnFolder}/${name}`)
    }
  }
}

/** Put articles on show whose bundles are there. */
export async function showOnShelf(store: Disk, entries: readonly LiveEntry[]): Promise<void> {
  for (const entry of entries) await pointLink(store, articlePath(entry), targetOf(entry.bundle))
}

function targetOf(bundle: string): string {
  return `../${bundlePath(bundle)}/data`
}

/** Point a link elsewhere in one step. */
async function pointLink(store: Disk, path: string, target: string): Promise<void> {
  const kind = await store.kind(path)
  if (kind !== undefined && kind !== 'link') await moveAway(store, path)
  await store.remove(stagedLink)
  await store.makeFolder(articlesFolder)
  await store.link(stagedLink, target)
  await store.rename(stagedLink, path)
  await store.sync(articlesFolder)
}

/** Delete the bundles of what was taken back; those that were replaced stay until the next run. */
export async function removeTakenBack(
  store: Disk,
  before: PullState,
  state: PullState,
): Promise<void> {
  const needed = bundlesOf(state)
  for (const {bundle} of takenBack(before, state)) {
    if (!needed.has(bundle)) await moveAway(store, bundlePath(bundle))
  }
}

/** Take links and bundles of what was taken back, or ran out, away, with operations that need no room on a disk. */
export async function tearDown(store: Disk, before: PullState, state: PullState): Promise<void> {
  const needed = bundlesOf(state)
  for (const {entry, bundle} of takenBack(before, state)) {
    await store.remove(articlePath(entry))
    if (!needed.has(bundle)) await store.remove(bundlePath(bundle))
  }
}

function takenBack(
  before: PullState,
  state: PullState,
): Array<{entry: IndexEntry; bundle: string}> {
  return before.entries.flatMap((entry) => {
    const key = entryKey(entry)
    const [shown, after] = [before.shown[key], state.shown[key]]
    return shown && (!after || after.hasRunOut) ? [{entry, bundle: shown.bundle}] : []
  })
}

/** Delete bundles, and halves of them, that nothing shows or waits for. */
export async function sweepShelf(store: Disk, state: PullState): Promise<void> {
  const needed = bundlesOf(state)
  for (const {name} of await store.list(bundlesFolder)) {
    if (!needed.has(name)) await moveAway(store, bundlePath(name))
  }
  for (const {name} of await store.list(partsFolder)) {
    if (!needed.has(name.replace(/\..*$/, ''))) await store.remove(`${partsFolder}/${name}`)
  }
}

function bundlesOf({entries, shown}: PullState): Set<string> {
  return new Set([
    ...entries.filter(isLive).map(({bundle}) => bundle),
    ...Object.values(shown).map(({bundle}) => bundle),
  ])
}

/** Articles on show whose bundle is gone from the disk: they are forgotten, so as to be fetched. */
export async function forgetLost(store: Disk, state: PullState): Promise<PullState> {
  const folders = new Set((await store.list(bundlesFolder)).map(({name}) => name))
  const kept = Object.entries(state.shown).filter(([, {bundle}]) => folders.has(bundle))
  if (kept.length === Object.keys(state.shown).length) return state
  return {...state, shown: Object.fromEntries(kept)}
}
