import {beforeAll, describe, expect, it} from 'vitest'

import {makePdf} from './make-pdf.ts'
import {listRole, readPdf, type PdfReading} from './read-pdf.ts'

describe('the PDF of a publication', () => {
  let bytes: Uint8Array
  let reading: PdfReading
  beforeAll(async () => {
    bytes = await makePdf()
    reading = await readPdf(bytes)
  })

  it('has title, language and author', async () => {
    const {info} = await reading.document.getMetadata()
    expect(info).toMatchObject({
      Title: 'Bone marrow edema of the knee',
      Author: 'Ada Example',
      Language: 'en',
    })
  })

  it('says that it is PDF/A-2a and PDF/UA-1', () => {
    const xmp = new TextDecoder('latin1').decode(bytes)
    expect(xmp).toContain('<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>')
    expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>')
  })

  it('is tagged: headings, lists, tables, figures with their text alternative', () => {
    const headings = listRole(reading.root, /^H1$/).map(({text}) => text.trim())
    expect(headings).toContain('Key points')
    expect(headings).toContain('Sources')
    const alts = listRole(reading.root, /^Figure$/).map(({alt}) => alt)
    expect(alts).toContain('Drawing of a knee joint with a pale area in the shin bone')
    expect(listRole(reading.root, /^TH$/).length).toBeGreaterThan(0)
  })

  it('has equal bytes for equal publications', async () => {
    expect(Buffer.compare(await makePdf(), bytes)).toBe(0)
  })
})
