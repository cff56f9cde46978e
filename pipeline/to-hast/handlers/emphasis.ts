import type {Element} from 'hast'
import type {Emphasis} from 'mdast'
import type {State} from 'mdast-util-to-hast'

import {element} from '../element.ts'

/** Turn emphasis into `<em>`. */
export function emphasis(state: State, node: Emphasis): Element {
  return element('em', {}, state.all(node))
}
