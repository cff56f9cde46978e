import {readFile} from 'node:fs/promises'
import {fileURLToPath} from 'node:url'

import type {Browser, BrowserContext, BrowserContextOptions, Page} from 'playwright-core'

/** A page and what went wrong on it. */
export interface Watched {
  page: Page
  /** Console errors and warnings, page errors, dialogs, popups: none is expected, ever. */
  faults: string[]
  /** Addresses of every request that the page made. */
  requests: string[]
}

/** Open an empty page and note every fault and request on it from then on. */
export async function watch(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage()
  const faults: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(`page error: ${error.message}`))
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', (popup) => faults.push(`popup: ${popup.url()}`))
  page.on('request', (request) => requests.push(request.url()))
  return {page, faults, requests}
}

/** Open an address in a fresh context. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Watched & {close(): Promise<void>}> {
  const context = await browser.newContext(options)
  const watched = await watch(context)
  await watched.page.goto(url)
  return {...watched, close: () => context.close()}
}

/** Load every picture of the page, lazy ones too. Throws for one that is broken. */
export async function loadImages(page: Page): Promise<void> {
  await page.evaluate(`Promise.all([...document.images].map((image) => {
    image.loading = 'eager'
    return image.decode()
  }))`)
}

interface AxeResult {
  violations: Array<{id: string; nodes: Array<{html: string; failureSummary?: string}>}>
}

/**
 * Run axe-core over the open page: WCAG 2.2 A and AA, and its best practices.
 *
 * It runs in an isolated world, so that the page's own policy stays as it is.
 *
 * @returns
 *   One line for each node of each violation.
 */
export async function runAxe(page: Page): Promise<string[]> {
  const source = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
  const session = await page.context().newCDPSession(page)
  const {frameTree} = await session.send('Page.getFrameTree')
  const {executionContextId} = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'axe',
  })
  const evaluate = async (expression: string) => {
    const {result, exceptionDetails} = await session.send('Runtime.evaluate', {
      contextId: executionContextId,
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'axe failed')
    return result.value as unknown
  }
  await evaluate(`${source};undefined`)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']
  const run = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}
  const {violations} = (await evaluate(`axe.run(document, ${JSON.stringify(run)})`)) as AxeResult
  return violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id}: ${html}`))
}
