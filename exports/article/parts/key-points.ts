import type {Element} from 'hast'
import {h} from 'hastscript'

import {own} from '../own-words.ts'
import {partIds} from '../view.ts'
import type {View} from '../view.ts'

/** What to take away, before the body. */
export function toKeyPoints(view: View): Element | null {
  const {composition, labels} = view
  if (composition.keyPoints.length === 0) return null
  return h('section', {className: ['key-points'], ariaLabelledBy: partIds.keyPoints}, [
    h('h2', {id: partIds.keyPoints, ...own(view)}, labels.keyPoints),
    h(
      'ul',
      composition.keyPoints.map((point) => h('li', point)),
    ),
  ])
}
