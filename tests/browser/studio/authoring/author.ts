import type {Locator, Page} from 'playwright-core'
import {expect} from 'vitest'

/** Add a section at the end of the open article and open it. */
export async function addSection(page: Page, heading: string, aspect?: string): Promise<void> {
  const sections = page.getByTestId('field-sections')
  await sections.getByRole('button', {name: /^Add item/}).click()
  await page.getByRole('menuitem', {name: 'Section', exact: true}).click()
  await inSection(page, '.heading').locator('input').fill(heading)
  if (aspect) await inSection(page, '.aspect').locator('select').selectOption({label: aspect})
}

/** A field of the section that is open, by the end of its path. */
function inSection(page: Page, end: string): Locator {
  return page.locator(`[data-testid^="field-sections["][data-testid$="${end}"]`).last()
}

/** The editor of the open section's text. */
export function bodyOf(page: Page): Locator {
  return inSection(page, '.body')
}

/** Put the cursor at the end of the open section's text. */
export async function toEnd(page: Page): Promise<void> {
  const editor = bodyOf(page).locator('[data-slate-editor]')
  await editor.locator(':scope > [data-pt-block="text"]').last().click()
  await page.keyboard.press('End')
}

/** Cite a work at the cursor. */
export async function cite(
  page: Page,
  search: string,
  title: string | RegExp,
  {locator, excerpt}: {locator?: string; excerpt?: string} = {},
): Promise<void> {
  await page.keyboard.press('Control+Alt+s')
  await chooseSource(page, search, title)
  if (locator) await page.getByLabel('Place in the work').last().fill(locator)
  if (excerpt) await page.getByLabel('Supporting excerpt').last().fill(excerpt)
  await closeDialog(page)
}

/** Choose a work in the citation that is open. */
export async function chooseSource(page: Page, search: string, title: string | RegExp) {
  const count = await page.getByTestId('cited-work').count()
  await page.getByTestId('source-search').fill(search)
  const option = page.getByTestId('source-option')
  await option.filter({hasText: title}).click()
  await page.getByTestId('cited-work').nth(count).waitFor()
}

/**
 * Insert a block of ours after the cursor; its form opens.
 *
 * The toolbar measures itself as the form settles, and then its buttons go into the menu or come
 * out of it, and the menu closes: whoever meets that looks again.
 */
export async function insertBlock(page: Page, name: string): Promise<void> {
  const body = bodyOf(page)
  const button = shown(body, `${name}-insert-menu-button`)
  const item = page.getByRole('menuitem').filter({hasText: titles[name]!})
  const forms = page.getByTestId('nested-object-dialog')
  const open = await forms.count()
  const press = async () => {
    // A click that was given up may have done its work.
    if ((await forms.count()) > open) return
    if (await button.isVisible()) return button.click({timeout: 2000})
    if (!(await item.isVisible())) await shown(body, 'insert-menu-button').click({timeout: 2000})
    return item.click({timeout: 2000})
  }
  const outcome = () => press().then(() => 'pressed', String)
  await expect.poll(outcome, {timeout: 40_000}).toBe('pressed')
}

const titles: Record<string, string> = {
  callout: 'Callout',
  figureUse: 'Figure',
  pullQuote: 'Pull quote',
  relatedArticle: 'Related article',
  table: 'Table',
}

/** A button of the toolbar, which is there several times to measure how many fit. */
function shown(body: Locator, id: string): Locator {
  return body
    .locator(`[data-testid="${id}"]:not([aria-hidden="true"]):not([disabled])`)
    .filter({visible: true})
    .first()
}

/** Mark words at the start of the open section's text: a term, a link. */
export async function mark(page: Page, characters: number, button: string): Promise<void> {
  const body = bodyOf(page)
  const block = body.locator('[data-slate-editor] > [data-pt-block="text"]').first()
  await block.click({position: {x: 4, y: 10}})
  await page.keyboard.press('Home')
  for (let count = 0; count < characters; count += 1) await page.keyboard.press('Shift+ArrowRight')
  await shown(body, `action-button-${button}`).click()
}

/** Choose a document in a reference field. */
export async function chooseReference(field: Locator, search: string, title: string | RegExp) {
  await field.getByPlaceholder('Type to search').first().fill(search)
  await field
    .page()
    .locator('[data-ui="AutocompleteOption"]')
    .filter({hasText: title})
    .first()
    .click()
}

/** Close the innermost dialog and go back to the section. */
export async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
}

/** The dialog that is open, with the form of a block. */
export function dialogOf(page: Page): Locator {
  return page.getByRole('dialog').last()
}

/** The form of a mark that was just set, beside its words. */
export function popoverOf(page: Page): Locator {
  return page.getByTestId('popover-edit-dialog')
}

/** Add a member to a list of references and choose it. */
export async function addReference(page: Page, field: string, search: string, title: RegExp) {
  const list = page.getByTestId(`field-${field}`)
  await list.getByRole('button', {name: /^Add item/}).click()
  await chooseReference(list, search, title)
}

/** Leave the section and go back to the article. */
export async function closeSection(page: Page): Promise<void> {
  const dialog = dialogOf(page)
  await dialog.getByRole('button', {name: 'Close', exact: false}).first().click()
  await dialog.waitFor({state: 'detached'})
}

/** Open a section of the article and file it under a health aspect. */
export async function openSection(page: Page, heading: string, aspect: string): Promise<void> {
  await page.getByTestId('field-sections').getByText(heading, {exact: true}).first().click()
  await inSection(page, '.aspect').locator('select').selectOption({label: aspect})
}

/** Paste into an element, as programs put it on the clipboard. */
export async function pasteInto(target: Locator, data: Record<string, string>): Promise<void> {
  await target.evaluate((element, entries) => {
    const clipboardData = new DataTransfer()
    for (const [type, value] of Object.entries(entries)) clipboardData.setData(type, value)
    const init = {clipboardData, bubbles: true, cancelable: true}
    element.dispatchEvent(new ClipboardEvent('paste', init))
  }, data)
}
