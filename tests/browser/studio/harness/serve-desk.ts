import {readFileSync} from 'node:fs'
import {join} from 'node:path'

import type {LogEntry} from '#lake'
import {createUser, machineEffects} from '#lake'

import {homeAt} from '../../../../cli/home/paths.ts'
import {serveMarrow, type ServedMarrow} from '../../../../cli/server/serve-marrow.ts'
import {buildStudio} from '../../../../cli/studio/build-studio.ts'
import {studioHandler} from '../../../../cli/studio/studio-handler.ts'
import {sampleHome, temporaryFolder} from '../../../cli/harness.ts'
import {cheap} from '../../../lake/http/harness.ts'
import {emailOf, password, users, type UserName} from './users.ts'

/** A Marrow with the sample content and a user for each role. */
export interface ServedDesk extends Pick<ServedMarrow, 'url' | 'opened' | 'close'> {
  /** Folder of the home. */
  home: string
  /** What the lake logged. */
  log: LogEntry[]
  /** Folder of the repository, where something is exported. */
  out: string
  /** Opens every key of the sample home. */
  passphrase: string
}

/** How to serve a desk. */
export interface DeskOptions {
  /** Export what arrives. */
  isExporting?: boolean
}

/** Serve a desk on a free port. */
export async function serveDesk({isExporting = false}: DeskOptions = {}): Promise<ServedDesk> {
  const [folder, home] = await Promise.all([buildStudio(), sampleHome()])
  const log: LogEntry[] = []
  const passphrase = readFileSync(join(home, 'keys/sample-passphrase'), 'utf8').trim()
  const env = {MARROW_HOME: home, MARROW_PASSPHRASE: passphrase}
  const out = join(temporaryFolder(), 'out')
  const served = await serveMarrow({
    home: homeAt(env),
    port: 0,
    env,
    clock: machineEffects.clock,
    log: (entry) => log.push(entry),
    studio: studioHandler(folder),
    ...(isExporting && {out}),
  })
  for (const name of Object.keys(users) as UserName[]) {
    const user = {...users[name], email: emailOf(name), password}
    await createUser(served.opened.store.accounts, user, machineEffects, cheap)
  }
  return {...served, home, log, out, passphrase}
}
