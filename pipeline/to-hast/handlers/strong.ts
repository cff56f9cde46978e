import type {Element} from 'hast'
import type {Strong} from 'mdast'
import type {State} from 'mdast-util-to-hast'

import {element} from '../element.ts'

/** Turn strong importance into `<strong>`. */
export function strong(state: State, node: Strong): Element {
  return element('strong', {}, state.all(node))
}
