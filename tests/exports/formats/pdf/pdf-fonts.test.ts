import {readFile} from 'node:fs/promises'

import {PDFDocument} from '@cantoo/pdf-lib'
import {create} from 'fontkit'
import {describe, expect, it} from 'vitest'

import {fontFiles, readFonts} from '../../../../cli/export/typst-fonts.ts'
import {requireOwnFonts} from '../../../../exports/typeset/edit-pdf.ts'
import {makePdf, typesetter} from './make-pdf.ts'
import {fontsOf, readPdf} from './read-pdf.ts'

const ours = /^(?:SourceSerif4|SourceSans3|Amiri|NotoSansHebrew)-/

/** What medical text is written with. */
const medical =
  'µ μ ≥ ≤ ± ‰ × ÷ − ≈ ≠ ∞ ° ′ ″ ½ ¼ ¾ ⅓ ² ³ ⁶ ⁻ ₂ → ← ↑ ↓ ↔ € £ § † ‡ • … – — “ ” ‘ ’ « » ' +
  'őűłćășțğßøåæœþðđħıŋ ĀāĒēǍǎẠạẾế ΑΒΓΔαβγδμπσωάέή АБВГабвгёіїў אבגד عربية،؟١٢٣'

describe('the fonts of a PDF', () => {
  it('are ours alone, and inside', async () => {
    const {file} = await readPdf(await makePdf())
    const fonts = fontsOf(file)
    expect(fonts.length).toBeGreaterThan(3)
    for (const {name, isInside} of fonts)
      expect([name, isInside]).toEqual([expect.stringMatching(ours), true])
  })

  it('are set in drawings, too, whatever those ask for', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><style>text{font:12px DejaVu Sans}</style>' +
      '<text y="15" font-family="DejaVu Sans" style="font-family:serif;fill:red">Words</text></svg>'
    const bytes = await typesetter.typeset({
      template: 'article',
      data: document([
        {t: 'figure', role: 'body', image: image('/assets/a.svg'), instead: [], caption: []},
      ]),
      pictures: new Map([['/assets/a.svg', new TextEncoder().encode(svg)]]),
      standard: '1.7',
      gates: [],
    })
    const {file} = await readPdf(bytes)
    expect(fontsOf(file).map(({name}) => name)).toContainEqual(
      expect.stringMatching(/^SourceSans3/),
    )
    for (const {name} of fontsOf(file)) expect(name).toMatch(ours)
  })

  it('have what medical text is written with', async () => {
    const {coverage} = await readFonts()
    const missing = Array.from(medical).filter(
      (one) => one !== ' ' && !coverage.has(one.codePointAt(0)!),
    )
    expect(missing).toEqual([])
  })

  it('count for a character only when every style of a family has it', async () => {
    const {coverage} = await readFonts()
    const families = await Promise.all(
      fontFiles().map((files) =>
        Promise.all(files.map(async (path) => charactersOf(await readFile(path)))),
      ),
    )
    const blank = [...coverage].filter(
      (character) => !families.some((styles) => styles.every((style) => style.has(character))),
    )
    expect(coverage.size).toBeGreaterThan(2000)
    expect(blank).toEqual([])
  })

  it('set words that run from right to left', async () => {
    const {root, document: pdf} = await readPdf(
      await makePdf({language: 'ar', direction: 'rtl', title: 'ألم الركبة', summary: 'كأس ماء'}),
    )
    const {info} = await pdf.getMetadata()
    expect(info).toMatchObject({Language: 'ar', Title: 'ألم الركبة'})
    expect(root.text).toContain('الركبة')
  })
})

describe('a character that no font has', () => {
  it('is a fault that names it and its place, never a blank box', async () => {
    await expect(makePdf({summary: 'A bone 🦴 and a 膝'})).rejects.toMatchObject({
      code: 'glyph-missing',
      message: expect.stringMatching(/🦴 \(U\+1F9B4\) in the text.*膝 \(U\+819D\)/),
    })
  })

  it('is a fault in a drawing, too', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>膝</text></svg>'
    await expect(
      typesetter.typeset({
        template: 'article',
        data: document([]),
        pictures: new Map([['/assets/a.svg', new TextEncoder().encode(svg)]]),
        standard: '1.7',
        gates: [],
      }),
    ).rejects.toMatchObject({
      code: 'glyph-missing',
      message: expect.stringContaining('assets/a.svg'),
    })
  })
})

it('refuses a file with a font of the machine', async () => {
  const file = await PDFDocument.create()
  file.context.register(file.context.obj({Type: 'FontDescriptor', FontName: 'ABCDEF+DejaVuSans'}))
  expect(() => requireOwnFonts(file)).toThrow(expect.objectContaining({code: 'font-foreign'}))
})

function charactersOf(file: Buffer): Set<number> {
  const font = create(file)
  return new Set('characterSet' in font ? font.characterSet : [])
}

function image(path: string): object {
  return {path, alt: 'A drawing', width: 90, height: 20}
}

/** A document with nothing but its body. */
function document(body: object[]): object {
  return {
    title: 'A test',
    lang: 'en',
    region: null,
    dir: 'ltr',
    authors: [],
    description: '',
    keywords: [],
    date: null,
    running: [],
    masthead: [],
    warning: '',
    edition: '',
    page: ['', '/', ''],
    watermark: '',
    setup: {
      widthMm: 210,
      heightMm: 297,
      bleedMm: 0,
      slugMm: 0,
      textPt: 10,
      justified: false,
      cmyk: false,
    },
    body,
  }
}
