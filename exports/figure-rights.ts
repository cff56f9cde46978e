import type {Composition, FigureUse} from '#pipeline'

/** Where a picture goes, as its rights name it. */
export type FigureTarget = FigureUse['uses'][number]

/** List every figure of a composition once, the lead one first. */
export function listFigures({
  leadFigure,
  figures,
}: Pick<Composition, 'leadFigure' | 'figures'>): FigureUse[] {
  const all = [...(leadFigure ? [leadFigure] : []), ...Object.values(figures)]
  return [...new Map(all.map((figure) => [figure.id, figure])).values()]
}

/**
 * Whether a figure's rights let it go there.
 *
 * Where they do not, a format puts the text alternative in its place; caption and credit stay.
 */
export function mayShow(figure: FigureUse, target: FigureTarget): boolean {
  return figure.uses.includes(target)
}
