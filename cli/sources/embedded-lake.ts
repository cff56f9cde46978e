import type {ContentSource} from '#pipeline'

import type {Home} from '../home/paths.ts'
import {lakeDataset, lakeProject} from '../lake/lake-home.ts'
import {lakeRecords} from '../lake/lake-records.ts'
import {reachLake, requireContent, type ReachedLake} from '../lake/reach-lake.ts'
import type {Records} from '../workspace/records.ts'
import {assetFileName} from './sanity-asset.ts'
import {sanityLake} from './sanity.ts'

/** A source that new documents go to. */
export type RecordingSource = ContentSource & {records: Records}

/** What messages call the lake of a home. */
export function ownLakeName({dir}: Home): string {
  return `the lake of ${dir}`
}

/** How to open the lake of a home. */
export interface EmbeddedLakeOptions {
  /** UTC instant of now, for a lake in this process. */
  clock: () => string
  /** Make a lake where there is none. */
  isNew?: boolean
}

/**
 * Read the lake of a home through `@sanity/client`: over HTTP where it runs, else in this process,
 * its requests handed straight to the lake.
 *
 * Nothing is loaded or opened before something is asked for.
 */
export function embeddedLake(home: Home, {clock, isNew}: EmbeddedLakeOptions): RecordingSource {
  let opening: Promise<RecordingSource> | undefined
  const lake = () => (opening ??= open(home, {clock, ...(isNew && {isNew})}))
  return {
    name: ownLakeName(home),
    async documents() {
      return (await lake()).documents()
    },
    async asset(id) {
      return (await lake()).asset(id)
    },
    records: {
      store: async (documents, change) => (await lake()).records.store(documents, change),
      history: async (ids) => (await lake()).records.history(ids),
    },
    async close() {
      const opened = opening
      opening = undefined
      await (await opened)?.close()
    },
  }
}

/** Read and write a lake that was reached; closing the source closes it. */
export function lakeSource(home: Home, reached: ReachedLake): RecordingSource {
  const {address, transport} = reached
  const assetUrl = (id: string) =>
    `${address.apiHost}/images/${lakeProject}/${lakeDataset}/${assetFileName(id)}`
  const source = sanityLake(address, {assetUrl, transport})
  return {
    ...source,
    name: ownLakeName(home),
    records: lakeRecords(address, {transport, isOwn: true}),
    async close() {
      await source.close()
      await reached.close()
    },
  }
}

async function open(
  home: Home,
  {clock, isNew = false}: EmbeddedLakeOptions,
): Promise<RecordingSource> {
  if (!isNew) requireContent(home)
  return lakeSource(home, await reachLake(home, {clock, isLedgerOwn: true}))
}
