import type {FileStream} from './artifact-store.ts'
import type {Disk} from './disk.ts'

/** Where a run builds what readers may not see yet. */
export const stagingName = '.staging'
/** Files on their way to the disk at once: a sync is mostly waiting. */
const maxWrites = 16
/** Where a run puts what readers may no longer see, before it is deleted. */
export const trashName = '.trash'

/** Remove what a run that was killed left behind. Call it with the lock held. */
export async function clearLeftovers(disk: Disk): Promise<void> {
  let hasAny = false
  for (const {name} of await disk.list('')) {
    if (!name.startsWith(stagingName) && !name.startsWith(trashName)) continue
    await disk.remove(name)
    hasAny = true
  }
  if (hasAny) await disk.sync('')
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
export async function placeFolder(disk: Disk, to: string, files: FileStream): Promise<void> {
  const staged = `${stagingName}/${to}`
  await disk.remove(staged)
  try {
    const folders = [staged, ...(await stageFiles(disk, staged, files))]
    for (const folder of folders.toSorted((a, b) => b.length - a.length)) await disk.sync(folder)
  } catch (error) {
    // On a full disk it takes the room of what is smaller, and matters more.
    await Promise.allSettled([disk.remove(staged)])
    throw error
  }
  await moveAway(disk, to)
  await moveTo(disk, staged, to)
}

/**
 * Write files into the staging folder, several at once.
 *
 * @returns Their folders.
 * @throws The first failure, once nothing is being written any more.
 */
async function stageFiles(disk: Disk, staged: string, files: FileStream): Promise<Set<string>> {
  const folders = new Set<string>()
  const writing = new Set<Promise<void>>()
  const failures: unknown[] = []
  for await (const [path, bytes] of files) {
    for (const folder of foldersOf(path)) folders.add(`${staged}/${folder}`)
    const write = disk
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
export async function placeFile(disk: Disk, to: string, bytes: Uint8Array): Promise<void> {
  const staged = `${stagingName}/${to}`
  await disk.remove(staged)
  await disk.write(staged, bytes)
  await moveTo(disk, staged, to)
}

/** Point a link elsewhere in one step. */
export async function placeLink(disk: Disk, to: string, target: string): Promise<void> {
  const staged = `${stagingName}/${to}`
  await disk.remove(staged)
  await disk.makeFolder(stagingName)
  await disk.link(staged, target)
  await moveTo(disk, staged, to)
}

/** Take something out of readers' sight in one step, then delete it. */
export async function moveAway(disk: Disk, path: string): Promise<void> {
  if ((await disk.kind(path)) === undefined) return
  const parent = parentOf(path)
  const trash = `${trashName}/${path}`
  await disk.remove(trash)
  await disk.makeFolder(parentOf(trash))
  await disk.rename(path, trash)
  await disk.sync(parent)
  await disk.remove(trash)
}

async function moveTo(disk: Disk, from: string, to: string): Promise<void> {
  const parent = parentOf(to)
  if (parent !== '' && (await disk.kind(parent)) === undefined) {
    await disk.makeFolder(parent)
    for (let folder = parent; folder !== ''; folder = parentOf(folder)) {
      await disk.sync(parentOf(folder))
    }
  }
  await disk.rename(from, to)
  await disk.sync(parent)
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
}

function foldersOf(path: string): string[] {
  const steps = path.split('/').slice(0, -1)
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'))
}
