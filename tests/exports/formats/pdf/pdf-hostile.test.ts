import {existsSync} from 'node:fs'

import {describe, expect, it} from 'vitest'

import {richComposition} from '../../fixtures/composition.ts'
import {payloads, poison} from '../../fixtures/hostile.ts'
import {withOwnFonts} from '../../../../exports/typeset/svg-fonts.ts'
import {makePdf, typesetter} from './make-pdf.ts'
import {readPdf} from './read-pdf.ts'

/** Text that would do something if Typst took it for code. */
const code = [
  '#read("/etc/hostname")',
  '#import "@preview/cetz:0.4.0"',
  '#image("/etc/passwd")',
  '#eval("panic()")',
  '#{while true {}}',
  '$ sum_(k=0)^n $ *bold* _it_ `raw` <label> @ref = Heading',
  '\\#set page(fill: red)',
  '"]) #panic("x") #([',
]

describe('hostile text', () => {
  it.each(code)('stays text: %s', async (text) => {
    const {root} = await readPdf(await makePdf({summary: text, keyPoints: [text]}))
    const words = root.text.replaceAll(/\s/g, '')
    expect(words.split(text.replaceAll(/\s/g, '')).length - 1).toBe(2)
  })

  it('in every field breaks nothing and leads nowhere', async () => {
    const text = payloads.filter((_, index) => index % 3 === 0 || index > 25).join(' ')
    const pdf = await makePdf(poison(richComposition(), text))
    const {document, file} = await readPdf(pdf)
    const names = ['JavaScript', 'JS', 'Launch', 'EmbeddedFiles', 'SubmitForm', 'OpenAction', 'AA']
    const objects = file.context.enumerateIndirectObjects().map(([, object]) => String(object))
    for (const name of names) {
      expect(objects.filter((object) => new RegExp(`/${name}\\b`).test(object))).toEqual([])
    }
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      for (const {url} of (await page.getAnnotations()) as Array<{url?: string}>) {
        expect(url ?? 'https:').toMatch(/^(?:https?|mailto):/)
      }
    }
  })

  it('of control characters and halves of pairs leaves no trace of them', async () => {
    const {root} = await readPdf(await makePdf({summary: 'a\u0000b\u0007c\u001Bd\uFFFEe\u0085f'}))
    expect(root.text).toContain('abcdef')
  })

  it('without a space stays on the page', async () => {
    const {document} = await readPdf(
      await makePdf({title: 'x'.repeat(300), summary: 'y'.repeat(4000)}),
    )
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const [, , width = 0] = page.view
      const ends = (await page.getTextContent()).items.map((item) =>
        'str' in item ? item.transform[4] + item.width : 0,
      )
      expect(Math.max(...ends)).toBeLessThanOrEqual(width - 60)
    }
  })

  it('is cut nowhere by identifiers that Typst would refuse', async () => {
    const composition = richComposition()
    const [first] = composition.references
    const pdf = await makePdf({
      references: [
        {...first!, id: 'ref-1'},
        {...first!, id: 'ref-1'},
      ],
    })
    expect((await readPdf(pdf)).root.text).toContain('Eriksen')
  })
})

describe('hostile pictures', () => {
  const typeset = (pictures: Record<string, string>, body: object[] = []) =>
    typesetter.typeset({
      template: 'article',
      data: {...blank, body},
      pictures: new Map(
        Object.entries(pictures).map(([path, text]) => [path, new TextEncoder().encode(text)]),
      ),
      standard: '1.7',
      gates: [],
    })
  const show = (path: string) => [
    {
      t: 'figure',
      role: 'body',
      instead: [],
      caption: [],
      image: {path, alt: 'x', width: 9, height: 9},
    },
  ]

  it('are found nowhere but among those that were given', async () => {
    for (const path of [
      '/etc/passwd',
      '../../etc/passwd',
      'https://evil.example/a.png',
      '/data.json',
    ]) {
      await expect(typeset({}, show(path))).rejects.toMatchObject({code: 'typeset-failed'})
    }
  })

  it('have no other names than those of assets', async () => {
    await expect(typeset({'/article.typ': '#panic()'})).rejects.toMatchObject({
      code: 'picture-unreadable',
    })
  })

  it('bring in no file of the machine', async () => {
    const secret = new URL('../../../../package.json', import.meta.url).pathname
    expect(existsSync(secret)).toBe(true)
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="file://${secret}" width="9" height="9"/><rect width="5" height="5"/></svg>`
    await expect(typeset({'/assets/a.svg': svg}, show('/assets/a.svg'))).rejects.toMatchObject({
      code: 'typeset-failed',
      message: expect.stringContaining('absolute paths are not allowed'),
    })
  })

  it('that are no pictures are refused by name', async () => {
    await expect(
      typeset({'/assets/a.png': 'no picture'}, show('/assets/a.png')),
    ).rejects.toMatchObject({
      code: 'typeset-failed',
    })
    expect(() => withOwnFonts(new TextEncoder().encode('<svg'), 'assets/a.svg')).toThrow(
      expect.objectContaining({code: 'picture-unreadable'}),
    )
  })
})

const blank = {
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
  body: [],
}
