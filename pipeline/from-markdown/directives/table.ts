import type {RootContent} from 'mdast'

import {attributes, refuseLabel} from '../attributes.ts'
import {blocksToNodes} from '../blocks-to-nodes.ts'
import {textHandlers} from '../handlers/list.ts'
import {makeNode, toTable} from '../handlers/table.ts'
import type {ContainerDirective, State} from '../state.ts'

/**
 * Turn `:::table{header-rows=2 header-columns=1 caption="…"}` into a `table`: around one GFM table,
 * or around `:::row` containers of `:::cell` containers, which may hold paragraphs and lists.
 */
export function table(state: State, node: ContainerDirective): RootContent[] {
  refuseLabel(state, node)
  const {caption, ...counts} = attributes(state, node, ['caption', 'header-rows', 'header-columns'])
  const facts = {
    headerRows: toCount(counts['header-rows'] ?? '1'),
    headerColumns: toCount(counts['header-columns'] ?? '0'),
    ...(caption !== undefined && {caption}),
  }
  const [only, second] = node.children
  if (only?.type === 'containerDirective' && only.name === 'row') {
    return makeNode(state, node, rowsIn(state, node), facts, [])
  }
  if (only?.type !== 'table' || second) {
    state.fatal('unknown-block', '`:::table` is around one table and nothing else', second ?? node)
    return []
  }
  return toTable(state, only, facts)
}

/** Read `:::row` containers of `:::cell` containers. */
function rowsIn(state: State, node: ContainerDirective): RootContent[][][] {
  return inside(state, node, 'row').map((row) =>
    inside(state, row, 'cell').map((cell) => {
      refuseLabel(state, cell)
      attributes(state, cell, [])
      return blocksToNodes(state, cell.children, textHandlers)
    }),
  )
}

/** Take the containers of one name that another holds; anything else is an `unknown-block`. */
function inside(state: State, node: ContainerDirective, name: string): ContainerDirective[] {
  if (node.name === 'row') {
    refuseLabel(state, node)
    attributes(state, node, [])
  }
  return node.children.flatMap((child) => {
    if (child.type === 'containerDirective' && child.name === name) return [child]
    state.fatal('unknown-block', `Only \`:::${name}\` may be here`, child)
    return []
  })
}

function toCount(value: string): number | undefined {
  return /^\d{1,4}$/.test(value) ? Number(value) : undefined
}
