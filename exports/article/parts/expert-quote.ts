import type {Element} from 'hast'
import {h} from 'hastscript'

import type {View} from '../view.ts'
import {toName} from './people.ts'

/** The expert's closing words, with name, credentials, affiliation and role. */
export function toExpertQuote(view: View): Element | null {
  const quote = view.composition.expertQuote
  if (!quote) return null
  const {person} = quote
  return h('figure', {className: ['expert-quote']}, [
    h('blockquote', [h('p', quote.text)]),
    h('figcaption', [
      h('b', toName(person, view)),
      person.affiliation ? h('span', {className: ['affiliation']}, person.affiliation) : null,
      quote.role ? h('span', {className: ['expert-role']}, quote.role) : null,
    ]),
  ])
}
