import type {Element} from 'xast'
import {x} from 'xastscript'

import type {UsedTerm} from '#pipeline'

import {toXmlId} from '../../xml/to-xml-id.ts'
import {paragraph, textElement} from './parts.ts'
import {toSources} from './sources.ts'
import type {State} from './state.ts'

/** What follows the body, in reading order: quote, terms, sources, disclaimer. */
export function toBack(state: State): Element {
  const {site} = state.composition
  return x('back', [
    ...toExpertQuote(state),
    ...toGlossary(state),
    ...toSources(state),
    ...(site?.disclaimer
      ? [
          x('notes', {'notes-type': 'disclaimer'}, [
            x('title', state.labels.disclaimer),
            paragraph(site.disclaimer),
          ]),
        ]
      : []),
  ])
}

function toExpertQuote({composition: {expertQuote}, labels}: State): Element[] {
  if (!expertQuote) return []
  const {person, role, text} = expertQuote
  const name = [person.name, ...person.credentials].join(', ')
  const by = [person.sample ? `${name} (${labels.samplePerson})` : name, person.affiliation, role]
  return [
    x('notes', {'notes-type': 'expert-quote'}, [
      x('disp-quote', {'content-type': 'expert-quote'}, [
        paragraph(text),
        ...by.flatMap((words) => textElement('attrib', words)),
      ]),
    ]),
  ]
}

function toGlossary({composition: {terms}, labels}: State): Element[] {
  const defined = terms.filter(({anchor, definition}) => anchor && definition)
  if (defined.length === 0) return []
  return [
    x('glossary', [
      x('title', labels.terms),
      x(
        'def-list',
        defined.map((term) => toTerm(term)),
      ),
    ]),
  ]
}

function toTerm({abbreviation, anchor = '', definition = '', expansion}: UsedTerm): Element {
  const [first = ''] = expansion
  const words = first.toUpperCase() + expansion.slice(first.length)
  return x('def-item', {id: toXmlId(anchor)}, [
    x('term', abbreviation ? `${words} (${abbreviation})` : words),
    x('def', [paragraph(definition)]),
  ])
}
