import type {Element} from 'hast'
import type {ListItem} from 'mdast'
import type {State} from 'mdast-util-to-hast'

import {element} from '../element.ts'

/** Turn a list item into `<li>`; the paragraph of a tight item is unwrapped. */
export function listItem(state: State, node: ListItem): Element {
  const children = node.children.flatMap((child) => {
    if (child.type === 'paragraph' && !node.spread) return state.all(child)
    const result = state.one(child, node)
    return result ?? []
  })
  return element('li', {}, children)
}
