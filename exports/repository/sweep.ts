import {payloadTypes, verifyEnvelope} from '#pipeline'
import type {Trust} from '#pipeline'

import type {ArtifactStore} from './artifact-store.ts'
import {isLive, type IndexEntry} from './format/entries.ts'
import {audienceFolder, indexPath, tombstoneFolder} from './format/paths.ts'
import {markGraves, type SignedTombstone} from './place-tombstone.ts'
import {viewFolder} from './place-view.ts'
import type {WrittenAudience} from './place-audience.ts'
import type {View} from './view.ts'

/** Files of the format before, which had its index in the root. */
export const olderFiles = ['index.dsse.json', 'index.pae', 'index.sig']
/** How many versions of an index stay, for readers that are on their way. */
const keptIndexes = 2

/**
 * Remove what no index names any more: bundles, views, tombstones of what came back, audiences, old
 * indexes. Where withdrawn bundles were, their tombstone stands.
 *
 * @returns Whether anything changed.
 */
export async function sweep(
  store: ArtifactStore,
  {
    audiences,
    graves,
    view,
    trust,
  }: {
    audiences: readonly WrittenAudience[]
    graves: readonly SignedTombstone[]
    view: View
    trust: Trust
  },
): Promise<boolean> {
  const entries = audiences.flatMap(({index}) => index.entries)
  let swept = await sweepBundles(store, entries, graves)
  for (const grave of graves) if (await markGraves(store, grave)) swept = true
  const unnamed = [
    ...(await unnamedIn(store, 'views', new Set([viewFolder(view)]))),
    ...(await unnamedIn(
      store,
      'tombstones',
      new Set(graves.map(({tombstone}) => tombstoneFolder(tombstone))),
    )),
    ...(await unnamedIn(
      store,
      'audiences',
      new Set(audiences.map(({name}) => audienceFolder(name))),
    )),
    ...olderFiles,
    ...(await Promise.all(audiences.map((one) => oldIndexes(store, one, trust)))).flat(),
  ]
  for (const path of unnamed) {
    if ((await store.kind(path)) === undefined) continue
    await store.remove(path)
    swept = true
  }
  return swept
}

/**
 * Remove bundles that no index names; a grave keeps nothing but its tombstone.
 *
 * @param graves Null to leave every grave as it is.
 */
export async function sweepBundles(
  store: ArtifactStore,
  entries: readonly IndexEntry[],
  graves: readonly SignedTombstone[] | null,
): Promise<boolean> {
  const live = entries.filter(isLive).flatMap(({bundle}) => [bundle, `${bundle}.zip`])
  const dead = new Set(graves?.flatMap(({tombstone}) => tombstone.bundles))
  const named = new Set(live)
  let swept = false
  for (const {name} of await store.list('bundles')) {
    if (named.has(name)) continue
    const members = await store.list(`bundles/${name}`)
    const isGrave = members.length === 1 && members[0]!.name === 'tombstone.dsse.json'
    if (isGrave && (dead.has(name) || graves === null)) continue
    await store.remove(`bundles/${name}`)
    swept = true
  }
  return swept
}

async function unnamedIn(
  store: ArtifactStore,
  folder: string,
  named: ReadonlySet<string>,
): Promise<string[]> {
  const paths = (await store.list(folder)).map(({name}) => `${folder}/${name}`)
  return paths.filter((path) => !named.has(path))
}

async function oldIndexes(
  store: ArtifactStore,
  {name, index}: WrittenAudience,
  trust: Trust,
): Promise<string[]> {
  const folder = `${audienceFolder(name)}/index`
  const hasBefore = await isBelieved(store, indexPath(name, index.version - 1), trust)
  const oldest = hasBefore ? index.version - keptIndexes + 1 : index.version
  return (await store.list(folder))
    .filter((entry) => {
      const version = Number(entry.name.split('.')[0])
      return !Number.isInteger(version) || version < oldest || version > index.version
    })
    .map((entry) => `${folder}/${entry.name}`)
}

/** Whether readers go by it: not where the key that signed it was compromised since. */
async function isBelieved(store: ArtifactStore, path: string, trust: Trust): Promise<boolean> {
  const bytes = await store.read(path)
  if (bytes === undefined) return false
  try {
    const text = new TextDecoder().decode(bytes)
    const {keyid} = await verifyEnvelope(text, payloadTypes.index, trust.release)
    const key = trust.release.find((candidate) => candidate.keyid === keyid)
    return key?.revoked?.because !== 'compromised'
  } catch {
    // It was damaged, which helps nobody either.
    return false
  }
}
