import type {SanityClient} from '@sanity/client'

import type {Home} from '../home/paths.ts'
import {connect, type Transport} from '../sources/sanity.ts'
import {lakeDataset, lakeProject} from './lake-home.ts'
import {reachLake} from './reach-lake.ts'

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
  const reached = await reachLake(home, options)
  const {address, transport, opened} = reached
  try {
    if (!opened || !options.isServed) {
      return await work(connectionTo(address.apiHost, address.token, transport, !opened))
    }
    const {serveLake} = await import('#lake')
    const server = await serveLake(opened.lake, {port: 0})
    try {
      return await work(connectionTo(server.url, address.token, transport, false))
    } finally {
      await server.close()
    }
  } finally {
    await reached.close()
  }
}

function connectionTo(
  url: string,
  token: string,
  transport: Transport,
  isRunning: boolean,
): LakeConnection {
  const address = {projectId: lakeProject, dataset: lakeDataset, token, apiHost: url}
  return {client: connect(address, transport), url, transport, isRunning}
}
