import {visit} from 'unist-util-visit'

import type {Tree} from '../tree.ts'

/** Number the tables of the page from 1, so that each has a name of its own. */
export function numberTables(tree: Tree): void {
  let count = 0
  visit(tree, 'table', (table) => {
    table.data = {...table.data, number: ++count}
  })
}
