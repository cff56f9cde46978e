import type {Locator, Page} from 'playwright-core'

import type {StoredDocument} from '#lake'

import {goTo} from './go-to.ts'
import type {Desk} from './start-desk.ts'

/** Open the form of a document that is there. */
export async function openDocument(page: Page, type: string, id: string): Promise<void> {
  await goTo(page, `/intent/edit/id=${id};type=${type}`)
  await formOf(page, id).waitFor()
}

/** Open the form of a new document. @returns Its id, without `drafts.`. */
export async function newDocument(page: Page, type: string): Promise<string> {
  await goTo(page, `/intent/create/template=${type};type=${type}/`)
  const address = await page.evaluate(() => location.href)
  const [id] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(address) ?? []
  if (id === undefined) throw new Error(`${address} names no new document`)
  await formOf(page, id).waitFor()
  return id
}

/** The form of a document, once it can be written in; that of the one before may still be there. */
function formOf(page: Page, id: string): Locator {
  return page
    .locator(`[id^="documentEditor-${id}-"]`)
    .locator('[data-testid="form-view"]:not([data-read-only="true"])')
}

/** The text box of a field, by its path such as `section.heading`. */
export function textField(page: Page, path: string): Locator {
  return page.getByTestId(`field-${path}`).getByRole('textbox').first()
}

/** Choose from the menu beside the first action of a document. */
export async function chooseAction(page: Page, name: string): Promise<void> {
  await page.getByTestId('pane-footer').getByTestId('action-menu-button').click()
  await page.getByRole('menuitem', {name}).click()
}

/** Read a document as the lake has it. */
export function stored(desk: Desk, id: string): StoredDocument | undefined {
  return desk.opened.store.read('production', (view) => view.document(id))
}
