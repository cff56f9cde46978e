import type {ReferenceStyle} from '../../references/reference.ts'
import type {CustomSize, PaperSize} from '../../typeset/page-setup.ts'

/** Options of the reader's PDF. */
export interface PdfOptions {
  /** Style of the source list. */
  referenceStyle: ReferenceStyle
  /** Template of other articles' public addresses, resolved against the site's: `{id}`, `{slug}`, `{language}`. */
  articleUrl: string
  paper: PaperSize | CustomSize
  /** Text of 18 pt, and lines that are not stretched. */
  largePrint: boolean
}

export const defaultPdfOptions: PdfOptions = {
  referenceStyle: 'ama',
  articleUrl: '{slug}.{language}/',
  paper: 'a4',
  largePrint: false,
}
