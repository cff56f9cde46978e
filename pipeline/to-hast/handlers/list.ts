import type {Element} from 'hast'
import type {List} from 'mdast'
import type {State} from 'mdast-util-to-hast'

import {element} from '../element.ts'

/** Turn a list into `<ul>`, or `<ol>` with its first number where that is not 1. */
export function list(state: State, node: List): Element {
  const isOffset = node.ordered && typeof node.start === 'number' && node.start !== 1
  return element(
    node.ordered ? 'ol' : 'ul',
    {start: isOffset ? node.start : undefined},
    state.wrap(state.all(node), true),
  )
}
