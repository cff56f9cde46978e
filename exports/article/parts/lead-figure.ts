import type {Element} from 'hast'
import {h} from 'hastscript'

import type {View} from '../view.ts'

/** The picture at the top, in the form that the body's pictures have. */
export function toLeadFigure({composition}: View): Element | null {
  const figure = composition.leadFigure
  if (!figure) return null
  const {alt, asset, caption, credit} = figure
  return h('figure', {className: ['figure', 'lead-figure']}, [
    h('img', {src: asset.path, alt, width: asset.width, height: asset.height}),
    h('figcaption', [
      caption ? h('span', {className: ['figure-caption']}, caption) : null,
      caption ? ' ' : null,
      h('span', {className: ['figure-credit']}, credit),
    ]),
  ])
}
