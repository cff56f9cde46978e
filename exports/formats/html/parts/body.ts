import type {Element, ElementContent} from 'hast'
import {h} from 'hastscript'

import type {View} from '../view.ts'

/** The composed body, copied: later steps change it in place. */
export function toBody({composition}: View): Element {
  const body = h('div', {className: ['body']})
  body.children = structuredClone(composition.hast).children as ElementContent[]
  return body
}
