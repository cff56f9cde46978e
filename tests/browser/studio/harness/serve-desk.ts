import type {Lake, LogEntry} from '#lake'
import {createUser, machineEffects, serveLake} from '#lake'

import {homeAt} from '../../../../cli/home/paths.ts'
import {openLake, type OpenLake} from '../../../../cli/lake/open-lake.ts'
import {buildStudio} from '../../../../cli/studio/build-studio.ts'
import {studioHandler} from '../../../../cli/studio/studio-handler.ts'
import {sampleHome} from '../../../cli/harness.ts'
import {emailOf, password, users, type UserName} from './users.ts'

/** Lake and Studio on one origin, with the sample content and a user for each role. */
export interface ServedDesk {
  /** Such as `http://localhost:41234`. */
  url: string
  /** Folder of the home. */
  home: string
  opened: OpenLake
  /** What the lake logged. */
  log: LogEntry[]
  close(): Promise<void>
}

/** Paths that the lake answers; everything else is the Studio's. */
const lakePath = /^\/(v[^/]+|images|files|login|metrics|health)(\/|$)/

/** Serve a desk on a free port. */
export async function serveDesk(): Promise<ServedDesk> {
  const [folder, home] = await Promise.all([buildStudio(), sampleHome()])
  const studio = studioHandler(folder)
  const log: LogEntry[] = []
  // The port comes first: the lake writes its own address into documents of assets.
  let lake: Lake | undefined
  const whole = {
    handle: (request, connection) =>
      lake && lakePath.test(new URL(request.url).pathname)
        ? lake.handle(request, connection)
        : studio(request),
    upgrade: (request, socket, head) => lake?.upgrade(request, socket, head),
    close: async () => lake?.close(),
  } as Lake
  const server = await serveLake(whole, {port: 0})
  const url = server.url.replace('127.0.0.1', 'localhost')
  const opened = await openLake(homeAt({MARROW_HOME: home}), {
    clock: machineEffects.clock,
    publicUrl: url,
    log: (entry) => log.push(entry),
  })
  lake = opened.lake
  for (const name of Object.keys(users) as UserName[]) {
    const user = {...users[name], email: emailOf(name), password}
    await createUser(opened.store.accounts, user, machineEffects)
  }
  return {
    url,
    home,
    opened,
    log,
    async close() {
      await server.close()
      await opened.close()
    },
  }
}
