import type {Element} from 'hast'
import type {Paragraph} from 'mdast'
import type {State} from 'mdast-util-to-hast'

import {element} from '../element.ts'

/** Turn a paragraph into `<p>`. */
export function paragraph(state: State, node: Paragraph): Element {
  return element('p', {}, state.all(node))
}
