import type {Element} from 'xast'
import {x} from 'xastscript'

import type {NumberedReference, UsedTerm} from '#pipeline'
import {citationToCsl} from '#schemas'

import {elementCitation} from '../../references/jats/element-citation.ts'
import {toXmlId} from '../../xml/to-xml-id.ts'
import {paragraph, wrapper} from './parts.ts'
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

function toExpertQuote({composition: {expertQuote}}: State): Element[] {
  if (!expertQuote) return []
  const {person, role, text} = expertQuote
  const by = [person.name, ...person.credentials].join(', ')
  const words = [by, person.affiliation, role].filter(Boolean).join('; ')
  return [
    x('notes', {'notes-type': 'expert-quote'}, [
      x('disp-quote', {'content-type': 'expert-quote'}, [paragraph(text), x('attrib', words)]),
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

function toSources(state: State): Element[] {
  const {references, site} = state.composition
  if (references.length === 0) return []
  return [
    x('ref-list', [
      x('title', state.labels.sources),
      ...(site?.sourcing ? [paragraph(site.sourcing)] : []),
      ...references.map((reference) => toRef(reference, state)),
    ]),
  ]
}

/** A source, what the last check of it found, and the passages that it is cited for. */
function toRef({citation, id, number, state, uses}: NumberedReference, {labels}: State): Element {
  const checked = state.status !== 'unchecked' && state.checkedAt
  const support = uses.flatMap(({excerpt, locator}, index) => {
    const words = [locator, excerpt && `“${excerpt}”`].filter(Boolean).join(': ')
    return words ? [paragraph(`${labels.place(String(index + 1))}, ${words}`)] : []
  })
  return x('ref', {id: toXmlId(id)}, [
    x('label', String(number)),
    elementCitation(citationToCsl(citation)),
    ...(checked && state.status !== 'unchecked'
      ? [
          x('note', {'content-type': `source-${state.status}`}, [
            paragraph(
              `${labels.sourceState[state.status]} (${labels.checked(labels.date(checked))})`,
            ),
          ]),
        ]
      : []),
    ...wrapper('note', {'content-type': 'cited-for'}, support),
  ])
}
