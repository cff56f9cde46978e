import type {AlignType, RootContent, Table} from 'mdast'

import {makeTable} from '../../from-portable-text/make-table.ts'
import type {TableFacts} from '../../from-portable-text/make-table.ts'
import {phrasing} from '../phrasing.ts'
import type {State} from '../state.ts'

/** Turn a GFM table into one whose first row is a header. */
export function table(state: State, node: Table): RootContent[] {
  return toTable(state, node, {headerRows: 1, headerColumns: 0})
}

/** Turn a GFM table into one with these headers and caption. */
export function toTable(state: State, node: Table, facts: TableFacts): RootContent[] {
  const rows = node.children.map((row) =>
    row.children.map((cell): RootContent[] => {
      const children = phrasing(state, cell.children)
      return children.length === 0 ? [] : [{type: 'paragraph', children}]
    }),
  )
  return makeNode(state, node, rows, facts, node.align ?? [])
}

/** Make a table of rows of cells; one that cannot be is fatal. */
export function makeNode(
  state: State,
  node: RootContent,
  rows: RootContent[][][],
  facts: TableFacts,
  align: AlignType[],
): RootContent[] {
  const made = makeTable(rows, facts, align)
  if ('table' in made) return [made.table]
  state.fatal('table-headers', made.fault, node)
  return []
}
