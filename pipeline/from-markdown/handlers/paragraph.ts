import type {Paragraph, RootContent} from 'mdast'

import {phrasing} from '../phrasing.ts'
import type {State} from '../state.ts'

/** Turn a paragraph into one that has our own inline nodes. */
export function paragraph(state: State, node: Paragraph): RootContent[] {
  const children = phrasing(state, node.children)
  return children.length === 0 ? [] : [{type: 'paragraph', children}]
}
