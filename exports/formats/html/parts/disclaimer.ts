import type {Element} from 'hast'
import {h} from 'hastscript'

import type {View} from '../view.ts'

/** The site's disclaimer. */
export function toDisclaimer({composition, labels}: View): Element | null {
  const text = composition.site?.disclaimer
  if (!text) return null
  return h('p', {className: ['disclaimer']}, [h('b', `${labels.disclaimer}.`), ' ', text])
}
