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
 * Say in a PDF/A-2a file that it is PDF/UA-1 as well.
 *
 * Typst names one standard a file; that the document meets the other was tried before, by asking
 * Typst for that one. The document's language is written whole: Typst leaves script and variant out.
 *
 * @throws `TypesetError` `font-foreign`; `TypeError` when the file's metadata is not as Typst writes it.
 * @see ISO 14289-1, 5 and ISO 19005-2, 6.6.2.3
 */
export async function withBothStandards(bytes: Uint8Array, language: string): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, {updateMetadata: false})
  requireOwnFonts(document)
  const xmp = readXmp(document)
  const bag = '<pdfaExtension:schemas><rdf:Bag>'
  if (!xmp.includes(bag) || !xmp.includes('</rdf:RDF>')) {
    throw new TypeError('The PDF has no list of metadata schemas to add to')
  }
  writeXmp(
    document,
    xmp.replace(bag, bag + uaSchema).replace('</rdf:RDF>', `${uaIdentification}</rdf:RDF>`),
  )
  document.catalog.set(PDFName.of('Lang'), PDFHexString.fromText(language))
  document.catalog.getOrCreateViewerPreferences().setDisplayDocTitle(true)
  return document.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
  })
}
