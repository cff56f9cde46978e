import type {Element} from 'hast'
import type {State} from 'mdast-util-to-hast'

import type {Callout} from '../../tree.ts'
import {element, text} from '../element.ts'

/** Turn a callout into `<aside class="callout callout-urgent" role="note">`. */
export function callout(state: State, node: Callout): Element {
  const title = node.title ? [element('p', {className: ['callout-title']}, [text(node.title)])] : []
  return element(
    'aside',
    {className: ['callout', `callout-${node.tone}`], role: 'note'},
    state.wrap([...title, ...state.all(node)], true),
  )
}
