import type {Paragraph} from 'mdast'

import type {Directives} from './state.ts'

/** Find the label of a container directive: the remark plugin keeps it as its first paragraph. */
export function labelOf(node: Directives): Paragraph | undefined {
  const [first] = node.children
  return first?.type === 'paragraph' && first.data?.directiveLabel ? first : undefined
}
