import {lstat, readdir, realpath} from 'node:fs/promises'
import {homedir} from 'node:os'
import {basename, dirname, join, parse, resolve} from 'node:path'

import type {ArtifactStore} from './artifact-store.ts'
import {folderDisk, folderReader} from './folder-store.ts'
import {makeFolders} from './make-folders.ts'
import {isMarker, markerName} from './marker.ts'
import {RepositoryError} from './repository-error.ts'
import {stagingName, trashName} from './staging.ts'
import {storeOnDisk} from './store-on-disk.ts'

/**
 * Open a folder to write a repository into; it is created when it does not exist.
 *
 * A folder with anything in it is taken only when Marrow made it: exporting removes what an index
 * no longer names.
 *
 * @throws `RepositoryError` `out-…`, with what to do instead.
 */
export async function openRepositoryFolder(dir: string): Promise<ArtifactStore> {
  const path = resolve(dir)
  const stat = await lstatOrMissing(path)
  if (stat?.isSymbolicLink()) {
    throw new RepositoryError('out-is-link', path, 'is a link; give the folder that it leads to')
  }
  if (stat && !stat.isDirectory()) {
    throw new RepositoryError('out-not-a-folder', path, 'is not a folder; give another path')
  }

  const real = await realPlace(path)
  if (real === parse(real).root) {
    throw new RepositoryError('out-is-root', path, 'is the root of the disk; give a folder in it')
  }
  const home = await realPlace(homedir())
  if (home === real || home.startsWith(`${real}/`)) {
    throw new RepositoryError('out-is-home', path, 'holds a home folder; give a folder in it')
  }

  if (stat) await requireOurs(path)
  else await create(path)
  return storeOnDisk(folderDisk(path))
}

async function requireOurs(path: string): Promise<void> {
  const names = await readdir(path)
  // What a first run leaves when it is killed before it wrote the marker.
  const isFresh = names.every(
    (name) => name.startsWith('.lock') || name === stagingName || name === trashName,
  )
  if (isFresh) return
  const marker = await folderReader(path).read(markerName)
  if (marker === undefined || !isMarker(marker)) {
    throw new RepositoryError(
      'out-not-a-repository',
      path,
      `is not empty and not a Marrow repository (no ${markerName}); give an empty or new folder`,
    )
  }
}

async function create(path: string): Promise<void> {
  try {
    await makeFolders(path)
  } catch (cause) {
    throw new RepositoryError('store-failed', path, 'the folder cannot be made', {cause})
  }
}

/** Resolve links in the part of a path that exists. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error
    return join(await realPlace(dirname(path)), basename(path))
  }
}

async function lstatOrMissing(path: string) {
  try {
    return await lstat(path)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw new RepositoryError('out-not-a-folder', path, 'cannot be read', {cause: error})
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
