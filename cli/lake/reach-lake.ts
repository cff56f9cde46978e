import {existsSync} from 'node:fs'
import {setTimeout} from 'node:timers/promises'

import {CommandError} from '../fault.ts'
import type {Home} from '../home/paths.ts'
import type {LakeAddress} from '../sources/lake-address.ts'
import type {Transport} from '../sources/sanity.ts'
import {lakeDataset, lakeHomeOf, lakeProject} from './lake-home.ts'
import {defaultPublicUrl, openLake, type OpenLake, type OpenLakeOptions} from './open-lake.ts'
import {findRunningLake} from './running-lake.ts'

/** The lake of a home, running elsewhere or open in this process. */
export interface ReachedLake {
  address: LakeAddress & {apiHost: string; token: string}
  transport: Transport
  /** Null where it runs elsewhere. */
  opened: OpenLake | null
  close(): Promise<void>
}

/** How long to wait for a process that has the lake open and does not serve it, and how often. */
const pauseMs = 50
const attempts = 200

/**
 * Reach the lake of a home: the one that runs, else one that is opened here, under its lock.
 *
 * Another command may have it open for a moment, or a server may be starting: that is waited for.
 *
 * @throws `RepositoryError` `busy` when that takes more than ten seconds.
 */
export async function reachLake(home: Home, options: OpenLakeOptions): Promise<ReachedLake> {
  for (let attempt = 1; ; attempt += 1) {
    const running = await findRunningLake(lakeHomeOf(home))
    if (running) return reached(running, fetch, null)
    try {
      return inProcess(await openLake(home, options))
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === 'busy'
      if (!isBusy || attempt === attempts) throw error
      await setTimeout(pauseMs)
    }
  }
}

/** Reach a lake that is open in this process: its requests are handed straight to it. */
export function inProcess(opened: OpenLake): ReachedLake {
  const transport: Transport = (input, init) => opened.lake.handle(new Request(input, init))
  return reached({url: defaultPublicUrl, token: opened.token}, transport, opened)
}

/** Is there a lake, or a dataset that it could take over? */
export function hasContent(home: Home): boolean {
  return existsSync(lakeHomeOf(home).store) || existsSync(home.dataset)
}

/** @throws `home-missing` where there is nothing to read. */
export function requireContent(home: Home): void {
  if (hasContent(home)) return
  throw new CommandError(
    'home-missing',
    `There is no content in ${home.dir}: run \`npm run marrow -- seed\` for sample content, or \`import\``,
  )
}

function reached(
  {url, token}: {url: string; token: string},
  transport: Transport,
  opened: OpenLake | null,
): ReachedLake {
  return {
    address: {projectId: lakeProject, dataset: lakeDataset, token, apiHost: url},
    transport,
    opened,
    close: async () => opened?.close(),
  }
}
