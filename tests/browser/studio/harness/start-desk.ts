import type {Browser, BrowserContextOptions, Page} from 'playwright-core'

import {launch} from '../../launch.ts'
import {logIn} from './log-in.ts'
import {serveDesk, type DeskOptions, type ServedDesk} from './serve-desk.ts'
import type {UserName} from './users.ts'
import {watchPage} from './watch-page.ts'

/** A desk with a browser before it. */
export interface Desk extends ServedDesk {
  browser: Browser
  /**
   * Open the Studio in a browser profile of its own, logged in as a user.
   *
   * @param path
   *   Where to go, such as `/structure`.
   */
  open(user: UserName, path?: string, options?: BrowserContextOptions): Promise<Page>
  /** What went wrong so far in any page, and every route that the lake does not know. */
  faults(): string[]
}

/** Start a desk: lake, Studio and browser, for one test file. Close it in `afterAll`. */
export async function startDesk(options: DeskOptions = {}): Promise<Desk> {
  const served = await serveDesk(options)
  const browser = await launch()
  const pages: string[][] = []
  return {
    ...served,
    browser,
    async open(user, path = '/', options = {}) {
      const context = await browser.newContext({
        viewport: {width: 1440, height: 900},
        ...options,
      })
      const page = await context.newPage()
      pages.push(watchPage(page, served.url, user))
      await logIn(page, served.url, user, path)
      return page
    },
    faults: () => [...pages.flat(), ...lakeFaults(served)],
    async close() {
      await browser.close()
      await served.close()
    },
  }
}

function lakeFaults({log}: ServedDesk): string[] {
  return log
    .filter(({event, level}) => event === 'unknown-route' || level === 'error')
    .map((entry) => `lake: ${JSON.stringify(entry)}`)
}
