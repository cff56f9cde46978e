import {readFileSync} from 'node:fs'
import {join} from 'node:path'

import type {BrowserContextOptions, Page} from 'playwright-core'

import {createUser, machineEffects, type LogEntry} from '#lake'
import type {Trust} from '#pipeline'

import {homeAt} from '../../../../cli/home/paths.ts'
import {openRootKey, readTrustFile, writeTrustFile} from '../../../../cli/home/trust-file.ts'
import {serveMarrow, type ServedMarrow} from '../../../../cli/server/serve-marrow.ts'
import {buildStudio} from '../../../../cli/studio/build-studio.ts'
import {studioHandler} from '../../../../cli/studio/studio-handler.ts'
import {sampleHome, temporaryFolder} from '../../../cli/harness.ts'
import {launch} from '../../launch.ts'
import {logIn} from './log-in.ts'
import type {Desk} from './start-desk.ts'
import {emailOf, password, users, type UserName} from './users.ts'
import {watchPage} from './watch-page.ts'

/** A whole Marrow with a browser before it: lake, desk, Studio, and the export that follows them. */
export interface ReviewDesk extends Desk {
  served: ServedMarrow
  /** Folder of the repository. */
  out: string
  /** Passphrase of every sample key. */
  passphrase: string
  /** Change the trust file, as `marrow trust` does. */
  changeTrust(change: (trust: Trust) => Trust): Promise<void>
}

/** Serve a sample home whole, export included, and open a browser. Close it in `afterAll`. */
export async function startReviewDesk(): Promise<ReviewDesk> {
  const [folder, dir] = await Promise.all([buildStudio(), sampleHome()])
  const home = homeAt({MARROW_HOME: dir})
  const passphrase = readFileSync(join(home.keys, 'sample-passphrase'), 'utf8').trim()
  const env = {MARROW_HOME: dir, MARROW_PASSPHRASE: passphrase}
  const log: LogEntry[] = []
  const out = join(temporaryFolder(), 'out')
  const served = await serveMarrow({
    home,
    port: 0,
    env,
    clock: machineEffects.clock,
    log: (entry) => log.push(entry),
    studio: studioHandler(folder),
    out,
  })
  const {opened, url} = served
  for (const name of Object.keys(users) as UserName[]) {
    const user = {...users[name], email: emailOf(name), password}
    await createUser(opened.store.accounts, user, machineEffects)
  }
  const changeTrust: ReviewDesk['changeTrust'] = async (change) => {
    const {trust} = await readTrustFile(home)
    const next = {...change(trust), version: trust.version + 1, issued: machineEffects.clock()}
    await writeTrustFile(home, next, await openRootKey(home, env), trust)
  }
  // Passkeys are made for one address, and the port is another each time.
  await changeTrust((trust) => ({
    ...trust,
    webauthn: {...trust.webauthn, origins: [...trust.webauthn.origins, url]},
  }))
  const browser = await launch()
  const pages: string[][] = []
  return {
    served,
    opened,
    url,
    home: dir,
    log,
    out,
    passphrase,
    browser,
    changeTrust,
    async open(user: UserName, path = '/', options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({viewport: {width: 1440, height: 900}, ...options})
      const page = await context.newPage()
      pages.push(watchPage(page, url, user))
      await logIn(page, url, user, path)
      return page
    },
    faults: () => [
      ...pages.flat(),
      ...log
        .filter(({event, level}) => event === 'unknown-route' || level === 'error')
        .map((entry) => `lake: ${JSON.stringify(entry)}`),
    ],
    async close() {
      await browser.close()
      await served.close()
    },
  }
}
