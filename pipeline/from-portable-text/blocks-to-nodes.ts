import type {RootContent} from 'mdast'

import {block} from './handlers/block.ts'
import {ListBuilder} from './list-builder.ts'
import {members} from './state.ts'
import type {Handler, State} from './state.ts'

/**
 * Turn an array of blocks into nodes: neighbouring list blocks become nested lists.
 *
 * @param handlers
 *   For members that are not text blocks, by `_type`; one that has none is an `unknown-block`.
 */
export function blocksToNodes(
  state: State,
  blocks: unknown,
  path: string,
  handlers: ReadonlyMap<string, Handler> = new Map(),
): RootContent[] {
  const nodes: RootContent[] = []
  const lists = new ListBuilder(nodes)
  for (const {node, path: at} of members(state, blocks, path)) {
    const type = node['_type']
    if (type === 'block') {
      const {paragraph, list} = block(state, node, at)
      if (list) {
        lists.add(paragraph, list)
        continue
      }
      lists.end()
      if (paragraph.children.length > 0) nodes.push(paragraph)
      continue
    }
    lists.end()
    const handle = typeof type === 'string' ? handlers.get(type) : undefined
    if (handle) nodes.push(...handle(state, node, at))
    else state.fatal('unknown-block', `No block called \`${String(type)}\` may be here`, at)
  }
  lists.end()
  return nodes
}
