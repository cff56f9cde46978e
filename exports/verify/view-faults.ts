import type {ParsedTrust} from '#pipeline'
import {sha256Hex} from '#schemas'

import {walk} from '../repository/artifact-store.ts'
import type {ArtifactReader} from '../repository/artifact-store.ts'
import {latestName} from '../repository/place-view.ts'
import {RepositoryError} from '../repository/repository-error.ts'
import {entryKey, isLive} from '../repository/format/entries.ts'
import type {RepositoryIndex} from '../repository/format/head.ts'
import {layOutView} from '../repository/view.ts'
import type {View} from '../repository/view.ts'
import {fault} from './fault.ts'
import type {Fault} from './fault.ts'
import type {ReadBundle} from './verify-shelf.ts'
import type {StandingTombstone} from './verify-tombstones.ts'

/** What a view is laid out from again. */
export interface ViewSources {
  /** Bundles and tombstones that could be read. That others are missing or altered is a fault already. */
  shelf: readonly ReadBundle[]
  tombstones: readonly StandingTombstone[]
  /** Of the audience that the view is of. */
  index: RepositoryIndex
  trust: ParsedTrust
}

/** Compare the browsable view with the bundles: laid out again, it must be the same files. */
export async function viewFaults(
  reader: ArtifactReader,
  {shelf, tombstones, index, trust}: ViewSources,
): Promise<Fault[]> {
  const bundles = new Set(index.entries.filter(isLive).map(({bundle}) => bundle))
  const graves = index.entries.filter((entry) => entry.status === 'withdrawn').map(entryKey)
  const contents = {
    shelf: shelf.filter(({entry}) => bundles.has(entry.bundle)),
    withdrawn: tombstones
      .map(({tombstone}) => tombstone)
      .filter((tombstone) => graves.includes(entryKey(tombstone))),
  }
  const isPartial =
    contents.shelf.length < bundles.size || contents.withdrawn.length < graves.length
  let view: View
  try {
    const {publisher, sample} = trust.trust
    view = await layOutView({...contents, publisher, sample})
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
  const faults = await compare(reader, target, view, isPartial)
  if (faults.length === 0 && !isPartial && target !== `views/${view.digest}`) {
    faults.push(fault('latest-differs', target, `has the wrong name; it is ${view.digest}`))
  }
  for (const {name} of await reader.list('views')) {
    if (`views/${name}` !== target) {
      faults.push(fault('extra', `views/${name}`, 'is not what `latest` leads to'))
    }
  }
  return faults
}

async function compare(
  reader: ArtifactReader,
  folder: string,
  view: View,
  isPartial: boolean,
): Promise<Fault[]> {
  const faults: Fault[] = []
  const wanted = new Map(view.files.map((file) => [file.path, file.sha256]))
  wanted.set('index.html', await sha256Hex(view.listPage))
  for (const {path, kind} of await walk(reader, folder)) {
    const inner = path.slice(folder.length + 1)
    const sha256 = wanted.get(inner)
    wanted.delete(inner)
    if (isPartial && (sha256 === undefined || inner === 'index.html')) continue
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
