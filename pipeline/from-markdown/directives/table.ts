import type {RootContent} from 'mdast'

import {attributes, refuseLabel} from '../attributes.ts'
import {toTable} from '../handlers/table.ts'
import type {ContainerDirective, State} from '../state.ts'

/** Turn `:::table{header-rows=2 header-columns=1 caption="…"}` around one GFM table into a `table`. */
export function table(state: State, node: ContainerDirective): RootContent[] {
  refuseLabel(state, node)
  const {caption, ...counts} = attributes(state, node, ['caption', 'header-rows', 'header-columns'])
  const [only, second] = node.children
  if (only?.type !== 'table' || second) {
    state.fatal('unknown-block', '`:::table` is around one table and nothing else', second ?? node)
    return []
  }
  return toTable(state, only, {
    headerRows: toCount(counts['header-rows'] ?? '1'),
    headerColumns: toCount(counts['header-columns'] ?? '0'),
    ...(caption !== undefined && {caption}),
  })
}

function toCount(value: string): number | undefined {
  return /^\d{1,4}$/.test(value) ? Number(value) : undefined
}
