import type {SanityClient} from '@sanity/client'

import type {Home} from '../home/paths.ts'
import {connect, type Transport} from '../sources/sanity.ts'
import {lakeDataset, lakeHomeOf, lakeProject} from './lake-home.ts'
import {openLake} from './open-lake.ts'
import {findRunningLake} from './running-lake.ts'

/** The lake of a home as Sanity's own tools reach it. */
export interface LakeConnection {
  client: SanityClient
  /** Where it answers over HTTP. */
  url: string
  /** It runs already, by another process. */
  isRunning: boolean
}

/**
 * Work with the lake of a home through Sanity's client: the one that runs, else one that is opened in
 * this process and listens on loopback for as long as the work takes.
 */
export async function withLake<T>(
  home: Home,
  options: {clock: () => string; isImport?: boolean},
  work: (connection: LakeConnection) => Promise<T>,
): Promise<T> {
  const running = await findRunningLake(lakeHomeOf(home))
  if (running) return work({client: clientOf(running), url: running.url, isRunning: true})
  const {serveLake} = await import('#lake')
  const opened = await openLake(home, options)
  try {
    const server = await serveLake(opened.lake, {port: 0})
    try {
      const client = clientOf({url: server.url, token: opened.token}, (input, init) =>
        opened.lake.handle(new Request(input, init)),
      )
      return await work({client, url: server.url, isRunning: false})
    } finally {
      await server.close()
    }
  } finally {
    await opened.close()
  }
}

function clientOf({url, token}: {url: string; token: string}, transport?: Transport): SanityClient {
  const address = {projectId: lakeProject, dataset: lakeDataset, token, apiHost: url}
  return connect(address, transport)
}
