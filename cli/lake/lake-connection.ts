import type {SanityClient} from '@sanity/client'

import type {Home} from '../home/paths.ts'
import {connect, type Transport} from '../sources/sanity.ts'
import {lakeDataset, lakeHomeOf, lakeProject} from './lake-home.ts'
import {defaultPublicUrl, openLake} from './open-lake.ts'
import {findRunningLake} from './running-lake.ts'

/** The lake of a home as Sanity's own tools reach it. */
export interface LakeConnection {
  client: SanityClient
  /** Where the client reaches it. */
  url: string
  transport: Transport
  /** It runs already, by another process. */
  isRunning: boolean
}

/** How to reach it. */
export interface LakeConnectionOptions {
  /** UTC instant of now, for a lake in this process. */
  clock: () => string
  isImport?: boolean
  /** The tool makes its own requests: a lake in this process must listen. */
  isServed?: boolean
}

/**
 * Work with the lake of a home through Sanity's client: the one that runs, else one that is opened in
 * this process, and listens on loopback only where a tool needs that.
 */
export async function withLake<T>(
  home: Home,
  options: LakeConnectionOptions,
  work: (connection: LakeConnection) => Promise<T>,
): Promise<T> {
  const running = await findRunningLake(lakeHomeOf(home))
  if (running) return work(connectionTo(running, fetch, true))
  const opened = await openLake(home, options)
  const transport: Transport = (input, init) => opened.lake.handle(new Request(input, init))
  try {
    if (!options.isServed) {
      const {token} = opened
      return await work(connectionTo({url: defaultPublicUrl, token}, transport, false))
    }
    const {serveLake} = await import('#lake')
    const server = await serveLake(opened.lake, {port: 0})
    try {
      return await work(connectionTo({url: server.url, token: opened.token}, transport, false))
    } finally {
      await server.close()
    }
  } finally {
    await opened.close()
  }
}

function connectionTo(
  {url, token}: {url: string; token: string},
  transport: Transport,
  isRunning: boolean,
): LakeConnection {
  const address = {projectId: lakeProject, dataset: lakeDataset, token, apiHost: url}
  return {client: connect(address, transport), url, transport, isRunning}
}
