import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import type {Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {
  addReference,
  bodyOf,
  chooseReference,
  cite,
  closeDialog,
  closeSection,
  dialogOf,
  insertBlock,
  openSection,
  pasteInto,
  toEnd,
} from './authoring/author.ts'
import {composed, findingsOf} from './authoring/findings-of.ts'
import {sampleText} from './authoring/sample-text.ts'
import {newDocument, stored, textField} from './harness/document-pane.ts'
import {footer, openReview, signWithFile, submit} from './harness/review-view.ts'
import {startDesk, type Desk} from './harness/start-desk.ts'
import type {UserName} from './harness/users.ts'

const waiting = {timeout: 40_000}

describe('writing the sample article with the interface alone', {timeout: 180_000}, () => {
  let desk: Desk
  let page: Page
  let id: string

  beforeAll(async () => {
    desk = await startDesk({isExporting: true})
    page = await desk.open('secondEditor', '/structure')
    page.setDefaultTimeout(waiting.timeout)
  })
  afterAll(() => desk.close())

  const draft = () => stored(desk, `drafts.${id}`) as any
  const exported = () => {
    const {slug} = stored(desk, id) as any
    return join(desk.out, `latest/${slug.current}.en/index.html`)
  }
  const citeAtEnd = async (search: string, title: RegExp) => {
    await toEnd(page)
    await cite(page, search, title)
  }

  it('starts empty, and takes title and sections from a pasted text', async () => {
    id = await newDocument(page, 'article')
    await page.getByRole('button', {name: 'Paste a whole text as sections'}).click()
    await pasteInto(page.getByTestId('paste-sections'), {'text/plain': sampleText})
    await expect.poll(() => draft()?.sections?.length, waiting).toBe(4)
    expect(draft().title).toBe('Bone marrow edema of the shin')
    expect(draft().sections[0].sections.map(({heading}: any) => heading)).toEqual([
      'Leg injuries',
      'Physical changes',
      'Inflammation',
      'Infection',
      'Damaged blood vessels',
      'Cancer',
    ])
    await page.getByTestId('field-slug').getByRole('button', {name: 'Generate'}).click()
    await textField(page, 'summary').fill(
      'In bone marrow edema, the fatty marrow in spongy bone gives way to watery fluid.',
    )
    await addReference(page, 'authors', 'Jordan', /Jordan/)
    await chooseReference(page.getByTestId('document-panel-scroller'), 'knee', /./)
    await expect.poll(() => draft()?.leadFigure?._ref, waiting).toContain('figure-')
  })

  it('cites its works and points to other articles', async () => {
    await openSection(page, 'Causes', 'Causes')
    await citeAtEnd('Eriksen', /Treatment of bone marrow lesions/)
    await toEnd(page)
    await insertBlock(page, 'relatedArticle')
    await chooseReference(dialogOf(page), 'osteoarthritis', /Knee osteoarthritis/)
    await closeDialog(page)
    await closeSection(page)
    await openSection(page, 'Symptoms', 'Symptoms')
    await citeAtEnd('Baumbach', /How we manage/)
    await closeSection(page)
    await openSection(page, 'Diagnosis', 'Diagnosis')
    await citeAtEnd('10.3390/medicina57111143', /Athletes/)
    await closeSection(page)
    await expect.poll(() => draft()?.sources?.length, waiting).toBe(3)
  })

  it('makes a source that is not there, and warns in a callout', async () => {
    await openSection(page, 'Treatment', 'Treatment')
    await toEnd(page)
    await page.keyboard.press('Control+Alt+s')
    await page.getByTestId('source-search').fill('https://doi.org/10.9999/marrow.sample')
    await page.getByTestId('new-source').getByRole('textbox').fill('Core decompression of the knee')
    await page.getByRole('button', {name: 'Make and cite'}).click()
    await page.getByTestId('cited-work').getByText('Core decompression of the knee').waitFor()
    await closeDialog(page)
    await toEnd(page)
    await insertBlock(page, 'callout')
    await page.locator('[data-testid$=".content"] [data-slate-editor]').click()
    await page.keyboard.type('Ask your doctor before you take a medicine.')
    await closeDialog(page)
    await bodyOf(page).getByText('Ask your doctor').waitFor()
    await closeSection(page)
    await expect.poll(() => draft()?.sources?.length, waiting).toBe(4)
  })

  it('closes with the words of an expert', async () => {
    const quote = page.getByTestId('field-expertQuote')
    await quote
      .locator('textarea')
      .first()
      .fill('Finding the cause matters, since causes vary widely.')
    await chooseReference(quote, 'Avery', /Avery/)
    await expect.poll(() => draft()?.expertQuote?.person?._ref, waiting).toBe('person-avery-sample')
  })

  it('can be submitted: it assembles and composes without a finding', async () => {
    await expect.poll(() => findingsOf(desk, id), waiting).toEqual([])
    const {references, figures, expertQuote, outline} = composed(desk, id)
    expect(references.map(({citation}) => citation.doi)).toEqual([
      '10.1038/bonekey.2015.124',
      '10.3390/jcm9020551',
      '10.3390/medicina57111143',
      '10.9999/marrow.sample',
    ])
    expect(Object.keys(figures)).toHaveLength(1)
    expect(expertQuote?.person.name).toBe('Avery Sample')
    expect(outline).toHaveLength(4)
    const button = footer(page).getByRole('button', {name: 'Submit for review'})
    await expect.poll(() => button.isEnabled(), waiting).toBe(true)
    expect(desk.faults()).toEqual([])
  })

  it('is submitted as version 1, which names who wrote it', async () => {
    await submit(page, 1, 'First version')
    await footer(page).getByText('In review: version 1').waitFor()
    const {payload} = stored(desk, `edition.${id}.1`) as any
    expect(JSON.parse(payload)).toMatchObject({
      changeNote: 'First version',
      contributors: ['sample-jordan'],
    })
  })

  it('is approved by an editor who did not write it, and by the medical expert', async () => {
    await signOff('editor', 'riley-sample', 'Editorial review: signed by Riley Sample')
    await footer(page).getByText('In review: version 1').waitFor()
    expect(existsSync(exported())).toBe(false)
    await signOff('expert', 'avery-sample', 'Medical review: signed by Avery Sample')
  })

  it('is live, and on disk for readers', async () => {
    await footer(page).getByText('Live: version 1').waitFor({timeout: 90_000})
    expect(readFileSync(exported(), 'utf8')).toContain('Core decompression of the knee')
    expect(desk.faults()).toEqual([])
  })

  async function signOff(user: UserName, signer: string, line: string) {
    const signing = await desk.open(user)
    signing.setDefaultTimeout(waiting.timeout)
    await openReview(signing, id)
    await signing.getByRole('button', {name: 'Sign off'}).first().click()
    await signWithFile(signing, desk, signer)
    await signing.getByText(line).first().waitFor()
    await signing.close()
  }
})
