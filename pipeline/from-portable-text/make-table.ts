import type {AlignType, PhrasingContent, RootContent, Table, TableCell} from 'mdast'

/** What is said about a table as a whole; counts are untrusted. */
export interface TableFacts {
  headerRows: unknown
  headerColumns: unknown
  caption?: string
}

/**
 * Make a table of rows of cells; short rows are filled up.
 *
 * A cell of one paragraph holds its phrasing. Any other holds its blocks, which mdast has no type
 * for: readers of a cell take both.
 *
 * @returns
 *   The table, or why there can be none.
 */
export function makeTable(
  rows: RootContent[][][],
  facts: TableFacts,
  align: AlignType[] = [],
): {table: Table} | {fault: string} {
  const width = Math.max(0, ...rows.map((cells) => cells.length))
  if (width === 0) return {fault: 'This table has no cells'}
  const {headerRows, headerColumns, caption} = facts
  if (!isCount(headerRows, rows.length)) {
    return {fault: `Header rows are not a number from 0 to ${rows.length}`}
  }
  if (!isCount(headerColumns, width)) {
    return {fault: `Header columns are not a number from 0 to ${width}`}
  }
  const table: Table = {
    type: 'table',
    align: Array.from({length: width}, (_, index) => align[index] ?? null),
    data: {headerRows, headerColumns, ...(caption !== undefined && {caption})},
    children: rows.map((cells) => ({
      type: 'tableRow',
      children: Array.from({length: width}, (_, index) => makeCell(cells[index] ?? [])),
    })),
  }
  return {table}
}

function makeCell(blocks: RootContent[]): TableCell {
  const [first] = blocks
  const children =
    blocks.length === 1 && first?.type === 'paragraph'
      ? first.children
      : (blocks as PhrasingContent[])
  return {type: 'tableCell', children}
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
}
