import {readFileSync} from 'node:fs'

import {describe, expect, it} from 'vitest'

import {parseDocument} from '#schemas'

import {fromClipboard} from '../../../studio/paste/from-clipboard.ts'
import {toBody} from '../../../studio/paste/to-body.ts'
import {outlineOf} from './outline-of.ts'
import {parseHtml} from './parse-html.ts'

function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8')
}

function keys(): () => string {
  let count = 0
  return () => `k${(count += 1)}`
}

function paste(html: string, text = 'plain words') {
  const pasted = fromClipboard({html, text}, parseHtml, keys())
  if (!pasted) throw new Error('Nothing was pasted')
  return {...pasted, outline: outlineOf(pasted.parts)}
}

describe('pasting from Word', () => {
  const {outline, dropped, from} = paste(fixture('word.html'))

  it('keeps headings, lists, tables, emphasis and links', () => {
    expect(from).toBe('Word')
    expect(outline).toEqual([
      '# Bone marrow edema',
      '# Causes',
      'The marrow fills with <strong>fluid</>, which the <em>cortical</> bone lets in when it is damaged<sup>[1]</>. Any bone, most often the knee. CO<sub>2</> and 10<sup>6</>.',
      '- Fractures',
      '  - of the <strong>tibia</>',
      '1. First step',
      'See <https://www.cancer.org/bone>the society</> and my notes. Kept.',
      'table 1×0',
      '<strong>Drug</> | <strong>Dose</>',
      'Ibuprofen 400\u00A0mg / - with food | ',
      '## Rare causes',
      'Infection.',
      '[1] Eriksen 2015.',
    ])
  })

  it('says what it left out', () => {
    expect(dropped).toEqual([
      'A link to a footnote: its text was kept; cite the source instead (2×)',
      'Underlining',
      'Highlighting',
      'A link that does not lead to the web: its words were kept',
      'Words that were deleted under “track changes”',
      'A comment (2×)',
      'Merging of cells: they became several',
      'A picture (MRI of a knee): add it as a figure',
      'A horizontal rule',
    ])
  })
})

describe('pasting from Google Docs', () => {
  const {outline, dropped, from} = paste(fixture('google-docs.html'))

  it('keeps structure, and does not take its wrapper for bold', () => {
    expect(from).toBe('Google Docs')
    expect(outline).toEqual([
      '## Symptoms',
      'Pain is <strong>worse</><em> on stairs</> always<sup>2</>. See <https://www.ncbi.nlm.nih.gov/books/NBK1/>StatPearls</>!',
      '- swelling',
      '  - of the knee',
      '- stiffness',
      '1. rest',
      'table 1×0',
      '<strong>Stage</> | <strong>Weeks</>',
      'Early | 6–12',
    ])
  })

  it('says what it left out', () => {
    expect(dropped).toEqual([
      'Striking through: the words were kept',
      'Underlining',
      'Highlighting',
      'A picture: add it as a figure',
    ])
  })
})

describe('pasting from a page', () => {
  const {outline, dropped} = paste(fixture('page.html'))

  it('keeps the words, and no script and no address that is not to the web', () => {
    expect(outline).toEqual([
      '# Knee pain',
      'A <em>page</> with a trap, a jump and a path.',
      'Line one\nline two x < y',
      'Words of others.',
      '- One\nmore of one',
      '  1. Inner',
      'table 1×1 Doses',
      'Drug | mg',
      'A | 1',
      ' | 2',
      'Boxed advice',
    ])
  })

  it('says what it left out', () => {
    expect(dropped).toEqual([
      'A link that does not lead to the web: its words were kept (2×)',
      'A link inside the document: its words were kept',
      'Code: it became plain text',
      'A quotation: it became plain paragraphs; make it a pull quote',
      'Merging of cells: they became several',
      'An embedded page',
      'A horizontal rule',
      'A drawing',
      'A field of a form',
      'A frame around text: the text was kept; make it a callout',
    ])
  })
})

describe('pasting Markdown', () => {
  const {outline, dropped, from} = paste('', fixture('notes.md'))

  it('keeps structure, and our own directives', () => {
    expect(from).toBe('Markdown')
    expect(outline).toEqual([
      '# Bone marrow edema',
      'Fluid in the <strong>bone</>, see <https://www.ncbi.nlm.nih.gov/books/>StatPearls</>.<sup>1</>',
      '## Causes',
      '- fractures',
      '  - of the <em>tibia</>',
      '- infection',
      'table 1×0',
      'Drug | mg',
      'A | 400',
      'MRI',
      'Rest is best.',
      '<termUse>BME</> is shown by MRI{citation-1}.',
      'warning Careful: Call a doctor.',
      'raw',
      '1: Eriksen EF. Bonekey Rep 2015.',
    ])
  })

  it('says what it left out', () => {
    expect(dropped).toEqual([
      'Code became plain text: infection',
      'An image was replaced by its alternative text (MRI): add it as a figure',
      'A quotation became plain paragraphs: make it a pull quote',
      'A horizontal rule was dropped',
      'HTML was dropped: <b>',
      'HTML was dropped: </b>',
      'Footnotes: their text is at the end; cite the sources instead',
    ])
  })

  it('is known by what code editors put beside it', () => {
    const html = '<meta charset="utf-8"><div style="font-family: Menlo, monospace">## Causes</div>'
    expect(paste(html, '## Causes\n\nMany.').outline).toEqual(['## Causes', 'Many.'])
  })
})

describe('any paste', () => {
  it.each(['word.html', 'google-docs.html', 'page.html'])('of %s fits a section', (name) => {
    const makeKey = keys()
    const pasted = fromClipboard({html: fixture(name), text: ''}, parseHtml, makeKey)!
    expect(problemsOf(toBody(pasted, makeKey).members)).toEqual([])
  })

  it('of Markdown fits a section', () => {
    const makeKey = keys()
    const pasted = fromClipboard({html: '', text: fixture('notes.md')}, parseHtml, makeKey)!
    expect(problemsOf(toBody(pasted, makeKey).members)).toEqual([])
  })

  it('makes bold paragraphs of headings, and says so', () => {
    const makeKey = keys()
    const pasted = fromClipboard({html: '<h2>A</h2><p>b</p>', text: ''}, parseHtml, makeKey)!
    const {members, dropped} = toBody(pasted, makeKey)
    expect(outlineOf(members)).toEqual(['<strong>A</>', 'b'])
    expect(dropped).toEqual(['A heading (A): it became a bold paragraph; make it a section'])
  })

  it('leaves plain words to the editor', () => {
    expect(
      fromClipboard({html: '', text: 'Only words.\n\nMore.'}, parseHtml, keys()),
    ).toBeUndefined()
    expect(fromClipboard({html: '<p> </p>', text: ''}, parseHtml, keys())).toBeUndefined()
  })

  it('survives markup that nests without end', () => {
    const html = `${'<div>'.repeat(400)}deep${'</div>'.repeat(400)}`
    expect(paste(html).outline).toEqual(['deep'])
  })
})

function problemsOf(body: unknown): unknown[] {
  const {problems} = parseDocument({
    _id: 'a',
    _type: 'article',
    title: 'T',
    slug: {_type: 'slug', current: 't'},
    language: 'en',
    audience: 'patient',
    summary: 'S',
    authors: [{_type: 'reference', _key: 'r', _ref: 'p'}],
    reviewIntervalMonths: 12,
    sections: [{_type: 'section', _key: 's', heading: 'H', body}],
  })
  return problems
}
