import type {Element} from 'hast'
import type {State} from 'mdast-util-to-hast'

import type {Superscript} from '../../tree.ts'
import {element} from '../element.ts'

/** Turn a superscript into `<sup>`. */
export function superscript(state: State, node: Superscript): Element {
  return element('sup', {}, state.all(node))
}
