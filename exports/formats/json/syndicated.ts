import type {Composition, FigureUse} from '#pipeline'

import {listFigures, mayShow} from '../../figure-rights.ts'

/** List the figures that may be syndicated, the lead one first. */
export function syndicated(composition: Composition): FigureUse[] {
  return listFigures(composition).filter((figure) => mayShow(figure, 'syndication'))
}
