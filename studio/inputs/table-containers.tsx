import {defineContainer} from '@portabletext/editor'
import type {TableContainers} from '@portabletext/plugin-table'

import {TableFrame} from './table-frame.tsx'

/** Our names for the parts of a table, and how a whole one is drawn. */
export const tableContainers: TableContainers = {
  table: defineContainer({
    type: 'table',
    arrayField: 'rows',
    render: (props) => <TableFrame {...props} />,
  }),
  row: defineContainer({type: 'tableRow', arrayField: 'cells'}),
  cell: defineContainer({type: 'tableCell', arrayField: 'content'}),
}
