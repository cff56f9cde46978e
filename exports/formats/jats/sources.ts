import type {Element} from 'xast'
import {x} from 'xastscript'

import type {NumberedReference} from '#pipeline'
import {citationToCsl} from '#schemas'

import {elementCitation} from '../../references/jats/element-citation.ts'
import type {FormattedReference} from '../../references/reference.ts'
import {toXmlId} from '../../xml/to-xml-id.ts'
import {toInlines} from './inlines.ts'
import {paragraph, wrapper} from './parts.ts'
import type {State} from './state.ts'

/** The numbered sources; nothing where there are none. */
export function toSources(state: State): Element[] {
  const {references, site} = state.composition
  if (references.length === 0) return []
  return [
    x('ref-list', [
      x('title', state.labels.sources),
      ...(site?.sourcing ? [paragraph(site.sourcing)] : []),
      ...references.map((reference, index) => toRef(reference, state.references[index], state)),
    ]),
  ]
}

/** A source as it is written and in its parts, what its last check found, and what it is cited for. */
function toRef(
  {citation, id, number, state: {checkedAt, status}, uses}: NumberedReference,
  written: FormattedReference | undefined,
  state: State,
): Element {
  const {labels} = state
  const parts = elementCitation(citationToCsl(citation))
  const support = uses.flatMap(({excerpt, locator}, index) => {
    const words = [locator, excerpt && `“${excerpt}”`].filter(Boolean).join(': ')
    return words ? [paragraph(`${labels.place(String(index + 1))}, ${words}`)] : []
  })
  return x('ref', {id: toXmlId(id)}, [
    x('label', String(number)),
    x('citation-alternatives', [
      x('mixed-citation', toInlines(written?.nodes ?? [], state)),
      parts,
    ]),
    ...(status === 'unchecked' || !checkedAt
      ? []
      : [
          x('note', {'content-type': `source-${status}`}, [
            paragraph(`${labels.sourceState[status]} (${labels.checked(labels.date(checkedAt))})`),
          ]),
        ]),
    ...wrapper(
      'note',
      {'content-type': 'cited-for'},
      support.length > 0 ? [paragraph(labels.support), ...support] : [],
    ),
  ])
}
