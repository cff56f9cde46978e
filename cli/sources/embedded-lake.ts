import type {ContentSource} from '#pipeline'

import type {Home} from '../home/paths.ts'
import {lakeDataset, lakeHomeOf, lakeProject} from '../lake/lake-home.ts'
import {lakeRecords} from '../lake/lake-records.ts'
import {defaultPublicUrl, openLake, type OpenLake} from '../lake/open-lake.ts'
import {findRunningLake} from '../lake/running-lake.ts'
import type {Records} from '../workspace/records.ts'
import {assetFileName} from './sanity-asset.ts'
import {sanityLake, type Transport} from './sanity.ts'

/**
 * Read the lake of a home through `@sanity/client`: over HTTP where it runs, else in this process,
 * its requests handed straight to the lake.
 *
 * Nothing is loaded or opened before something is asked for.
 */
export function embeddedLake(home: Home, clock: () => string): ContentSource & {records: Records} {
  let opening: Promise<Opened> | undefined
  const lake = () => (opening ??= open(home, clock))
  return {
    name: `the lake of ${home.dir}`,
    async documents() {
      return (await lake()).source.documents()
    },
    async asset(id) {
      return (await lake()).source.asset(id)
    },
    records: {
      store: async (documents, change) => (await lake()).records.store(documents, change),
      history: async (ids) => (await lake()).records.history(ids),
    },
    async close() {
      if (!opening) return
      const {source, opened} = await opening
      opening = undefined
      await source.close()
      await opened?.close()
    },
  }
}

interface Opened {
  source: ContentSource
  records: Records
  /** Null where it runs elsewhere. */
  opened: OpenLake | null
}

async function open(home: Home, clock: () => string): Promise<Opened> {
  const running = await findRunningLake(lakeHomeOf(home))
  const opened = running ? null : await openLake(home, {clock, isLedgerOwn: true})
  const apiHost = running?.url ?? defaultPublicUrl
  const token = running?.token ?? opened?.token
  const address = {projectId: lakeProject, dataset: lakeDataset, token, apiHost}
  const assetUrl = (id: string) =>
    `${apiHost}/images/${lakeProject}/${lakeDataset}/${assetFileName(id)}`
  const transport: Transport | undefined =
    opened === null ? undefined : (input, init) => opened.lake.handle(new Request(input, init))
  return {
    source: sanityLake(address, {assetUrl, ...(transport && {transport})}),
    records: lakeRecords(address, transport),
    opened,
  }
}
