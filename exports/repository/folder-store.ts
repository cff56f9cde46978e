import {constants, type Stats} from 'node:fs'
import {lstat, open, readdir, readlink, rename, rm, symlink} from 'node:fs/promises'
import {dirname, join} from 'node:path'

import {compareText} from '#schemas'

import {pathFault} from '../bundle/path-faults.ts'
import type {PartReader, StoreEntry} from './artifact-store.ts'
import type {Disk} from './disk.ts'
import {takeFolderLock} from './folder-lock.ts'
import {makeFolders} from './make-folders.ts'
import {openPlain, plainState} from './open-file.ts'
import {RepositoryError} from './repository-error.ts'

/**
 * Read files below a folder. Nothing is read through a link, whatever lies in the folder.
 */
export function folderReader(root: string): PartReader {
  return {
    name: root,
    kind: (path) =>
      attempt(root, path, async () => {
        const place = await insidePlace(root, path)
        const stat = place === undefined ? undefined : await orMissing(lstat(place))
        return stat && kindOf(stat)
      }),
    list: (folder) => attempt(root, folder, () => listFolder(root, folder)),
    read: (path, most = Number.POSITIVE_INFINITY) =>
      attempt(root, path, async () => {
        const place = await insidePlace(root, path)
        return place === undefined ? undefined : readPlain(place, most)
      }),
    readLink: (path) =>
      attempt(root, path, async () => {
        const place = await insidePlace(root, path)
        if (place === undefined) return undefined
        return orMissing(readlink(place), 'EINVAL')
      }),
    state: (path) =>
      attempt(root, path, async () => {
        const place = await insidePlace(root, path)
        return place === undefined ? undefined : orMissing(plainState(place))
      }),
    open: (path) =>
      attempt(root, path, async () => {
        const place = await insidePlace(root, path)
        return place === undefined ? undefined : orMissing(openPlain(place), 'ELOOP')
      }),
  }
}

/** The disk below a folder that `openRepositoryFolder` found safe. */
export function folderDisk(root: string): Disk {
  return {
    ...folderReader(root),
    write: (path, bytes) => attempt(root, path, () => writeNew(root, path, bytes)),
    sync: (folder) => attempt(root, folder, () => syncFolder(join(root, folder))),
    rename: (from, to) =>
      attempt(root, to, async () => rename(await ownPlace(root, from), await ownPlace(root, to))),
    makeFolder: (folder) => attempt(root, folder, () => makeFolder(root, folder)),
    link: (path, target) =>
      attempt(root, path, async () => symlink(target, await ownPlace(root, path))),
    remove: (path) =>
      attempt(root, path, async () =>
        rm(await ownPlace(root, path), {recursive: true, force: true}),
      ),
    lock: () => takeFolderLock(root),
  }
}

async function listFolder(root: string, folder: string): Promise<StoreEntry[]> {
  const place = folder === '' ? root : await insidePlace(root, folder)
  if (place === undefined) return []
  const stat = await orMissing(lstat(place))
  if (!stat?.isDirectory()) return []

  const entries: StoreEntry[] = []
  for (const name of (await readdir(place)).toSorted(compareText)) {
    const stat = await lstat(join(place, name))
    const kind = kindOf(stat)
    entries.push({name, kind, bytes: kind === 'file' ? stat.size : 0})
  }
  return entries
}

function kindOf(stat: Stats): StoreEntry['kind'] {
  if (stat.isFile()) return 'file'
  if (stat.isDirectory()) return 'folder'
  return stat.isSymbolicLink() ? 'link' : 'other'
}

async function readPlain(place: string, most: number): Promise<Uint8Array | undefined> {
  // Through a link, a bundle could name any file of the machine; a named pipe would make us wait.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await orMissing(open(place, flags), 'ELOOP')
  if (!file) return undefined
  try {
    const stat = await file.stat()
    if (!stat.isFile() || stat.size > most) return undefined
    return new Uint8Array(await file.readFile())
  } finally {
    await file.close()
  }
}

async function writeNew(root: string, path: string, bytes: Uint8Array): Promise<void> {
  await makeFolder(root, dirname(path) === '.' ? '' : dirname(path))
  const file = await open(await ownPlace(root, path), 'wx', 0o644)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function makeFolder(root: string, folder: string): Promise<void> {
  if (folder === '') return
  await makeFolders(await ownPlace(root, folder))
  // A link that was there before counts as a folder for it.
  await ownPlace(root, `${folder}/x`)
}

async function syncFolder(place: string): Promise<void> {
  const handle = await open(place, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Place of a path below the root; undefined when a step on the way is missing or is a link. */
async function insidePlace(root: string, path: string): Promise<string | undefined> {
  let place = root
  const steps = path.split('/')
  for (const step of steps.slice(0, -1)) {
    place = join(place, step)
    const stat = await orMissing(lstat(place))
    if (!stat?.isDirectory()) return undefined
  }
  return join(place, steps.at(-1)!)
}

/** Place of a path that the store writes: safe by name, and no step on the way is a link. */
async function ownPlace(root: string, path: string): Promise<string> {
  const fault = pathFault(path)
  if (fault) throw new RepositoryError(fault.code, path, fault.message)
  let place = root
  for (const step of path.split('/').slice(0, -1)) {
    place = join(place, step)
    const stat = await orMissing(lstat(place))
    if (stat && !stat.isDirectory()) {
      throw new RepositoryError(
        'path-escapes',
        path,
        `\`${place}\` is not a real folder; remove it`,
      )
    }
  }
  return join(root, path)
}

async function orMissing<T>(work: Promise<T>, alsoMissing = 'ENOENT'): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === alsoMissing) return undefined
    throw error
  }
}

async function attempt<T>(root: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof RepositoryError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    // What fails once a file is open does not name it.
    const message = reason.includes(root) ? reason : `${reason}, in ${root}`
    throw new RepositoryError('store-failed', path, message, {cause})
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
