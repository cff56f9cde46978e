import type {Element} from 'hast'
import {h} from 'hastscript'

import {own} from '../own-words.ts'
import type {View} from '../view.ts'

/** The site's disclaimer. */
export function toDisclaimer(view: View): Element | null {
  const text = view.composition.site?.disclaimer
  if (!text) return null
  return h('p', {className: ['disclaimer']}, [
    h('b', own(view), `${view.labels.disclaimer}.`),
    ' ',
    text,
  ])
}
