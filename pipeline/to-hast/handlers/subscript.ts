import type {Element} from 'hast'
import type {State} from 'mdast-util-to-hast'

import type {Subscript} from '../../tree.ts'
import {element} from '../element.ts'

/** Turn a subscript into `<sub>`. */
export function subscript(state: State, node: Subscript): Element {
  return element('sub', {}, state.all(node))
}
