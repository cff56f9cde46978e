import type {Element} from 'hast'
import type {State} from 'mdast-util-to-hast'

import type {PullQuote} from '../../tree.ts'
import {element, text} from '../element.ts'

/** Turn a pull quote into `<figure class="pull-quote">`, its attribution as caption. */
export function pullQuote(state: State, node: PullQuote): Element {
  const quote = element('blockquote', {}, state.wrap(state.all(node), true))
  const caption = node.attribution ? [element('figcaption', {}, [text(node.attribution)])] : []
  return element('figure', {className: ['pull-quote']}, [quote, ...caption])
}
