import type {Element} from 'hast'
import type {Heading} from 'mdast'
import type {State} from 'mdast-util-to-hast'

import {element} from '../element.ts'

/** Turn a section's heading into `<h2>` to `<h6>`. */
export function heading(state: State, node: Heading): Element {
  return element(`h${node.depth}`, {}, state.all(node))
}
