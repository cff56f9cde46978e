import {equalBytes} from '../bundle/digests.ts'
import type {Bundle} from '../bundle/bundle.ts'
import {sha256Hex} from '#schemas'

import {walk} from './artifact-store.ts'
import type {ArtifactStore} from './artifact-store.ts'
import {RepositoryError} from './repository-error.ts'
import {zipPath} from './format/paths.ts'
import {placeFile} from './place-file.ts'

/**
 * Put a bundle into the repository, as a folder and as a zip, unless it is there byte for byte.
 *
 * @returns
 *   Whether anything was written.
 * @throws `RepositoryError` `bundle-damaged` for a bundle that is not what its manifest says.
 */
export async function placeBundle(store: ArtifactStore, bundle: Bundle): Promise<boolean> {
  await requireWhole(bundle)
  const folder = `bundles/${bundle.digest}`
  const zip = zipPath(bundle.digest)
  let wrote = false
  if (!(await holdsExactly(store, folder, bundle.files))) {
    await store.remove(folder)
    await store.create(folder, bundle.files)
    wrote = true
  }
  return (await placeFile(store, zip, bundle.zip)) || wrote
}

/** Whether a folder holds these files and nothing else. */
async function holdsExactly(
  store: ArtifactStore,
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<boolean> {
  const there = await walk(store, folder)
  if (there.length !== files.size) return false
  for (const {path, kind, bytes} of there) {
    const wanted = files.get(path.slice(folder.length + 1))
    if (kind !== 'file' || wanted?.length !== bytes) return false
    const found = await store.read(path)
    if (found === undefined || !equalBytes(found, wanted)) return false
  }
  return true
}

async function requireWhole(bundle: Bundle): Promise<void> {
  const envelope = bundle.files.get('bundle.dsse.json')
  if (envelope === undefined || (await sha256Hex(envelope)) !== bundle.digest) {
    throw damaged(bundle, 'bundle.dsse.json')
  }
  for (const {path, sha256} of bundle.manifest.files) {
    const bytes = bundle.files.get(path)
    if (bytes === undefined || (await sha256Hex(bytes)) !== sha256) {
      throw damaged(bundle, path)
    }
  }
}

function damaged(bundle: Bundle, path: string): RepositoryError {
  return new RepositoryError(
    'bundle-damaged',
    `bundles/${bundle.digest}/${path}`,
    'is not the file that was packed; pack the bundle again',
  )
}
