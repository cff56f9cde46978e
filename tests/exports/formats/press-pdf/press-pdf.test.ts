import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  type PDFPage,
} from '@cantoo/pdf-lib'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {pressPdfExporter} from '#exports'

import {publishTorture, tortureWorld} from '../../../articles/torture/torture.ts'
import {makePress} from '../../../../cli/export/press-world.ts'
import {richComposition, scanFigure} from '../../fixtures/composition.ts'
import {makePressPdf, typesetter} from '../pdf/make-pdf.ts'
import {fontsOf, readPdf} from '../pdf/read-pdf.ts'

const pointsPerMm = 72 / 25.4

describe('the PDF for a press', () => {
  let bytes: Uint8Array
  let file: PDFDocument
  beforeAll(async () => {
    bytes = await makePressPdf()
    file = await PDFDocument.load(bytes, {updateMetadata: false})
  })

  it('says that it is built to PDF/X-4', () => {
    const text = new TextDecoder('latin1').decode(bytes)
    expect(text.slice(0, 8)).toBe('%PDF-1.6')
    expect(text).toContain('<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>')
    expect(text).toContain('<pdf:Trapped>False</pdf:Trapped>')
    const info = file.context.lookup(file.context.trailerInfo.Info, PDFDict)
    expect(String(info.get(PDFName.of('Trapped')))).toBe('/False')
    expect(file.context.trailerInfo.ID).toBeDefined()
  })

  it('has trim and bleed boxes in every page, 3 mm apart', () => {
    for (const page of file.getPages()) {
      expect(boxOf(page, 'MediaBox')).toEqual([0, 0, 232, 319])
      expect(boxOf(page, 'BleedBox')).toEqual([8, 8, 224, 311])
      expect(boxOf(page, 'TrimBox')).toEqual([11, 11, 221, 308])
      expect(page.node.get(PDFName.of('Annots'))).toBeUndefined()
    }
  })

  it('has another bleed, other sheets and no marks when asked to', async () => {
    const other = await makePressPdf({}, {paper: 'us-letter', bleedMm: 5, cropMarks: false})
    const [page] = (await PDFDocument.load(other)).getPages()
    expect(boxOf(page!, 'BleedBox')).toEqual(boxOf(page!, 'MediaBox'))
    expect(boxOf(page!, 'TrimBox')).toEqual([5, 5, 220.9, 284.4])
    await expect(makePressPdf({}, {bleedMm: -1})).rejects.toThrow(/0 to 20 mm/)
  })

  it('has the printing condition inside', () => {
    const intents = file.catalog.lookup(PDFName.of('OutputIntents'), PDFArray)
    const intent = intents.lookup(0, PDFDict)
    expect(String(intent.get(PDFName.of('S')))).toBe('/GTS_PDFX')
    const profile = intent.lookup(PDFName.of('DestOutputProfile')) as PDFRawStream
    const icc = Buffer.from(decodePDFRawStream(profile).decode())
    expect(icc.toString('latin1', 12, 20)).toBe('prtrCMYK')
  })

  it('sets every word in black alone', () => {
    const used = new Set(file.getPages().flatMap((page) => coloursOfText(contentOf(page))))
    expect(used.size).toBeGreaterThan(0)
    for (const colour of used) expect(colour).toMatch(/^0 0 0 [\d.]+ k$/)
  })

  it('has no colour of a screen: not in drawings, gradients or pictures', () => {
    for (const [, object] of file.context.enumerateIndirectObjects()) {
      const dict = object instanceof PDFRawStream ? object.dict : object
      if (!(dict instanceof PDFDict)) continue
      const isPainted = ['ShadingType', 'Height'].some((key) => dict.has(PDFName.of(key)))
      if (isPainted) expect(partsOf(dict)).not.toBe(3)
      if (object instanceof PDFRawStream && isDrawing(dict)) {
        expect(textOf(object)).not.toMatch(/(?:[\d.]+ ){3}(?:scn|SCN|rg|RG)\b/)
      }
    }
  })

  it('has our fonts alone, and the words of the article', async () => {
    for (const {name, isInside} of fontsOf(file)) {
      expect([name, isInside]).toEqual([expect.stringMatching(/^Source(?:Serif4|Sans3)-/), true])
    }
    expect((await readPdf(bytes)).root.text).toContain('Fluid that gathers inside a bone')
  })

  it('shows a picture with the right to print alone, else its words', async () => {
    const {root} = await readPdf(bytes)
    expect(root.text).toContain(`Image not shown here. It shows: ${scanFigure.alt}`)
    const printable = {...scanFigure, uses: ['print' as const]}
    const composition = richComposition()
    const figures = {...composition.figures, [scanFigure.id]: printable}
    expect((await readPdf(await makePressPdf({figures}))).root.text).not.toContain(
      'Image not shown',
    )
  })

  it('has equal bytes for equal publications', async () => {
    expect(Buffer.compare(await makePressPdf(), bytes)).toBe(0)
  })
})

describe('the profile of a press', () => {
  const folder = mkdtempSync(join(tmpdir(), 'marrow-icc-'))
  afterAll(() => rmSync(folder, {recursive: true}))

  it('is the one that the printer gave', async () => {
    const path = join(folder, 'press.icc')
    writeFileSync(path, (await makePress(null).profile()).bytes)
    const pdf = await makePressPdf({}, {profile: path})
    const file = await PDFDocument.load(pdf)
    const intent = file.catalog.lookup(PDFName.of('OutputIntents'), PDFArray).lookup(0, PDFDict)
    expect(intent.lookup(PDFName.of('Info'), PDFHexString).decodeText()).toBe('press.icc')
  })

  it('is refused when it is none of a CMYK press', async () => {
    const path = join(folder, 'none.icc')
    await expect(makePressPdf({}, {profile: path})).rejects.toMatchObject({
      code: 'press-profile-unfit',
      message: expect.stringContaining('cannot be read'),
    })
    writeFileSync(path, 'no profile')
    await expect(makePressPdf({}, {profile: path})).rejects.toMatchObject({
      code: 'press-profile-unfit',
    })
  })

  it('turns colours into inks, photographs upright', async () => {
    const inks = await makePress(null).toInks(Uint8Array.from([255, 255, 255, 0, 0, 0]))
    expect(inks).toHaveLength(8)
    expect([...inks.subarray(0, 4)]).toEqual([0, 0, 0, 0])
    expect(inks[7]).toBeGreaterThan(100)
  })

  it('turns pictures of every form into inks', async () => {
    const publication = await publishTorture()
    const world = {...tortureWorld, ...typesetter}
    const [pdf] = await pressPdfExporter.export(publication, pressPdfExporter.defaults, world)
    const file = await PDFDocument.load(pdf!.bytes)
    const images = file.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => (object instanceof PDFRawStream ? [object.dict] : []))
      .filter((dict) => dict.get(PDFName.of('Subtype')) === PDFName.of('Image'))
    expect(images.length).toBeGreaterThan(3)
    for (const dict of images) expect(partsOf(dict)).not.toBe(3)
  })
})

function boxOf(page: PDFPage, name: string): number[] {
  const box = page.node.lookup(PDFName.of(name), PDFArray)
  return box
    .asArray()
    .map((side) => Math.round(((side as PDFNumber).asNumber() / pointsPerMm) * 10) / 10)
}

/** The colour that is set when a word is shown. */
function coloursOfText(content: string): string[] {
  let colour = ''
  const used: string[] = []
  const stack: string[] = []
  for (const [token, set] of content.matchAll(/((?:[\d.]+ ){4}k)\b|\bq\b|\bQ\b|\bT[jJ]\b/g)) {
    if (set) colour = set
    else if (token === 'q') stack.push(colour)
    else if (token === 'Q') colour = stack.pop() ?? ''
    else used.push(colour)
  }
  return used
}

function contentOf(page: PDFPage): string {
  const contents = page.node.lookup(PDFName.of('Contents'))
  const streams =
    contents instanceof PDFArray ? contents.asArray() : [page.node.get(PDFName.of('Contents'))!]
  return streams.map((ref) => textOf(page.node.context.lookup(ref) as PDFRawStream)).join('\n')
}

function textOf(stream: PDFRawStream): string {
  return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1')
}

function isDrawing(dict: PDFDict): boolean {
  return dict.get(PDFName.of('Subtype')) === PDFName.of('Form')
}

/** Parts of a colour in the space of a picture or gradient. */
function partsOf(dict: PDFDict): number | undefined {
  const space = dict.lookup(PDFName.of('ColorSpace'))
  if (!(space instanceof PDFArray)) return String(space) === '/DeviceRGB' ? 3 : undefined
  return (space.lookup(1) as PDFRawStream).dict.lookup(PDFName.of('N'), PDFNumber).asNumber()
}
