import {readFile} from 'node:fs/promises'

import type {FrameLocator, Page} from 'playwright-core'
import {afterAll, afterEach, beforeAll, describe, expect, it} from 'vitest'

import {storeAs} from '../../cli/store-of.ts'
import {goTo} from './harness/go-to.ts'
import {startDesk, type Desk} from './harness/start-desk.ts'
import {contention} from './harness/contention.ts'
import {findViolations} from './harness/find-violations.ts'
import {longArticle} from './long-article.ts'

const article = 'article-bone-marrow-edema-knee'
const waiting = {timeout: 30_000}

let desk: Desk
let page: Page

beforeAll(async () => {
  desk = await startDesk()
  storeAs(desk.home, 'sample-riley', [
    longArticle('drafts.article-long', 2000),
    longArticle('drafts.article-longest', 5000),
    {_id: 'drafts.article-empty', _type: 'article', language: 'en'},
  ])
  page = await desk.open('editor', '/structure')
})
afterAll(() => desk.close())

/** Open an article with its form on the left and its preview on the right. */
async function openBeside(id: string): Promise<void> {
  await leave()
  await goTo(page, `/structure/article;${id}%7C%2Cview%3Dpreview`)
  await upToDate()
}

async function openPreview(id: string): Promise<void> {
  await leave()
  await goTo(page, `/structure/article;${id}%2Cview%3Dpreview`)
  await upToDate()
}

/** Close what is open: the next preview is not up to date because the one before was. */
async function leave(): Promise<void> {
  await goTo(page, '/structure')
  await state().waitFor({state: 'detached'})
}

function state() {
  return page.getByTestId('preview-state')
}

async function upToDate(): Promise<void> {
  await state().getByText('Up to date').waitFor(waiting)
}

function frame(): FrameLocator {
  return page.frameLocator('[data-testid="preview"] iframe')
}

/** Type into the title, let it rest, and measure: tasks as long as they are on an idle machine. */
async function typed(text: string) {
  const shownMs: number[] = []
  let load = contention()
  await page.evaluate(watchTasks)
  for (const word of ['One', 'Two', 'Three']) {
    await title().press('End')
    await title().pressSequentially(` ${text} ${word}`, {delay: 40})
    await frame().getByRole('heading', {level: 1}).getByText(`${text} ${word}`).waitFor()
    await upToDate()
    shownMs.push(await page.evaluate(lastMeasure))
  }
  load = Math.max(load, contention())
  const tasks = await page.evaluate(() => (globalThis as {tasks?: number[]}).tasks ?? [])
  const words = Number(/(\d+) words/.exec(await state().innerText())?.[1])
  return {shownMs, words, longTasksMs: tasks.map((ms) => ms / load)}
}

/** Runs in the page. */
function watchTasks(): void {
  const tasks: number[] = []
  Object.assign(globalThis, {tasks})
  const observer = new PerformanceObserver((list) => {
    for (const {duration} of list.getEntries()) tasks.push(Math.round(duration))
  })
  observer.observe({type: 'longtask'})
}

/** Runs in the page. */
function lastMeasure(): number {
  return performance.getEntriesByName('marrow preview').at(-1)?.duration ?? Number.NaN
}

const title = () => page.getByTestId('field-title').getByRole('textbox').first()

describe('The preview of an article', {timeout: 120_000}, () => {
  afterEach(({expect: hold}) => hold(desk.faults()).toEqual([]))

  it('shows the page with its pictures', async () => {
    await openPreview(article)
    await frame()
      .getByRole('heading', {level: 1})
      .getByText('Bone marrow edema of the knee')
      .waitFor()
    const picture = frame().locator('.lead-figure img')
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth), waiting)
      .toBeGreaterThan(0)
  })

  it.each([
    ['On paper', 'Bone marrow edema of the knee'],
    ['Fragment', 'Bone marrow edema of the knee'],
    ['JSON', '"title": "Bone marrow edema of the knee"'],
  ])('shows it as %s', async (format, text) => {
    await page.getByRole('tab', {name: format, exact: true}).click()
    await expect.poll(() => frame().getByText(text).count(), waiting).toBeGreaterThan(0)
  })

  it('follows typing, and the reader keeps their place', async () => {
    await openBeside(article)
    await frame()
      .locator('html')
      .evaluate((html) => html.scrollTo(0, 600))
    await title().fill('Bone marrow lesions of the knee')
    await frame().getByRole('heading', {level: 1}).getByText('Bone marrow lesions').waitFor()
    expect(
      await frame()
        .locator('html')
        .evaluate((html) => html.scrollTop),
    ).toBe(600)
    await title().fill('Bone marrow edema of the knee')
    await frame().getByRole('heading', {level: 1}).getByText('edema').waitFor()
  })

  it('lists what was found, and a click leads to the field', async () => {
    await openPreview(article)
    const findings = page.getByTestId('preview-findings')
    await findings.getByText('Bone bruises and stress injuries of the knee').first().waitFor()
    await findings
      .getByRole('button', {name: /Causes › Physical changes/})
      .first()
      .click()
    await page.getByTestId('document-panel-scroller').waitFor()
    await expect
      .poll(() => decodeURIComponent(decodeURIComponent(page.url())), waiting)
      .toContain('path=sections[_key=="causes"]')
    await expect.poll(() => page.getByRole('textbox').count(), waiting).toBeGreaterThan(0)
  })

  it('saves the PDF that the desk server makes of it', async () => {
    await openPreview(article)
    const saving = page.waitForEvent('download', {timeout: 90_000})
    await page.getByRole('button', {name: 'Save as PDF'}).click()
    const file = await saving
    expect(file.suggestedFilename()).toBe('bone-marrow-edema-knee.pdf')
    const bytes = await readFile(await file.path())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('says what it assumes', async () => {
    await openPreview(article)
    await page.getByText('What this preview assumes').click()
    await expect.poll(() => page.getByText('Nobody has signed it').isVisible()).toBe(true)
  })

  it('shows an article that has nothing yet, and says what is missing', async () => {
    await openPreview('article-empty')
    const missing = page.getByTestId('preview-findings').getByText('Must be fixed')
    expect(await missing.count()).toBeGreaterThan(3)
  })

  it('has no violation that axe finds', async () => {
    await openPreview(article)
    expect(await findViolations(page, '[data-testid="preview"]')).toEqual([])
  })
})

describe('The frame of a preview', {timeout: 60_000}, () => {
  it('leads nowhere', async () => {
    await openPreview(article)
    const before = page.url()
    const link = frame().locator('a[href^="https://"]').first()
    await link.click()
    await link.click({button: 'middle'})
    await frame().getByRole('heading', {level: 1}).waitFor()
    expect(page.url()).toBe(before)
    expect(page.context().pages()).toHaveLength(1)
    expect(page.frames().map((each) => each.url())).toContain('about:srcdoc')
    expect(desk.faults()).toEqual([])
  })

  it('runs nothing, whatever would get into it', async () => {
    const other = await desk.browser.newPage()
    await other.goto(page.url())
    const attributes = await page.locator('[data-testid="preview"] iframe').getAttribute('sandbox')
    expect(attributes).toBe('allow-same-origin')
    await frame()
      .locator('body')
      .evaluate((body) => {
        const script = body.ownerDocument.createElement('script')
        script.textContent = 'top.escaped = true'
        const image = body.ownerDocument.createElement('img')
        image.setAttribute('onerror', 'top.escaped = true')
        image.src = 'data:,'
        body.append(script, image)
      })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    expect(await page.evaluate(() => 'escaped' in window)).toBe(false)
    await other.close()
  })
})

// Times are for a machine that does nothing else: `npm run test:long`.
describe.runIf(process.env['MARROW_LONG'] !== undefined)(
  'A long article',
  {timeout: 120_000},
  () => {
    it('of 2,000 words is shown within 200 ms of a pause', async () => {
      await openBeside('article-long')
      const times = await typed('Long')
      expect(Math.min(...times.shownMs)).toBeLessThan(200)
    })

    it('of 5,000 words takes no task of our own longer than 200 ms while it is typed', async () => {
      await openBeside('article-longest')
      const times = await typed('Longest')
      expect(times.words).toBeGreaterThan(4900)
      expect(times.longTasksMs.filter((ms) => ms > 200)).toEqual([])
    })
  },
)
