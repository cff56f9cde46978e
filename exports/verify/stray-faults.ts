import {walk} from '../repository/artifact-store.ts'
import type {ArtifactReader} from '../repository/artifact-store.ts'
import {isLive} from '../repository/format/entries.ts'
import type {Root} from '../repository/format/root-file.ts'
import {latestName} from '../repository/place-view.ts'
import {markerName} from '../repository/marker.ts'
import {fault} from './fault.ts'
import type {Fault} from './fault.ts'
import type {AudienceVerification} from './verify-audience.ts'
import type {StandingTombstone} from './verify-tombstones.ts'

const rootFiles = new Set([markerName, 'trust.dsse.json', 'trust.pae', 'trust.sig', latestName])
const rootFolders = new Set(['audiences', 'bundles', 'roots', 'tombstones', 'views'])

/** Name what nobody names: in the root, among bundles, tombstones and what audiences are told. */
export async function strayFaults(
  reader: ArtifactReader,
  audiences: readonly AudienceVerification[],
  tombstones: readonly StandingTombstone[],
  root: Pick<Root, 'version'>,
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const {name} of await reader.list('')) {
    if (rootFiles.has(name) || rootFolders.has(name)) continue
    const message = name.startsWith('.')
      ? 'is not part of a repository: an export is running, or was cut short'
      : 'is not part of a repository'
    faults.push(fault('extra', name, message))
  }
  for (const {path} of await walk(reader, 'roots')) {
    const version = /^roots\/([1-9]\d*)\.ndjson$/.exec(path)?.[1]
    const isWalked =
      version !== undefined && Number(version) >= 2 && Number(version) <= root.version
    if (!isWalked) faults.push(fault('extra', path, 'is no root file that a reader comes to'))
  }
  // Without every index nobody can tell what is too much.
  if (audiences.some(({index}) => index === null)) return faults

  const live = audiences.flatMap(({index}) => index!.entries.filter(isLive))
  const bundles = new Set(live.flatMap(({bundle}) => [bundle, `${bundle}.zip`]))
  const paths = new Set([
    ...audiences.flatMap((one) => [...one.paths]),
    ...tombstones.flatMap((one) => one.paths),
  ])
  for (const folder of ['audiences', 'bundles', 'tombstones']) {
    for (const {path} of await walk(reader, folder)) {
      if (folder === 'bundles' && bundles.has(path.split('/')[1]!)) continue
      if (!paths.has(path)) faults.push(fault('extra', path, 'is named by no index'))
    }
  }
  return faults
}
