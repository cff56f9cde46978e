import type {Element} from 'hast'
import type {Table} from 'mdast'
import type {State} from 'mdast-util-to-hast'

import {element, text} from '../element.ts'

/**
 * Turn a table into `<table>` inside a region that a keyboard can scroll.
 *
 * Header rows go to `thead` with column scope, header columns get row scope. The region has the
 * table's name.
 */
export function table(state: State, node: Table): Element {
  const {caption, name, headerRows = 1, headerColumns = 0} = node.data ?? {}
  const rows = node.children.map((row, rowIndex) =>
    element(
      'tr',
      {},
      row.children.map((cell, columnIndex) => {
        const isColumnHeader = rowIndex < headerRows
        const isHeader = isColumnHeader || columnIndex < headerColumns
        const scope = isHeader ? (isColumnHeader ? 'col' : 'row') : undefined
        return element(isHeader ? 'th' : 'td', {scope}, state.all(cell))
      }),
    ),
  )
  const head = rows.slice(0, headerRows)
  const body = rows.slice(headerRows)

  const content = [
    ...(caption ? [element('caption', {}, [text(caption)])] : []),
    ...(head.length > 0 ? [element('thead', {}, state.wrap(head, true))] : []),
    ...(body.length > 0 ? [element('tbody', {}, state.wrap(body, true))] : []),
  ]
  return element(
    'div',
    {className: ['table-scroll'], role: 'region', tabIndex: 0, ariaLabel: name ?? caption},
    [element('table', {}, content)],
  )
}
