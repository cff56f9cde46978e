import {describe, expect, it} from 'vitest'

import type {Composition} from '#pipeline'

import {richComposition} from '../../fixtures/composition.ts'
import {makePdf} from './make-pdf.ts'
import {readPdf, type PdfReading} from './read-pdf.ts'

const {approval} = richComposition()

describe('the pages of a PDF', () => {
  it('have number and digest of the edition, and say which page of how many', async () => {
    const pages = await textOfPages(await readChanged({}))
    expect(pages.length).toBeGreaterThan(2)
    for (const [index, text] of pages.entries()) {
      expect(text).toContain(`Edition 3 · SHA-256 ${'9f'.repeat(32)}`)
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`)
    }
  })

  it('have a running head: the site on the first, the title on the others', async () => {
    const [first = '', ...others] = await textOfPages(await readChanged({}))
    expect(first).toMatch(/^Marrow Health/)
    for (const text of others) expect(text).toMatch(/^Bone marrow edema of the knee/)
  })

  it('begin where the contents say', async () => {
    const reading = await readChanged({})
    const pages = await textOfPages(reading)
    const outline = await reading.document.getOutline()
    expect(outline.map(({title}) => title)).toContain('Sources')
    const page = Number(/Sources[ .]+(\d+)/.exec(pages[0]!)?.[1])
    expect(pages[page - 1]).toMatch(/Sources/)
  })

  it('list who signed, as what, and when', async () => {
    const text = await wholeText({})
    expect(text).toContain('Sign-offs')
    expect(text).toMatch(/Max Muster, MD, PhD\s+Medical review \(Medical expert\)/)
    expect(text).toContain('March 3, 2026, 23:30 UTC (Europe/Vienna)')
  })

  it('claim no medical review under sample keys, and say so on every page', async () => {
    const pages = await textOfPages(await readChanged({sample: true}))
    for (const text of pages) expect(text).toContain('Sample content, not reviewed by a physician')
    expect(pages.join(' ')).toContain('Sample sign-offs, not a medical review')
    expect(pages.join(' ')).not.toContain('Medically reviewed by')
  })

  it('show an emergency sign-off and an overdue review', async () => {
    const urgent = await wholeText({approval: {...approval!, emergency: true, overdue: true}})
    expect(urgent).toContain('Released under an emergency sign-off')
    expect(urgent).toContain('This page was due to be reviewed again on March 3, 2027')
  })

  it('show signed notices', async () => {
    expect(await wholeText({})).toMatch(
      /Erratum \(Editorial\), March 6, 2026\s+An earlier edition gave a wrong page number/,
    )
  })

  it('say on every page of a preview that nobody approved it', async () => {
    const pages = await textOfPages(await readChanged({kind: 'preview', approval: null}))
    for (const text of pages) expect(text.match(/Preview, not approved/g)).toHaveLength(2)
  })

  it('come in other sizes, and in large print', async () => {
    const a5 = await readChanged({}, {paper: 'a5'})
    const own = await readChanged({}, {paper: {widthMm: 170, heightMm: 240}})
    const large = await readChanged({}, {largePrint: true})
    expect(await size(a5)).toEqual([420, 595])
    expect(await size(own)).toEqual([482, 680])
    expect(large.document.numPages).toBeGreaterThan((await readChanged({})).document.numPages * 1.5)
  })

  it('refuse a sheet on which no line fits', async () => {
    await expect(makePdf({}, {paper: {widthMm: 20, heightMm: 240}})).rejects.toThrow(
      /90 to 1000 mm/,
    )
  })
})

async function readChanged(
  changes: Partial<Composition>,
  options: object = {},
): Promise<PdfReading> {
  return readPdf(await makePdf(changes, options))
}

async function wholeText(changes: Partial<Composition>): Promise<string> {
  return (await textOfPages(await readChanged(changes))).join(' ')
}

/** Everything on a page, as it stands there. */
async function textOfPages({document}: PdfReading): Promise<string[]> {
  const texts: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const {items} = await page.getTextContent({disableNormalization: true})
    const words = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
    texts.push(words.join('').replaceAll('\u200B', '').trim())
  }
  return texts
}

async function size({document}: PdfReading): Promise<number[]> {
  const [, , width = 0, height = 0] = (await document.getPage(1)).view
  return [Math.round(width), Math.round(height)]
}
