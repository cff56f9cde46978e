import type {Element} from 'hast'
import {h} from 'hastscript'

import type {UsedTerm} from '#pipeline'

import {own} from '../own-words.ts'
import {partIds} from '../view.ts'
import type {View} from '../view.ts'

/** What the glossary says of the article's terms, in the order of their first use. */
export function toTerms(view: View): Element | null {
  const defined = view.composition.terms.filter(({anchor, definition}) => anchor && definition)
  if (defined.length === 0) return null
  return h('section', {className: ['terms'], ariaLabelledBy: partIds.terms}, [
    h('h2', {id: partIds.terms, ...own(view)}, view.labels.terms),
    h(
      'dl',
      defined.map((term) =>
        h('div', {id: term.anchor}, [h('dt', toHeading(term)), h('dd', term.definition)]),
      ),
    ),
  ])
}

/** `Bone marrow edema (BME)`, with the capital of a list. */
function toHeading({abbreviation, expansion}: UsedTerm): string {
  const [first = ''] = expansion
  const words = first.toUpperCase() + expansion.slice(first.length)
  return abbreviation ? `${words} (${abbreviation})` : words
}
