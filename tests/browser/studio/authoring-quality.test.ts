import {availableParallelism, loadavg} from 'node:os'

import type {Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {
  addSection,
  bodyOf,
  closeDialog,
  closeSection,
  openSection,
  pasteInto,
  toEnd,
} from './authoring/author.ts'
import {findViolations} from './harness/find-violations.ts'
import {newDocument, stored} from './harness/document-pane.ts'
import {startDesk, type Desk} from './harness/start-desk.ts'

const waiting = {timeout: 40_000}

/** 200 ms; more where others keep the machine busy, as that says nothing of Marrow. */
const longMs = (loadavg()[0] ?? 0) > 2 * availableParallelism() ? 1500 : 200

describe('an editor that one likes to use', {timeout: 180_000}, () => {
  let desk: Desk
  let page: Page
  let id: string

  beforeAll(async () => {
    desk = await startDesk()
    page = await desk.open('editor', '/structure', {
      colorScheme: 'dark',
      viewport: {width: 900, height: 800},
    })
    page.setDefaultTimeout(waiting.timeout)
  })
  afterAll(() => desk.close())

  const draft = () => stored(desk, `drafts.${id}`) as any

  it('takes typing in a long article without a pause', async () => {
    id = await newDocument(page, 'article')
    const sentence = 'Bone marrow edema is fluid in the marrow of a bone, and it hurts on stairs. '
    const paragraphs = Array.from(
      {length: 56},
      (_empty, index) => `${index}. ${sentence.repeat(6)}`,
    )
    await page.getByRole('button', {name: 'Paste a whole text as sections'}).click()
    const text = `# Long\n\n## Everything\n\n${paragraphs.map((words) => words.replace('. ', ') ')).join('\n\n')}`
    expect(text.split(/\s+/).length).toBeGreaterThan(5000)
    await pasteInto(page.getByTestId('paste-sections'), {'text/plain': text})
    await expect.poll(() => draft()?.sections?.length, waiting).toBe(1)
    await openSection(page, 'Everything', 'Overview')
    await toEnd(page)
    await page.evaluate(() => {
      const seen: number[] = []
      Object.assign(globalThis, {longTasks: seen})
      new PerformanceObserver((list) => {
        for (const {duration} of list.getEntries()) seen.push(duration)
      }).observe({type: 'longtask'})
    })
    await page.keyboard.type(' These words are typed at the end of it all.', {delay: 40})
    await expect.poll(() => JSON.stringify(draft()?.sections), waiting).toContain('end of it all.')
    const tasks = await page.evaluate(() => (globalThis as any).longTasks as number[])
    expect(Math.max(0, ...tasks)).toBeLessThan(longMs)
  })

  it('has no violation in the citation that axe finds, in the dark and in a narrow window', async () => {
    await toEnd(page)
    await page.keyboard.press('Control+Alt+s')
    await page.getByTestId('source-option').first().waitFor()
    expect(await findViolations(page, '[data-testid="citation-input"]')).toEqual([])
    await page.getByTestId('source-option').first().click()
    await page.getByTestId('cited-work').waitFor()
    expect(await findViolations(page, '[data-testid="citation-input"]')).toEqual([])
    await closeDialog(page)
    await bodyOf(page).getByTestId('citation-preview').waitFor()
    await closeSection(page)
  })

  it('says what a paste into the editor left out', async () => {
    await addSection(page, 'Pasted')
    const editor = bodyOf(page).locator('[data-slate-editor]')
    await editor.click()
    const html =
      '<p>Kept <b>bold</b> and <u>plain</u>.</p><ul><li>one</li></ul><img src="x.png" alt="MRI">'
    await pasteInto(editor, {'text/html': html, 'text/plain': 'Kept'})
    await page.getByTestId('paste-report').getByText('A picture (MRI)').waitFor()
    expect(await findViolations(page, '[data-testid="paste-report"]')).toEqual([])
    await expect.poll(() => draft()?.sections?.[1]?.body?.length, waiting).toBe(2)
    expect(draft().sections[1].body).toMatchObject([
      {children: [{text: 'Kept '}, {text: 'bold', marks: ['strong']}, {text: ' and plain.'}]},
      {listItem: 'bullet', level: 1},
    ])
    await page.getByRole('button', {name: 'Close this note'}).click()
    await closeSection(page)
  })

  it('has no violation in Markdown that axe finds', async () => {
    await addSection(page, 'Written')
    await page.getByRole('button', {name: 'Write in Markdown instead'}).click()
    const text = page.getByTestId('markdown-input').locator('textarea')
    await text.fill('Rest **often**.\n\n<b>no</b>')
    await page.getByTestId('markdown-findings').waitFor()
    expect(await findViolations(page, '[data-testid="markdown-input"]')).toEqual([])
    expect(desk.faults()).toEqual([])
  })
})
