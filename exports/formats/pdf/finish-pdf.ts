import {PDFDocument, PDFHexString, PDFName} from '@cantoo/pdf-lib'

import {readXmp, requireOwnFonts, writeXmp} from '../../typeset/edit-pdf.ts'

/** What PDF/A wants to be told of a schema that it does not know. */
const uaSchema =
  '<rdf:li rdf:parseType="Resource">' +
  '<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>' +
  '<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>' +
  '<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>' +
  '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">' +
  '<pdfaProperty:name>part</pdfaProperty:name>' +
  '<pdfaProperty:valueType>Integer</pdfaProperty:valueType>' +
  '<pdfaProperty:category>internal</pdfaProperty:category>' +
  '<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>' +
  '</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>'

const uaIdentification =
  '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">' +
  '<pdfuaid:part>1</pdfuaid:part></rdf:Description>'

/**
 * Finish what Typst made: its language whole, its title in the window, only our fonts in it.
 *
 * A publication's file, which is PDF/A-2a, is said to be PDF/UA-1 as well: Typst names one standard
 * a file. That the document meets the other was tried before, by asking Typst for that one. Typst
 * leaves script and variant out of a language.
 *
 * @throws `TypesetError` `font-foreign`; `TypeError` when the file's metadata is not as Typst writes it.
 * @see ISO 14289-1, 5 and ISO 19005-2, 6.6.2.3
 */
export async function finishPdf(
  bytes: Uint8Array,
  {language, isPublication}: {language: string; isPublication: boolean},
): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, {updateMetadata: false})
  requireOwnFonts(document)
  if (isPublication) sayBothStandards(document)
  document.catalog.set(PDFName.of('Lang'), PDFHexString.fromText(language))
  document.catalog.getOrCreateViewerPreferences().setDisplayDocTitle(true)
  return document.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
  })
}

function sayBothStandards(document: PDFDocument): void {
  const xmp = readXmp(document)
  const bag = '<pdfaExtension:schemas><rdf:Bag>'
  if (!xmp.includes(bag) || !xmp.includes('</rdf:RDF>')) {
    throw new TypeError('The PDF has no list of metadata schemas to add to')
  }
  writeXmp(
    document,
    xmp.replace(bag, bag + uaSchema).replace('</rdf:RDF>', `${uaIdentification}</rdf:RDF>`),
  )
}
