import {join} from 'node:path'

import {createClient, type SanityClient} from '@sanity/client'

import {issueToken, machineEffects, type LogEntry} from '#lake'

import {homeAt} from '../../../cli/home/paths.ts'
import {
  serveMarrow,
  type ServedMarrow,
  type ServeMarrowOptions,
} from '../../../cli/server/serve-marrow.ts'
import {sampleHome} from '../harness.ts'

/** A sample home that is served in this process, on a free port. */
export interface ServedHome extends ServedMarrow {
  home: string
  /** Folder of the repository. */
  out: string
  log: LogEntry[]
  /** A token of a user with these roles, who is made up. */
  tokenAs(id: string, ...roles: string[]): string
  clientAs(id: string, ...roles: string[]): SanityClient
  /** Ask the desk. */
  desk(path: string, token?: string, init?: RequestInit): Promise<Response>
}

const open: ServedMarrow[] = []

/** Close every server of this test file. */
export async function closeServed(): Promise<void> {
  for (const served of open.splice(0)) await served.close()
}

/** Serve a sample home. */
export async function serveHome(
  options: Partial<ServeMarrowOptions> & {isWatched?: boolean; dir?: string} = {},
): Promise<ServedHome> {
  const {isWatched = false, dir = await sampleHome(), ...given} = options
  const out = join(dir, '..', 'out')
  const log: LogEntry[] = []
  const served = await serveMarrow({
    home: homeAt({MARROW_HOME: dir}),
    port: 0,
    env: process.env,
    clock: machineEffects.clock,
    log: (entry) => log.push(entry),
    ...(isWatched && {out}),
    ...given,
  })
  open.push(served)
  const {accounts} = served.opened.store
  const tokenAs = (id: string, ...roles: string[]) => {
    accounts.putUser({id, name: id, email: `${id}@example.com`, roles, disabled: false})
    return issueToken(accounts, {user: id, label: 'test'}, machineEffects).token
  }
  return {
    ...served,
    home: dir,
    out,
    log,
    tokenAs,
    clientAs: (id, ...roles) =>
      createClient({
        projectId: 'local',
        dataset: 'production',
        apiVersion: '2025-02-19',
        apiHost: served.url,
        useProjectHostname: false,
        useCdn: false,
        perspective: 'raw',
        token: tokenAs(id, ...roles),
        maxRetries: 0,
      }),
    desk(path, token, init = {}) {
      const headers = new Headers(init.headers)
      if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
      return fetch(`${served.url}/marrow/v1/${path}`, {...init, headers})
    },
  }
}
