import {decodePDFRawStream, PDFDict, PDFName, PDFRawStream, type PDFDocument} from '@cantoo/pdf-lib'

import {TypesetError} from './typeset-error.ts'

/** Fonts that may be in a file, by the start of their PostScript names. */
const ownFonts = /^(?:SourceSerif4|SourceSans3|Amiri|NotoSansHebrew)(?:-|$)/

/** Read the metadata packet. */
export function readXmp(document: PDFDocument): string {
  const stream = document.catalog.lookup(PDFName.of('Metadata'))
  if (!(stream instanceof PDFRawStream)) throw new TypeError('The PDF has no metadata')
  return new TextDecoder().decode(decodePDFRawStream(stream).decode())
}

/** Put another metadata packet in the place of the old; plain, as archives want it. */
export function writeXmp(document: PDFDocument, xmp: string): void {
  const reference = document.catalog.get(PDFName.of('Metadata'))
  const stream = document.context.stream(new TextEncoder().encode(xmp), {
    Type: 'Metadata',
    Subtype: 'XML',
  })
  document.catalog.set(PDFName.of('Metadata'), document.context.register(stream))
  if (reference && 'objectNumber' in reference) document.context.delete(reference as never)
}

/**
 * Refuse a file with a font that is not ours, or one that is not embedded.
 *
 * Typst looks for fonts on the machine and cannot be told not to.
 *
 * @throws `TypesetError` `font-foreign`.
 */
export function requireOwnFonts(document: PDFDocument): void {
  for (const [, object] of document.context.enumerateIndirectObjects()) {
    if (
      !(object instanceof PDFDict) ||
      object.get(PDFName.of('Type')) !== PDFName.of('FontDescriptor')
    ) {
      continue
    }
    const name = String(object.get(PDFName.of('FontName'))).replace(/^\/(?:[A-Z]{6}\+)?/, '')
    const isInside = ['FontFile', 'FontFile2', 'FontFile3'].some((key) =>
      object.has(PDFName.of(key)),
    )
    if (ownFonts.test(name) && isInside) continue
    throw new TypesetError(
      'font-foreign',
      `The PDF has the font ${name}${isInside ? ', which is not ours' : ', which is not embedded'}: report this, since a picture brought it in`,
    )
  }
}
