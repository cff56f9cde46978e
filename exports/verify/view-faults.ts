import {sha256Hex} from '#schemas'

import {walk} from '../repository/artifact-store.ts'
import type {ArtifactReader} from '../repository/artifact-store.ts'
import {latestName} from '../repository/place-view.ts'
import {RepositoryError} from '../repository/repository-error.ts'
import {pageFolder} from '../repository/repository-index.ts'
import type {RepositoryIndex} from '../repository/repository-index.ts'
import {layOutView} from '../repository/view.ts'
import type {Shelved, View} from '../repository/view.ts'
import {fault} from './fault.ts'
import type {Fault} from './fault.ts'

/**
 * Compare the browsable view with the bundles: laid out again, it must be the same files.
 *
 * @param shelf
 *   The bundles that could be read. Pages of the others cannot be compared; that their bundle is
 *   missing or altered is a fault already.
 */
export async function viewFaults(
  reader: ArtifactReader,
  shelf: readonly Shelved[],
  index: RepositoryIndex,
): Promise<Fault[]> {
  let view: View
  try {
    view = await layOutView({
      shelf,
      withdrawn: index.entries.filter((entry) => entry.status === 'withdrawn'),
      publisher: index.publisher,
      sample: index.sample,
    })
  } catch (error) {
    if (!(error instanceof RepositoryError)) throw error
    return [fault('latest-differs', latestName, error.message)]
  }

  const target = await reader.readLink(latestName)
  if (target === undefined) {
    return [fault('missing', latestName, 'is not a link to a view')]
  }
  if (!/^views\/[0-9a-f]{64}$/.test(target)) {
    return [fault('latest-differs', latestName, `leads to \`${target}\`, out of the views`)]
  }
  const unread = foldersOfUnread(shelf, index)
  const faults = await compare(reader, target, view, unread)
  if (faults.length === 0 && unread.size === 0 && target !== `views/${view.digest}`) {
    faults.push(fault('latest-differs', target, `has the wrong name; it is ${view.digest}`))
  }
  for (const {name} of await reader.list('views')) {
    if (`views/${name}` !== target) {
      faults.push(fault('extra', `views/${name}`, 'is not what `latest` leads to'))
    }
  }
  return faults
}

function foldersOfUnread(shelf: readonly Shelved[], index: RepositoryIndex): Set<string> {
  const read = new Set(shelf.map(({entry}) => entry.bundle))
  const unread = index.entries.flatMap((entry) =>
    entry.status === 'withdrawn' || read.has(entry.bundle) ? [] : entry.pages,
  )
  return new Set(unread.map(pageFolder))
}

async function compare(
  reader: ArtifactReader,
  folder: string,
  view: View,
  unread: ReadonlySet<string>,
): Promise<Fault[]> {
  const faults: Fault[] = []
  const wanted = new Map(view.files.map((file) => [file.path, file.sha256]))
  wanted.set('index.html', await sha256Hex(view.listPage))
  for (const {path, kind} of await walk(reader, folder)) {
    const inner = path.slice(folder.length + 1)
    const sha256 = wanted.get(inner)
    wanted.delete(inner)
    if (unread.has(inner.split('/')[0]!) || (inner === 'index.html' && unread.size > 0)) continue
    if (sha256 === undefined) {
      faults.push(fault('extra', path, 'is no artifact of a bundle in the index'))
      continue
    }
    const bytes = kind === 'file' ? await reader.read(path) : undefined
    if (!bytes) faults.push(fault('not-a-file', path, `is a ${kind}, not a plain file`))
    else if ((await sha256Hex(bytes)) !== sha256) {
      faults.push(fault('altered', path, 'differs from the artifact in its bundle'))
    }
  }
  for (const path of wanted.keys()) {
    faults.push(fault('missing', `${folder}/${path}`, 'is an artifact of a bundle in the index'))
  }
  return faults
}
