import type {List, ListItem, RootContent} from 'mdast'

import {dropEmptyItems} from '../../from-portable-text/list-builder.ts'
import {blocksToNodes} from '../blocks-to-nodes.ts'
import type {BlockHandler, State} from '../state.ts'
import {paragraph} from './paragraph.ts'

/** Blocks of text: what may be in lists and callouts. */
export const textHandlers: ReadonlyMap<string, BlockHandler> = new Map<string, BlockHandler>([
  ['paragraph', paragraph as BlockHandler],
  ['list', list as BlockHandler],
])

/**
 * Turn a list into one that is spread only where an item has several paragraphs.
 *
 * An ordered list keeps the number that it starts with. Task lists are an `unknown-list`.
 */
export function list(state: State, node: List): RootContent[] {
  const children = node.children.map((item) => listItem(state, item))
  const spread = children.some((item) => item.spread)
  const ordered = node.ordered === true
  const result: List = {type: 'list', ordered, spread, children}
  if (ordered) result.start = node.start ?? 1
  return dropEmptyItems(result) ? [result] : []
}

function listItem(state: State, node: ListItem): ListItem {
  if (typeof node.checked === 'boolean') {
    state.fatal('unknown-list', 'The body may not have a task list', node)
  }
  const children = blocksToNodes(state, node.children, textHandlers) as ListItem['children']
  const spread = children.filter((child) => child.type !== 'list').length > 1
  return {type: 'listItem', spread, children}
}
