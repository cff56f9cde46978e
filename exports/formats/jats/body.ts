import type {Element} from 'xast'
import {x} from 'xastscript'

import {toBlocks} from './blocks.ts'
import {toFigure} from './figure.ts'
import type {State} from './state.ts'

/** The lead picture, then the sections. */
export function toBody(state: State): Element {
  const {hast, leadFigure} = state.composition
  return x('body', [
    ...(leadFigure ? [toFigure(leadFigure, 'fig-lead', state, 'lead')] : []),
    ...toBlocks(hast.children as Parameters<typeof toBlocks>[0], state),
  ])
}
