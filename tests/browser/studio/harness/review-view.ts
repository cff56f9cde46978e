import type {Locator, Page} from 'playwright-core'

import {sampleKey} from '../../../cli/harness.ts'
import {goTo} from './go-to.ts'
import type {Desk} from './start-desk.ts'

/** Open the review view of an article. */
export async function openReview(page: Page, id: string): Promise<void> {
  await goTo(page, `/intent/edit/id=${id};type=article`)
  await page.locator(`[id^="documentEditor-${id}-"][id$="tab-review"]`).click()
  await page.getByLabel('Version', {exact: true}).or(page.getByText('No version yet')).waitFor()
}

/** The buttons and badges below a document. */
export function footer(page: Page): Locator {
  return page.getByTestId('pane-footer')
}

/** Names of what a document's menu and large button offer. */
export async function offeredActions(page: Page): Promise<string[]> {
  const menu = footer(page).getByTestId('action-menu-button')
  const large = await footer(page).getByRole('button').allInnerTexts()
  const names = large.map((text) => text.trim()).filter(Boolean)
  if (await menu.isVisible()) {
    await menu.click()
    names.push(...(await page.getByRole('menuitem').allInnerTexts()).map((text) => text.trim()))
    await page.keyboard.press('Escape')
  }
  return names
}

/** Submit what a page shows as a version. */
export async function submit(page: Page, number: number, note = ''): Promise<void> {
  await footer(page).getByRole('button', {name: 'Submit for review'}).click()
  await page.getByLabel('What changed').fill(note)
  await page.getByRole('button', {name: `Submit version ${number}`}).click()
  await page.getByRole('dialog').waitFor({state: 'detached'})
}

/** Confirm an open signing dialog with a sample person's software key. */
export async function signWithFile(page: Page, desk: Desk, signer: string): Promise<void> {
  const file = page.getByLabel('Key file')
  await file.or(page.getByLabel('Passphrase')).first().waitFor()
  if (await file.isVisible()) await file.setInputFiles(sampleKey(desk.home, signer))
  await page.getByLabel('Passphrase').fill(desk.passphrase)
  await page.getByRole('button', {name: 'Sign with software key'}).click()
  await page.getByRole('dialog').waitFor({state: 'detached'})
}
