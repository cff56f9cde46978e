import {BorderStyle, Table as DocxTable, TableCell, TableRow, WidthType} from 'docx'

import type {Paragraph, Table} from '../../flow/flow.ts'
import {toParagraph, type DocumentParts} from './paragraphs.ts'

const none = {style: BorderStyle.NONE, size: 0, color: 'auto'}
const line = {style: BorderStyle.SINGLE, size: 4, color: 'BFC6C2'}

/** Write a table: header rows come again on each page, no row is split. */
export function toTable({rows}: Table, parts: DocumentParts): DocxTable {
  const columns = Math.max(1, ...rows.map(({cells}) => cells.length))
  return new DocxTable({
    width: {size: 100, type: WidthType.PERCENTAGE},
    columnWidths: Array.from({length: columns}, () => Math.floor(9000 / columns)),
    visuallyRightToLeft: parts.rightToLeft,
    borders: {
      top: line,
      bottom: line,
      left: none,
      right: none,
      insideHorizontal: line,
      insideVertical: none,
    },
    rows: rows.map(
      ({header, cells}) =>
        new TableRow({
          tableHeader: header,
          cantSplit: true,
          children: cells.map(
            ({paragraphs}) =>
              new TableCell({
                margins: {top: 40, bottom: 40, left: 80, right: 80},
                // A cell without a paragraph is no valid cell.
                children: (paragraphs.length > 0 ? paragraphs : [empty]).map((paragraph) =>
                  toParagraph(paragraph, parts),
                ),
              }),
          ),
        }),
    ),
  })
}

const empty: Paragraph = {type: 'paragraph', style: 'Table Cell', ids: [], runs: []}
