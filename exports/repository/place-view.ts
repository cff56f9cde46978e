import {sha256Hex} from '#schemas'

import {walk} from './artifact-store.ts'
import type {ArtifactStore} from './artifact-store.ts'
import {RepositoryError} from './repository-error.ts'
import type {View} from './view.ts'

/** The link that readers follow. */
export const latestName = 'latest'

/**
 * Put the view into the repository and point `latest` at it, unless both are so already.
 *
 * Its files are copied from the bundles one at a time, so that it never lies in memory whole.
 *
 * @returns
 *   Whether anything was written.
 */
export async function placeView(store: ArtifactStore, view: View): Promise<boolean> {
  const folder = viewFolder(view)
  let wrote = false
  if (!(await isThere(store, folder, view))) {
    await store.remove(folder)
    await store.create(folder, copies(store, view))
    wrote = true
  }
  if ((await store.readLink(latestName)) !== folder) {
    await store.alias(latestName, folder)
    wrote = true
  }
  return wrote
}

/** Where a view lies. */
export function viewFolder(view: {digest: string}): string {
  return `views/${view.digest}`
}

async function* copies(
  store: ArtifactStore,
  view: View,
): AsyncGenerator<readonly [string, Uint8Array]> {
  yield ['index.html', view.listPage]
  for (const {path, from, sha256} of view.files) {
    const bytes = await store.read(from)
    if (bytes === undefined || (await sha256Hex(bytes)) !== sha256) {
      throw new RepositoryError('bundle-damaged', from, 'changed while it was copied; export again')
    }
    yield [path, bytes]
  }
}

async function isThere(store: ArtifactStore, folder: string, view: View): Promise<boolean> {
  const wanted = new Map(view.files.map((file) => [file.path, file.sha256]))
  wanted.set('index.html', await sha256Hex(view.listPage))
  const there = await walk(store, folder)
  if (there.length !== wanted.size) return false
  for (const {path, kind} of there) {
    const bytes = kind === 'file' ? await store.read(path) : undefined
    if (!bytes || (await sha256Hex(bytes)) !== wanted.get(path.slice(folder.length + 1))) {
      return false
    }
  }
  return true
}
