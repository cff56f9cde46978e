import type {Element, ElementContent} from 'hast'
import {h} from 'hastscript'

import {writeDays} from '../steps/write-days.ts'
import type {View} from '../view.ts'

/** The composed body, copied: later steps change it in place. */
export function toBody(view: View): Element {
  const body = h('div', {className: ['body']})
  body.children = structuredClone(view.composition.hast).children as ElementContent[]
  writeDays(body, view)
  return body
}
