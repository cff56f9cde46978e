import type {RootContent} from 'mdast'

import {blocksToNodes} from '../blocks-to-nodes.ts'
import {makeTable} from '../make-table.ts'
import {members, text} from '../state.ts'
import type {Fields, State} from '../state.ts'

/** Turn a table into a `table`; members that are not rows or cells are fatal. */
export function table(state: State, node: Fields, path: string): RootContent[] {
  const rows: RootContent[][][] = []
  for (const {node: row, path: at} of members(state, node['rows'], `${path}.rows`)) {
    if (!isType(state, row, 'tableRow', at)) continue
    const cells: RootContent[][] = []
    for (const {node: cell, path: inside} of members(state, row['cells'], `${at}.cells`)) {
      if (!isType(state, cell, 'tableCell', inside)) continue
      cells.push(blocksToNodes(state, cell['content'], `${inside}.content`))
    }
    rows.push(cells)
  }
  const caption = text(state, node, 'caption', path)
  const made = makeTable(rows, {
    headerRows: node['headerRows'] ?? 0,
    headerColumns: node['headerColumns'] ?? 0,
    ...(caption && {caption}),
  })
  if ('table' in made) return [made.table]
  state.fatal('table-headers', made.fault, path)
  return []
}

function isType(state: State, node: Fields, type: string, path: string): boolean {
  if (node['_type'] === type) return true
  state.fatal('unknown-block', `No \`${String(node['_type'])}\` may be here, only ${type}`, path)
  return false
}
