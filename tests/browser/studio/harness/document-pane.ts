import type {Locator, Page} from 'playwright-core'

import type {StoredDocument} from '#lake'

import type {Desk} from './start-desk.ts'

/** Open the form of a document that is there. */
export async function openDocument(
  page: Page,
  desk: Desk,
  type: string,
  id: string,
): Promise<void> {
  await page.goto(`${desk.url}/intent/edit/id=${id};type=${type}`)
  await page.getByTestId('document-panel-scroller').waitFor()
}

/** Open the form of a new document. @returns Its id, without `drafts.`. */
export async function newDocument(page: Page, desk: Desk, type: string): Promise<string> {
  await page.goto(`${desk.url}/intent/create/template=${type};type=${type}/`)
  await page.getByTestId('document-panel-scroller').waitFor()
  const [id] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(page.url()) ?? []
  if (id === undefined) throw new Error(`${page.url()} names no new document`)
  return id
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
