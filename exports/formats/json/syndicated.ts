import type {Composition, FigureUse} from '#pipeline'

/** List the figures that may go to publishers, the lead one first. */
export function syndicated({figures, leadFigure}: Composition): FigureUse[] {
  const all = [...(leadFigure ? [leadFigure] : []), ...Object.values(figures)]
  return all.filter(({uses}) => uses.includes('syndication'))
}
