import {mkdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import type {Page} from 'playwright-core'

const docs = join(import.meta.dirname, '../../../../docs')

/** The names that the editor's guide promises, in bold, and which of them were seen. */
export interface Guide {
  /** Titles of the guide's parts. */
  parts: string[]
  /** Wait until a page shows some names of a part; all that it shows count as seen. */
  see(part: string, page: Page, ...names: string[]): Promise<void>
  /** Names of a part that no page has shown so far. */
  unseen(part: string): string[]
  /** Take a picture of the guide, where `MARROW_PICTURES=1` asks for it. */
  picture(page: Page, name: string): Promise<void>
  /** Pictures of the guide that nobody offered to take. */
  untaken(): string[]
}

/** Read the editor's guide. */
export function readGuide(): Guide {
  const text = readFileSync(join(docs, 'editors-guide.md'), 'utf8')
  const parts = new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((part) => [part.split('\n', 1)[0] ?? '', namesIn(part)]),
  )
  const pictures = new Set(
    [...text.matchAll(/\(images\/studio\/([\w-]+)\.png\)/g)].map(([, name]) => name ?? ''),
  )
  const unseen = (part: string) => {
    const names = parts.get(part)
    if (!names) throw new Error(`the guide has no part “${part}”`)
    return names
  }
  return {
    parts: [...parts.keys()],
    async see(part, page, ...names) {
      for (const name of names) await shows(page, name)
      const shown = new Set(await page.evaluate(shownNames))
      for (const name of unseen(part)) if (shown.has(name)) unseen(part).delete(name)
    },
    unseen: (part) => [...unseen(part)],
    async picture(page, name) {
      pictures.delete(name)
      if (process.env['MARROW_PICTURES'] !== '1') return
      mkdirSync(join(docs, 'images/studio'), {recursive: true})
      await page.mouse.move(0, 0)
      // What just happened is told in a corner for a while, over what the picture is of.
      await page.locator('[data-ui="Toast"]').first().waitFor({state: 'detached'})
      await page.screenshot({path: join(docs, 'images/studio', `${name}.png`), caret: 'hide'})
    },
    untaken: () => [...pictures],
  }
}

function namesIn(part: string): Set<string> {
  return new Set([...part.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name ?? ''))
}

async function shows(page: Page, name: string): Promise<void> {
  await page
    .getByText(name, {exact: true})
    .or(page.getByLabel(name, {exact: true}))
    .or(page.getByPlaceholder(name, {exact: true}))
    .filter({visible: true})
    .first()
    .waitFor({timeout: 30_000})
}

/** Runs in the page: its visible texts and the names of its visible controls. */
function shownNames(): string[] {
  const names: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const {parentElement, textContent} = walker.currentNode
    if (parentElement?.checkVisibility()) names.push(textContent?.trim() ?? '')
  }
  for (const element of document.querySelectorAll('[aria-label], [placeholder]')) {
    if (!element.checkVisibility()) continue
    names.push(element.getAttribute('aria-label') ?? '', element.getAttribute('placeholder') ?? '')
  }
  return names
}
