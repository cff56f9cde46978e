import {fileURLToPath} from 'node:url'

import type {Page} from 'playwright-core'
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest'

import {
  chooseAction,
  newDocument,
  openDocument,
  stored,
  textField,
} from './harness/document-pane.ts'
import {fillIn} from './harness/log-in.ts'
import {startDesk, type Desk} from './harness/start-desk.ts'
import {watchPage} from './harness/watch-page.ts'

const picture = fileURLToPath(new URL('../../../studio/static/favicon-192.png', import.meta.url))
const waiting = {timeout: 30_000}

describe('the real Studio on the embedded lake', {timeout: 120_000}, () => {
  let desk: Desk
  let page: Page
  /** Of the shared section that the tests share. */
  let id: string
  const draft = () => stored(desk, `drafts.${id}`)
  const published = () => stored(desk, id)

  beforeAll(async () => {
    desk = await startDesk()
    page = await desk.open('editor', '/structure')
  })
  afterAll(() => desk.close())
  const isShown = (text: string) => page.getByText(text, {exact: true}).first().isVisible()
  // No unknown route, no error in the console, no request to the outside: in any of the tests.
  // Who logs out has queries under way, which are refused.
  afterEach(({task, expect}) => {
    const faults = desk.faults().filter((fault) => !isRefusal(fault) || task.name !== 'logs out')
    expect(faults).toEqual([])
  })

  it('lists what is there', async () => {
    await openDocument(page, 'article', 'article-knee-osteoarthritis')
    await expect.poll(() => isShown('Osteonecrosis of the knee'), waiting).toBe(true)
    await expect.poll(() => isShown('Having an MRI of the knee'), waiting).toBe(true)
  })

  it('creates a document and edits its Portable Text', async () => {
    id = await newDocument(page, 'sharedSection')
    await textField(page, 'title').fill('First aid for a knee')
    await textField(page, 'section.heading').fill('First aid')
    await page.getByTestId('field-section.body').locator('[data-slate-editor]').click()
    await page.keyboard.type('Rest the ')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('knee')
    await page.keyboard.press('Control+b')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Call a doctor if it swells.')

    await expect.poll(() => JSON.stringify(draft()?.['section']), waiting).toContain('it swells.')
    expect(draft()).toMatchObject({
      title: 'First aid for a knee',
      section: {
        heading: 'First aid',
        body: [
          {children: [{text: 'Rest the '}, {text: 'knee', marks: ['strong']}]},
          {children: [{text: 'Call a doctor if it swells.'}]},
        ],
      },
    })
  })

  it('publishes it', async () => {
    await page.getByTestId('action-publish').click()
    await expect.poll(() => published()?.['title'], waiting).toBe('First aid for a knee')
    await expect.poll(draft, waiting).toBeUndefined()
  })

  it('shows what was changed, and by whom', async () => {
    await textField(page, 'title').fill('First aid for a knee, changed')
    await expect.poll(() => draft()?.['title'], waiting).toBe('First aid for a knee, changed')
    const pane = page.getByTestId('document-pane')
    await pane.getByTestId('pane-context-menu-button').first().click()
    await page.getByRole('menuitem', {name: 'History'}).click()
    const events = page.getByTestId('timeline-item-button')
    await events.filter({hasText: 'Published'}).first().waitFor()
    await page.getByRole('tab', {name: 'Review changes'}).click()
    await expect.poll(() => isShown(', changed'), waiting).toBe(true)
  })

  it('restores what was published', async () => {
    await page.getByRole('tab', {name: 'History'}).click()
    await page.getByTestId('timeline-item-button').filter({hasText: 'Published'}).first().click()
    await page.getByRole('button', {name: 'Revert to revision'}).click()
    await page.getByTestId('confirm-popover-confirm-button').click()
    await expect.poll(() => draft()?.['title'], waiting).toBe('First aid for a knee')
    await page.getByTestId('action-publish').click()
    await expect.poll(draft, waiting).toBeUndefined()
  })

  it('unpublishes it', async () => {
    await page.getByTestId('document-header-Published-chip').click()
    await page.getByTestId('action-unpublish').click()
    await page.getByTestId('confirm-button').click()
    await expect.poll(published, waiting).toBeUndefined()
    expect(draft()?.['title']).toBe('First aid for a knee')
    await page.getByTestId('document-header-Draft-chip').click()
  })

  it('duplicates it, and deletes the copy', async () => {
    const before = page.url()
    await chooseAction(page, 'Duplicate')
    await expect.poll(() => page.url(), waiting).not.toBe(before)
    const copy = /sharedSection;([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
    expect(copy).not.toBe(id)
    await expect
      .poll(() => stored(desk, `drafts.${copy}`)?.['title'], waiting)
      .toBe('First aid for a knee')

    await chooseAction(page, 'Delete')
    await page.getByTestId('confirm-button').click()
    await expect.poll(() => stored(desk, `drafts.${copy}`), waiting).toBeUndefined()
    expect(draft()).toBeDefined()
  })

  it('refers from one document to another', async () => {
    const article = await newDocument(page, 'article')
    const authors = page.getByTestId('field-authors')
    await authors.getByRole('button', {name: 'Add item'}).click()
    await authors.locator('input').first().fill('Jordan')
    await page.getByRole('option', {name: /^Jordan Sample/}).click()
    await expect
      .poll(() => stored(desk, `drafts.${article}`)?.['authors'], waiting)
      .toMatchObject([{_ref: 'person-jordan-sample'}])
    await authors.getByText('Jordan Sample').waitFor()
  })

  it('takes an uploaded image, and shows it', async () => {
    const figure = await newDocument(page, 'figure')
    await page.getByTestId('file-button-input').setInputFiles(picture)
    await expect
      .poll(() => stored(desk, `drafts.${figure}`)?.['image'], waiting)
      .toMatchObject({asset: {_ref: expect.stringMatching(/^image-[0-9a-f]{40}-192x192-png$/)}})
    const image = page.getByTestId('document-panel-scroller').locator('img').first()
    await expect
      .poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth), waiting)
      .toBeGreaterThan(0)
  })

  it('finds words wherever they are', async () => {
    await page.getByTestId('studio-search').click()
    await page.keyboard.type('osteonecro')
    const found = page.getByTestId('search-results').getByText('Osteonecrosis of the knee')
    await expect.poll(() => found.first().isVisible(), waiting).toBe(true)
    await page.keyboard.press('Escape')
  })

  it('lets two people write in one document, and shows each the other', async () => {
    const other = await desk.open('secondEditor', '/structure')
    await Promise.all([
      openDocument(page, 'glossaryTerm', 'term-mri'),
      openDocument(other, 'glossaryTerm', 'term-mri'),
    ])
    await page.getByTestId('document-pane').getByTitle('Jordan Sample').first().waitFor()
    await other.getByTestId('document-pane').getByTitle('Riley Sample').first().waitFor()
    const both = () => JSON.stringify(stored(desk, 'drafts.term-mri') ?? null)
    // A form that has only just opened drops keys now and then: whoever sees that types again.
    const write = (where: Page, field: string, text: string) =>
      expect
        .poll(
          async () => {
            if (!both().includes(text)) await textField(where, field).pressSequentially(text)
            return both()
          },
          {timeout: 60_000, interval: 2000},
        )
        .toContain(text)
    await Promise.all([
      write(page, 'expansion', ' written by Riley'),
      write(other, 'definition', ' written by Jordan'),
    ])
    await expect
      .poll(() => textField(other, 'expansion').inputValue(), waiting)
      .toContain('written by Riley')
  }, 120_000)

  it('leads whoever is not logged in to the login page, and then where they wanted to go', async () => {
    const newcomer = await desk.browser.newPage()
    const faults = watchPage(newcomer, desk.url, 'newcomer')
    await newcomer.goto(`${desk.url}/structure/article`)
    await fillIn(newcomer, 'viewer')
    await newcomer.getByText('Osteonecrosis of the knee').first().waitFor(waiting)
    expect(new URL(newcomer.url()).pathname).toBe('/structure/article')
    expect(faults).toEqual([])
    await newcomer.context().close()
  })

  it('logs out', async () => {
    await page.locator('#user-menu').click()
    await page.getByRole('menuitem', {name: 'Sign out'}).click()
    await expect.poll(() => isShown('You are logged out'), waiting).toBe(true)
  })
})

function isRefusal(fault: string): boolean {
  return fault.includes('status of 401')
}
