/** Sheets that have a name. */
export type PaperSize = 'a4' | 'a5' | 'us-letter'

/** A sheet of its own size. */
export interface CustomSize {
  widthMm: number
  heightMm: number
}

/** What a page looks like. */
export interface PageSetup {
  widthMm: number
  heightMm: number
  /** How far colour runs over the edge that is cut; 0 on screen. */
  bleedMm: number
  /** Room for crop marks outside the bleed; 0 on screen. */
  slugMm: number
  /** Size of the text. */
  textPt: number
  /** Even lines, with hyphens; without them, text that is read aloud or copied stays whole. */
  justified: boolean
  /** Colours of ink, for a press. */
  cmyk: boolean
}

const papers: Record<PaperSize, CustomSize> = {
  a4: {widthMm: 210, heightMm: 297},
  a5: {widthMm: 148, heightMm: 210},
  'us-letter': {widthMm: 215.9, heightMm: 279.4},
}

/** Text of large print, as societies of people with low vision ask for. */
export const largePrintPt = 18

/**
 * Find the size of a sheet.
 *
 * @throws `RangeError` for a sheet on which no line fits, or larger than a poster.
 */
export function paperSize(paper: PaperSize | CustomSize): CustomSize {
  if (typeof paper === 'string') return papers[paper]
  for (const side of [paper.widthMm, paper.heightMm]) {
    if (!(side >= 90 && side <= 1000)) {
      throw new RangeError(`A sheet measures 90 to 1000 mm a side, not ${side}`)
    }
  }
  return paper
}
