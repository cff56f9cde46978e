import type {Element} from 'hast'
import type {Link} from 'mdast'
import type {State} from 'mdast-util-to-hast'

import {element} from '../element.ts'

/** Turn a web link into `<a>`; `dropUnsafeLinks` has left only safe addresses. */
export function link(state: State, node: Link): Element {
  return element('a', {href: node.url, rel: ['noopener', 'noreferrer']}, state.all(node))
}
