import type {ContentSource} from '#pipeline'

import type {Home} from '../home/paths.ts'
import {lakeDataset, lakeHomeOf, lakeProject} from '../lake/lake-home.ts'
import {defaultPublicUrl, openLake, type OpenLake} from '../lake/open-lake.ts'
import {findRunningLake} from '../lake/running-lake.ts'
import {assetFileName} from './sanity-asset.ts'
import {sanityLake} from './sanity.ts'

/**
 * Read the lake of a home through `@sanity/client`: over HTTP where it runs, else in this process,
 * its requests handed straight to the lake.
 *
 * Nothing is loaded or opened before something is asked for.
 */
export function embeddedLake(home: Home, clock: () => string): ContentSource {
  let opening: Promise<{source: ContentSource; opened: OpenLake | null}> | undefined
  const lake = () => (opening ??= open(home, clock))
  return {
    name: `the lake of ${home.dir}`,
    async documents() {
      return (await lake()).source.documents()
    },
    async asset(id) {
      return (await lake()).source.asset(id)
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

async function open(
  home: Home,
  clock: () => string,
): Promise<{source: ContentSource; opened: OpenLake | null}> {
  const running = await findRunningLake(lakeHomeOf(home))
  const opened = running ? null : await openLake(home, {clock, isLedgerOwn: true})
  const apiHost = running?.url ?? defaultPublicUrl
  const token = running?.token ?? opened?.token
  const address = {projectId: lakeProject, dataset: lakeDataset, token, apiHost}
  const assetUrl = (id: string) =>
    `${apiHost}/images/${lakeProject}/${lakeDataset}/${assetFileName(id)}`
  const source = sanityLake(address, {
    assetUrl,
    ...(opened && {transport: (input, init) => opened.lake.handle(new Request(input, init))}),
  })
  return {source, opened}
}
