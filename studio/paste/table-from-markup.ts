import type {Markup, MarkupElement} from './markup.ts'
import {styleOf, textOf} from './markup.ts'
import type {PastedMember} from './pasted.ts'
import type {BlockBuilder, MakeKey} from './block-builder.ts'

const mostCells = 5000

interface Row {
  cells: MarkupElement[]
  isHead: boolean
}

/**
 * Make a table of ours: cells that were merged become several, rows get equally many cells.
 *
 * @param toMembers Turns the content of a cell into blocks.
 */
export function tableFromMarkup(
  table: MarkupElement,
  builder: BlockBuilder,
  makeKey: MakeKey,
  toMembers: (nodes: readonly Markup[]) => PastedMember[],
): void {
  const rows = rowsIn(table.children, false)
  const grid = toGrid(rows, builder)
  const columns = Math.max(0, ...grid.map((cells) => cells.length))
  if (columns === 0) return
  const headerRows = headRowsOf(rows)
  builder.object({
    _type: 'table',
    headerRows,
    headerColumns: headColumnsOf(grid.slice(headerRows)),
    ...captionOf(table),
    rows: grid.map((cells) => ({
      _type: 'tableRow',
      _key: makeKey(),
      cells: Array.from({length: columns}, (_empty, column) => {
        const content = cells[column] ? toMembers(cells[column].children) : []
        return {_type: 'tableCell', _key: makeKey(), ...(content.length > 0 && {content})}
      }),
    })),
  })
}

/** Rows of a table, not those of tables inside its cells. */
export function rowsIn(nodes: readonly Markup[], isHead: boolean): Row[] {
  return nodes.flatMap((node): Row[] => {
    if (node.type === 'text' || node.name === 'table') return []
    if (node.name !== 'tr') return rowsIn(node.children, isHead || node.name === 'thead')
    const cells = node.children.filter(
      (cell): cell is MarkupElement =>
        cell.type === 'element' && (cell.name === 'td' || cell.name === 'th'),
    )
    return [{cells, isHead}]
  })
}

/** Cells by row and column; a merged one stands in its first place. */
function toGrid(
  rows: readonly Row[],
  builder: BlockBuilder,
): Array<Array<MarkupElement | undefined>> {
  const grid: Array<Array<MarkupElement | undefined>> = rows.map(() => [])
  const taken = new Set<string>()
  for (const [y, {cells}] of rows.entries()) {
    let x = 0
    for (const cell of cells) {
      while (taken.has(`${y},${x}`)) x += 1
      const [wide, high] = [spanOf(cell, 'colspan'), spanOf(cell, 'rowspan')]
      if (wide > 1 || high > 1) builder.drop('Merging of cells: they became several')
      for (let dy = 0; dy < high && y + dy < rows.length; dy += 1) {
        for (let dx = 0; dx < wide; dx += 1) {
          if (taken.size < mostCells) taken.add(`${y + dy},${x + dx}`)
          grid[y + dy]![x + dx] = dx === 0 && dy === 0 ? cell : undefined
        }
      }
      x += wide
    }
  }
  return grid
}

function spanOf({attributes}: MarkupElement, name: string): number {
  const span = Number(attributes[name] ?? '1')
  return Number.isInteger(span) && span >= 1 ? Math.min(span, 50) : 1
}

/** Rows at the top that are marked as headers, or whose every word is bold. */
function headRowsOf(rows: readonly Row[]): number {
  const end = rows.findIndex(
    ({cells, isHead}) => !isHead && !(cells.length > 0 && cells.every(({name}) => name === 'th')),
  )
  if (end === -1) return Math.min(rows.length - 1, 10)
  if (end > 0) return Math.min(end, 10)
  const [first] = rows
  return rows.length > 1 && first && first.cells.length > 1 && first.cells.every(isBold) ? 1 : 0
}

/** One header column where the first cell of every row is marked as a header. */
function headColumnsOf(rows: ReadonlyArray<ReadonlyArray<MarkupElement | undefined>>): number {
  const first = rows.filter((cells) => cells.length > 1).flatMap(([cell]) => cell?.name ?? [])
  return first.length > 0 && first.every((name) => name === 'th') ? 1 : 0
}

/** True for content that has words, all of them bold. */
function isBold(node: Markup): boolean {
  if (node.type === 'text') return node.value.trim() === ''
  if (textOf([node]).trim() === '') return true
  const weight = styleOf(node).get('font-weight')
  if (['b', 'strong'].includes(node.name) && weight !== 'normal') return true
  if (weight === 'bold' || Number(weight) >= 600) return true
  return node.children.length > 0 && node.children.every(isBold)
}

function captionOf({children}: MarkupElement): {caption?: string} {
  const caption = children.find((node) => node.type === 'element' && node.name === 'caption')
  const text = caption ? textOf([caption]).replaceAll(/\s+/g, ' ').trim() : ''
  return text === '' ? {} : {caption: text}
}
