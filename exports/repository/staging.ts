import type {ArtifactStore} from './artifact-store.ts'

/** Where a run builds what readers may not see yet. */
export const stagingName = '.staging'
/** Files on their way to the disk at once: a sync is mostly waiting. */
const maxWrites = 16
/** Where a run puts what readers may no longer see, before it is deleted. */
export const trashName = '.trash'

/** Remove what a run that was killed left behind. Call it with the lock held. */
export async function clearLeftovers(store: ArtifactStore): Promise<void> {
  for (const {name} of await store.list('')) {
    if (name.startsWith(stagingName) || name.startsWith(trashName)) await store.remove(name)
  }
}

/**
 * Put a set of files where readers see it, as one folder and in one step.
 *
 * Files are staged, each synced as it is written; then their folders, innermost first; then one
 * rename. What is at `to` already is moved out of the way first.
 *
 * @param files
 *   Bytes by path below `to`, one at a time.
 */
export async function placeFolder(
  store: ArtifactStore,
  to: string,
  files: AsyncIterable<[string, Uint8Array]> | Iterable<[string, Uint8Array]>,
): Promise<void> {
  const staged = `${stagingName}/${to}`
  await store.remove(staged)
  const folders = new Set([staged])
  for (const folder of await stageFiles(store, staged, files)) folders.add(folder)
  for (const folder of [...folders].toSorted((a, b) => b.length - a.length)) {
    await store.sync(folder)
  }
  await moveAway(store, to)
  await moveTo(store, staged, to)
}

/**
 * Write files into the staging folder, several at once.
 *
 * @returns Their folders.
 * @throws The first failure, once nothing is being written any more.
 */
async function stageFiles(
  store: ArtifactStore,
  staged: string,
  files: AsyncIterable<[string, Uint8Array]> | Iterable<[string, Uint8Array]>,
): Promise<Set<string>> {
  const folders = new Set<string>()
  const writing = new Set<Promise<void>>()
  const failures: unknown[] = []
  for await (const [path, bytes] of files) {
    for (const folder of foldersOf(path)) folders.add(`${staged}/${folder}`)
    const write = store
      .write(`${staged}/${path}`, bytes)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => writing.delete(write))
    writing.add(write)
    if (writing.size >= maxWrites) await Promise.race(writing)
    if (failures.length > 0) break
  }
  await Promise.all(writing)
  if (failures.length > 0) throw failures[0]
  return folders
}

/** Put one file where readers see it, in one step; replaces the one that is there. */
export async function placeFile(
  store: ArtifactStore,
  to: string,
  bytes: Uint8Array,
): Promise<void> {
  const staged = `${stagingName}/${to}`
  await store.remove(staged)
  await store.write(staged, bytes)
  await moveTo(store, staged, to)
}

/** Point a link elsewhere in one step. */
export async function placeLink(store: ArtifactStore, to: string, target: string): Promise<void> {
  const staged = `${stagingName}/${to}`
  await store.remove(staged)
  await store.makeFolder(stagingName)
  await store.link(staged, target)
  await moveTo(store, staged, to)
}

/** Take something out of readers' sight in one step, then delete it. */
export async function moveAway(store: ArtifactStore, path: string): Promise<void> {
  if ((await store.kind(path)) === undefined) return
  const parent = parentOf(path)
  const trash = `${trashName}/${path}`
  await store.remove(trash)
  await store.makeFolder(parentOf(trash))
  await store.rename(path, trash)
  await store.sync(parent)
  await store.remove(trash)
}

async function moveTo(store: ArtifactStore, from: string, to: string): Promise<void> {
  const parent = parentOf(to)
  if (parent !== '') {
    await store.makeFolder(parent)
    await store.sync('')
  }
  await store.rename(from, to)
  await store.sync(parent)
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function foldersOf(path: string): string[] {
  const steps = path.split('/').slice(0, -1)
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'))
}
