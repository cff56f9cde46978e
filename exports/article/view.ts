import type {Composition} from '#pipeline'

import type {FigureTarget} from '../figure-rights.ts'
import type {FormattedReference} from '../references/reference.ts'
import type {Labels} from '../labels/labels.ts'

/** What the page's own words need: their language, and that of the page. */
export interface Wording {
  composition: Pick<Composition, 'language'>
  labels: Labels
}

/** What every part of a page is made from. */
export interface View {
  composition: Composition
  labels: Labels
  /** The sources as written, in the order of their numbers. */
  references: readonly FormattedReference[]
  /** Address of this page at its publisher; null where the site has none. */
  publicUrl: string | null
  /** The standalone page, the fragment on somebody else's page, a book, or printed paper. */
  target: 'page' | 'fragment' | 'book' | 'paper'
  /** The right that a picture on the standalone page needs. */
  pageFigures: Exclude<FigureTarget, 'print'>
  /** Template of links to other articles. */
  articleUrl: string
  /** Put before the path of every asset. */
  assetBase: string
}

/**
 * Ids of the page's own furniture.
 *
 * The dot keeps them apart from the ids of sections and references, which have none.
 */
export const partIds = {
  main: 'page.main',
  title: 'page.title',
  contents: 'page.contents',
  keyPoints: 'page.key-points',
  sources: 'page.sources',
  terms: 'page.terms',
  about: 'page.about',
  related: 'page.related',
  feedback: 'page.feedback',
  feedbackText: 'page.feedback-text',
  share: 'page.share',
} as const

/** The right that a figure needs to be in this view. */
export function rightFor({target, pageFigures}: View): FigureTarget {
  if (target === 'paper') return 'print'
  return target === 'page' ? pageFigures : 'syndication'
}
