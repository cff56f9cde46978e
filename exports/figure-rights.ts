import type {Composition, FigureUse, Message} from '#pipeline'

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

/** As much of an exporter as decides which pictures it may show. */
interface PictureFormat {
  name: string
  figures?: readonly FigureTarget[]
}

/**
 * Say which pictures are withheld from which formats: their text alternatives stand there instead.
 *
 * @returns
 *   One message `figure-withheld` for each picture and right that it lacks.
 */
export function withheldFigures(
  composition: Pick<Composition, 'leadFigure' | 'figures'>,
  formats: readonly PictureFormat[],
): Message[] {
  const targets = [...new Set(formats.flatMap(({figures = []}) => figures))]
  return listFigures(composition).flatMap((figure) =>
    targets
      .filter((target) => !mayShow(figure, target))
      .map((target): Message => {
        const names = formats.filter(({figures}) => figures?.includes(target))
        const list = names.map(({name}) => name).join(', ')
        return {
          ruleId: 'figure-withheld',
          severity: 'info',
          reason: `\`${figure.id}\` lacks the right \`${target}\`; its text alternative stands instead (${list})`,
          path: '',
        }
      }),
  )
}
