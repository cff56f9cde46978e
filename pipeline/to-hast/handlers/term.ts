import type {ElementContent} from 'hast'
import {toString} from 'mdast-util-to-string'
import type {State} from 'mdast-util-to-hast'

import type {Term} from '../../tree.ts'
import {element, text} from '../element.ts'

/**
 * Turn the use of a glossary term into text that explains itself.
 *
 * First use: `expansion (<abbr title="expansion">ABBR</abbr>)`, or the author's own expansion
 * followed by the abbreviation. Later: `<abbr title="expansion">ABBR</abbr>`. Other wording stays
 * as it is.
 */
export function term(state: State, node: Term): ElementContent | ElementContent[] {
  const children = state.all(node)
  const {abbreviation, expansion} = node.entry ?? {}
  if (!abbreviation || !expansion) return children

  const abbr = (content: ElementContent[]) => element('abbr', {title: expansion}, content)
  const isAbbreviation = toString(node) === abbreviation
  if (!node.first) return isAbbreviation ? abbr(children) : children
  return isAbbreviation
    ? [text(`${expansion} (`), abbr(children), text(')')]
    : [...children, text(' ('), abbr([text(abbreviation)]), text(')')]
}
