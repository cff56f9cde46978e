import type {Element} from 'hast'
import {h} from 'hastscript'

import type {View} from '../view.ts'

/** The picture at the top with its caption, credit and licence. */
export function toLeadFigure({composition, labels}: View): Element | null {
  const figure = composition.leadFigure
  if (!figure) return null
  const {asset, licence} = figure
  return h('figure', {className: ['figure', 'lead-figure']}, [
    h('img', {
      src: asset.path,
      alt: figure.alt,
      width: asset.width,
      height: asset.height,
      decoding: 'async',
    }),
    h('figcaption', [
      figure.caption ? h('span', {className: ['caption']}, [figure.caption, ' ']) : null,
      h('span', {className: ['credit']}, `${labels.imageCredit} ${figure.credit}, ${licence.name}`),
    ]),
  ])
}
