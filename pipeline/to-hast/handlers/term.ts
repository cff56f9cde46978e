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
 * as it is. Where the term has a definition, the abbreviation (else the wording) links to it.
 */
export function term(state: State, node: Term): ElementContent | ElementContent[] {
  const children = state.all(node)
  const {abbreviation, anchor, expansion} = node.entry ?? {}
  const link = (content: ElementContent[]): ElementContent[] =>
    anchor && !node.inLink
      ? [element('a', {className: ['term'], href: `#${anchor}`}, content)]
      : content
  if (!abbreviation || !expansion) return link(children)

  const abbr = (content: ElementContent[]) => link([element('abbr', {title: expansion}, content)])
  const isAbbreviation = toString(node) === abbreviation
  if (!node.first) return isAbbreviation ? abbr(children) : link(children)
  return isAbbreviation
    ? [text(`${expansion} (`), ...abbr(children), text(')')]
    : [...children, text(' ('), ...abbr([text(abbreviation)]), text(')')]
}
