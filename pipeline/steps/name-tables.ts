import {visit} from 'unist-util-visit'

import type {Tree} from '../tree.ts'

/**
 * Give each table of the page a name of its own: its caption, else `Table 2` for the second table.
 *
 * Of two with one caption the second is `caption (2)`.
 *
 * @param tree
 *   Each `table` gains its `data.name`.
 */
export function nameTables(tree: Tree): void {
  const taken = new Set<string>()
  let count = 0
  visit(tree, 'table', (table) => {
    count += 1
    const wanted = table.data?.caption ?? `Table ${count}`
    let name = wanted
    for (let time = 2; taken.has(name); time += 1) name = `${wanted} (${time})`
    taken.add(name)
    table.data = {...table.data, name}
  })
}
