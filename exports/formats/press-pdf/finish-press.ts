import {PDFDict, PDFDocument, PDFHexString, PDFName, PDFString, type PDFPage} from '@cantoo/pdf-lib'

import type {PressWorld} from '../../exporter.ts'
import {readXmp, requireOwnFonts, writeXmp} from '../../typeset/edit-pdf.ts'
import type {PageSetup} from '../../typeset/page-setup.ts'
import {toInks} from './to-inks.ts'

const pointsPerMm = 72 / 25.4

const identification =
  '<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">' +
  '<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion></rdf:Description>' +
  '<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">' +
  '<pdf:Trapped>False</pdf:Trapped></rdf:Description>'

/**
 * Turn what Typst made into a file that is built to PDF/X-4: boxes, inks, output intent, marks in
 * the metadata. No validator of PDF/X is at hand, so nothing here is certified.
 *
 * @throws `TypesetError` `font-foreign`, `press-profile-unfit`.
 * @see ISO 15930-7
 */
export async function finishPress(
  bytes: Uint8Array,
  {setup, press}: {setup: PageSetup; press: PressWorld},
): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, {updateMetadata: false})
  requireOwnFonts(document)
  for (const page of document.getPages()) setBoxes(page, setup)
  await toInks(document, press)
  await setOutputIntent(document, press)
  sayStandard(document)
  const saved = await document.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
  })
  // The library writes 1.7; PDF/X-4 is a form of 1.6.
  saved.set(new TextEncoder().encode('%PDF-1.6'))
  return saved
}

/** Annotations may not lie where the press prints; the template makes none, and none may be left. */
function setBoxes(page: PDFPage, {bleedMm, slugMm}: PageSetup): void {
  const {width, height} = page.getSize()
  const slug = slugMm * pointsPerMm
  const edge = slug + bleedMm * pointsPerMm
  page.setBleedBox(slug, slug, width - 2 * slug, height - 2 * slug)
  page.setTrimBox(edge, edge, width - 2 * edge, height - 2 * edge)
  page.node.delete(PDFName.of('Annots'))
}

async function setOutputIntent(document: PDFDocument, press: PressWorld): Promise<void> {
  const {context} = document
  const {name, bytes} = await press.profile()
  const intent = context.obj({Type: 'OutputIntent', S: 'GTS_PDFX'})
  intent.set(PDFName.of('OutputConditionIdentifier'), PDFString.of('Custom'))
  intent.set(PDFName.of('Info'), PDFHexString.fromText(name))
  const profile = context.register(context.flateStream(bytes, {N: 4}))
  intent.set(PDFName.of('DestOutputProfile'), profile)
  document.catalog.set(PDFName.of('OutputIntents'), context.obj([context.register(intent)]))
}

function sayStandard(document: PDFDocument): void {
  const info = document.context.lookup(document.context.trailerInfo.Info, PDFDict)
  info.set(PDFName.of('Trapped'), PDFName.of('False'))
  info.set(PDFName.of('GTS_PDFXVersion'), PDFString.of('PDF/X-4'))
  const xmp = readXmp(document)
  if (!xmp.includes('</rdf:RDF>')) throw new TypeError('The PDF has no metadata to add to')
  const modified = /<xmp:ModifyDate>([^<]*)<\/xmp:ModifyDate>/
  writeXmp(
    document,
    xmp
      .replace(modified, '$&<xmp:MetadataDate>$1</xmp:MetadataDate>')
      .replace('</rdf:RDF>', `${identification}</rdf:RDF>`),
  )
}
