import type {ReferenceStyle} from '../../references/reference.ts'
import type {CustomSize, PaperSize} from '../../typeset/page-setup.ts'

/** Options of the press PDF. */
export interface PressPdfOptions {
  /** Style of the source list. */
  referenceStyle: ReferenceStyle
  /** Size of the page when it is cut. */
  paper: PaperSize | CustomSize
  /** How far colour runs over the edge that is cut; 0 to 20. */
  bleedMm: number
  /** Marks that show where to cut, outside the bleed. */
  cropMarks: boolean
  /** Text of 18 pt. */
  largePrint: boolean
}

export const defaultPressPdfOptions: PressPdfOptions = {
  referenceStyle: 'ama',
  paper: 'a4',
  bleedMm: 3,
  cropMarks: true,
  largePrint: false,
}
