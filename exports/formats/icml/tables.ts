import type {Element} from 'xast'
import {x} from 'xastscript'

import type {Table} from '../../flow/flow.ts'
import {toParagraphs, type StoryParts} from './paragraphs.ts'
import {cellStyle, headCellStyle, tableStyle} from './styles.ts'

/** Points that all columns share. */
const measure = 400

/**
 * Write a table in a paragraph of its own.
 *
 * @param number
 *   Counts the tables of the story, from 1.
 */
export function toTable({rows}: Table, number: number, parts: StoryParts): Element {
  const columns = Math.max(1, ...rows.map(({cells}) => cells.length))
  const headers = rows.findIndex(({header}) => !header)
  const headerRows = headers === -1 ? 0 : headers
  const Self = `table-${number}`
  const table = x(
    'Table',
    {
      Self,
      AppliedTableStyle: tableStyle,
      HeaderRowCount: String(headerRows),
      BodyRowCount: String(rows.length - headerRows),
      ColumnCount: String(columns),
    },
    [
      ...rows.map((_, row) => x('Row', {Self: `${Self}-row-${row}`, Name: String(row)})),
      ...Array.from({length: columns}, (_, column) =>
        x('Column', {
          Self: `${Self}-column-${column}`,
          Name: String(column),
          SingleColumnWidth: String(Math.floor(measure / columns)),
        }),
      ),
      ...rows.flatMap(({cells}, row) =>
        cells.map(({header, paragraphs}, column) =>
          x(
            'Cell',
            {
              Self: `${Self}-cell-${column}-${row}`,
              Name: `${column}:${row}`,
              RowSpan: '1',
              ColumnSpan: '1',
              AppliedCellStyle: header ? headCellStyle : cellStyle,
            },
            toParagraphs(paragraphs, true, parts),
          ),
        ),
      ),
    ],
  )
  return x(
    'ParagraphStyleRange',
    {AppliedParagraphStyle: parts.names.paragraph({style: 'Table Cell'})},
    [
      x('CharacterStyleRange', {AppliedCharacterStyle: parts.names.character({})}, [table]),
      x('Br'),
    ],
  )
}
