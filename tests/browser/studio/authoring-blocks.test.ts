import type {Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {
  addReference,
  addSection,
  bodyOf,
  chooseReference,
  chooseSource,
  cite,
  closeDialog,
  closeSection,
  dialogOf,
  insertBlock,
  mark,
  popoverOf,
  toEnd,
} from './authoring/author.ts'
import {composed, findingsOf} from './authoring/findings-of.ts'
import {newDocument, stored, textField} from './harness/document-pane.ts'
import {startDesk, type Desk} from './harness/start-desk.ts'

const waiting = {timeout: 40_000}

describe('writing an article with every kind of block', {timeout: 180_000}, () => {
  let desk: Desk
  let page: Page
  let id: string

  beforeAll(async () => {
    desk = await startDesk()
    page = await desk.open('editor', '/structure')
    page.setDefaultTimeout(waiting.timeout)
  })
  afterAll(() => desk.close())

  const draft = () => stored(desk, `drafts.${id}`) as any
  const section = (index: number) => draft()?.sections?.[index]
  const typesIn = (index: number) => section(index)?.body?.map(({_type}: any) => _type) ?? []

  it('starts with what every article needs', async () => {
    id = await newDocument(page, 'article')
    await textField(page, 'title').fill('Bone marrow edema of the shin')
    await page.getByTestId('field-slug').getByRole('button', {name: 'Generate'}).click()
    await textField(page, 'summary').fill('Fluid in the marrow of the shin bone, seen by MRI.')
    await addReference(page, 'authors', 'Jordan', /Jordan/)
    await expect.poll(() => draft()?.slug?.current, waiting).toBe('bone-marrow-edema-of-the-shin')
    expect(draft()).toMatchObject({language: 'en', audience: 'patient', reviewIntervalMonths: 24})
  })

  it('cites works inline, several at one place, and lists them as sources', async () => {
    await addSection(page, 'What it is', 'Overview')
    await bodyOf(page).locator('[data-slate-editor]').click()
    await page.keyboard.type('Bone marrow edema is fluid in the marrow.')
    await cite(page, 'https://doi.org/10.1038/BONEKEY.2015.124', /Treatment of bone marrow/, {
      locator: 'p. 2',
      excerpt: 'Bone marrow lesions are signal changes on MRI.',
    })
    await page.getByTestId('citation-preview').click()
    await page.getByTestId('inline-object-toolbar-popover').getByRole('button').first().click()
    await chooseSource(page, 'interdisciplinary', /How we manage/)
    await closeDialog(page)
    await expect.poll(() => section(0)?.body[0].children[1]?.items?.length, waiting).toBe(2)
    expect(section(0).body[0].children[1].items[0]).toMatchObject({
      source: {_ref: 'citation-eriksen-2015'},
      locator: 'p. 2',
      excerpt: 'Bone marrow lesions are signal changes on MRI.',
    })
    await expect
      .poll(() => draft()?.sources?.map(({_ref}: any) => _ref), waiting)
      .toEqual(['citation-eriksen-2015', 'citation-baumbach-2020'])
    await page.getByText('[1, 2]').waitFor()
  })

  it('marks terms and links', async () => {
    await mark(page, 17, 'termUse')
    await chooseReference(popoverOf(page), 'marrow', /BME/)
    await expect
      .poll(() => section(0)?.body[0].markDefs, waiting)
      .toMatchObject([{_type: 'termUse', term: {_ref: 'term-bme'}}])
    await page.getByTestId('close-popover-edit-dialog-button').click()
  })

  it('inserts figures, callouts, related articles and quotes', async () => {
    await toEnd(page)
    await page.keyboard.press('Enter')
    await page.keyboard.type('It is looked for where a knee hurts.')
    await insertBlock(page, 'figureUse')
    await chooseReference(dialogOf(page), 'knee', /./)
    await closeDialog(page)
    await toEnd(page)
    await insertBlock(page, 'pullQuote')
    await dialogOf(page).locator('textarea').first().fill('Rest is the first treatment.')
    await closeDialog(page)
    await toEnd(page)
    await insertBlock(page, 'relatedArticle')
    await chooseReference(dialogOf(page), 'osteoarthritis', /Knee osteoarthritis/)
    await closeDialog(page)
    await toEnd(page)
    await insertBlock(page, 'callout')
    await page.getByRole('radio', {name: 'Seek urgent care'}).click()
    await expect
      .poll(() => section(0)?.body.find((one: any) => one._type === 'callout')?.tone, waiting)
      .toBe('urgent')
    await page.locator('[data-testid$=".content"] [data-slate-editor]').click()
    await page.keyboard.type('Call a doctor if you have a fever.')
    await closeDialog(page)
    await expect
      .poll(() => typesIn(0).toSorted(), waiting)
      .toEqual(['block', 'block', 'callout', 'figureUse', 'pullQuote', 'relatedArticle'])
    await page.getByTestId('callout-preview').getByText('Call a doctor').waitFor()
  })

  it('edits a table by keyboard and by its own fields', async () => {
    await closeSection(page)
    await addSection(page, 'Stages', 'Diagnosis')
    await bodyOf(page).locator('[data-slate-editor]').click()
    await page.keyboard.type('How long each stage lasts.')
    await insertBlock(page, 'table')
    const frame = page.getByTestId('table-frame')
    await frame.locator('td').first().click()
    for (const word of ['Stage', 'Weeks', 'Pain', 'Early', '6', 'strong', 'Late', '12', 'none']) {
      await page.keyboard.type(word)
      await page.keyboard.press('Tab')
    }
    await frame.getByLabel('Caption', {exact: true}).fill('Stages of bone marrow edema')
    await page.keyboard.press('Enter')
    await frame.getByLabel('Header columns').selectOption('1')
    await expect
      .poll(() => section(1)?.body.find((one: any) => one._type === 'table'), waiting)
      .toMatchObject({
        caption: 'Stages of bone marrow edema',
        headerRows: 1,
        headerColumns: 1,
      })
    const table = section(1).body.find((one: any) => one._type === 'table')
    const texts = table.rows.map(({cells}: any) =>
      cells.map(({content}: any) => content[0].children[0].text),
    )
    expect(texts).toEqual([
      ['Stage', 'Weeks', 'Pain'],
      ['Early', '6', 'strong'],
      ['Late', '12', 'none'],
    ])
  })

  it('writes Markdown with a preview beside it, and shows what is wrong', async () => {
    await closeSection(page)
    await addSection(page, 'Self-care', 'Self-care')
    await page.getByRole('button', {name: 'Write in Markdown instead'}).click()
    const text = page.getByTestId('markdown-input').locator('textarea')
    await text.fill('Rest **often**.\n\n# No heading here')
    await page.getByTestId('markdown-findings').getByText('Line 3').waitFor()
    await text.fill('Rest **often**.:cite{source=citation-tarantino-2021}')
    await page.getByTestId('markdown-preview').locator('strong', {hasText: 'often'}).waitFor()
    await page.getByTestId('markdown-findings').waitFor({state: 'detached'})
    await expect.poll(() => section(2)?.markdown, waiting).toContain('citation-tarantino')
    expect(section(2)).not.toHaveProperty('body')
  })

  it('assembles and composes without a finding', async () => {
    await closeSection(page)
    await page.getByTestId('group-tab-sources').click()
    await addReference(page, 'sources', 'Athletes', /Athletes/)
    await expect.poll(() => draft()?.sources?.[2]?._ref, waiting).toBe('citation-tarantino-2021')
    expect(findingsOf(desk, id)).toEqual([])
    expect(composed(desk, id).references).toHaveLength(3)
    expect(desk.faults()).toEqual([])
  })
})
