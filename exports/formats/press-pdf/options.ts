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
  /** File of the ICC profile that the printer gives; null for a general one, good for proofs. */
  profile: string | null
}

export const defaultPressPdfOptions: PressPdfOptions = {
  referenceStyle: 'ama',
  paper: 'a4',
  bleedMm: 3,
  cropMarks: true,
  largePrint: false,
  profile: null,
}
