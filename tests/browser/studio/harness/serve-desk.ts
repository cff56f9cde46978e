import type {LogEntry} from '#lake'
import {createUser, machineEffects} from '#lake'

import {homeAt} from '../../../../cli/home/paths.ts'
import {serveMarrow, type ServedMarrow} from '../../../../cli/server/serve-marrow.ts'
import {buildStudio} from '../../../../cli/studio/build-studio.ts'
import {studioHandler} from '../../../../cli/studio/studio-handler.ts'
import {sampleHome} from '../../../cli/harness.ts'
import {emailOf, password, users, type UserName} from './users.ts'

/** A Marrow with the sample content and a user for each role. */
export interface ServedDesk extends Pick<ServedMarrow, 'url' | 'opened' | 'close'> {
  /** Folder of the home. */
  home: string
  /** What the lake logged. */
  log: LogEntry[]
}

/** Serve a desk on a free port, without exporting. */
export async function serveDesk(): Promise<ServedDesk> {
  const [folder, home] = await Promise.all([buildStudio(), sampleHome()])
  const log: LogEntry[] = []
  const env = {MARROW_HOME: home}
  const served = await serveMarrow({
    home: homeAt(env),
    port: 0,
    env,
    clock: machineEffects.clock,
    log: (entry) => log.push(entry),
    studio: studioHandler(folder),
  })
  for (const name of Object.keys(users) as UserName[]) {
    const user = {...users[name], email: emailOf(name), password}
    await createUser(served.opened.store.accounts, user, machineEffects)
  }
  return {...served, home, log}
}
