import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import type {Page} from 'playwright-core'

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What stands in the way of somebody in a part of a page, as axe finds it. */
export async function findViolations(page: Page, selector: string): Promise<string[]> {
  // The policy of the Studio lets no script in: this one comes through the browser's own door.
  await page.evaluate(axe)
  return page.evaluate(async (part) => {
    const found = await (
      globalThis as unknown as {axe: {run(part: string): Promise<AxeResults>}}
    ).axe.run(part)
    return found.violations.flatMap(({id, help, nodes}) =>
      nodes.map(({html}) => `${id}: ${help}: ${html.slice(0, 300)}`),
    )
  }, selector)
}

interface AxeResults {
  violations: Array<{id: string; help: string; nodes: Array<{html: string}>}>
}
