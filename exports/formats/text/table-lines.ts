import type {Element, Nodes} from 'hast'
import {visit} from 'unist-util-visit'

import {inlineText} from './inline.ts'
import {columns, wrap} from './wrap.ts'

/**
 * Lines of a table: its caption, then one row after the other, in reading order.
 *
 * Columns stand under each other where each row fits a line; else the cells of a row follow each
 * other, and its further lines are indented.
 */
export function tableLines(table: Element, width: number): string[] {
  const caption: string[] = []
  const rows: string[][] = []
  visit(table, 'element', (node) => {
    if (node.tagName === 'caption') caption.push(...wrap(inlineText(node), width, '', ''), '')
    if (node.tagName !== 'tr') return
    const cells = node.children.filter((cell) => cell.type === 'element')
    rows.push(cells.map((cell) => cellText(cell)))
  })
  const head = countHeaderRows(table)
  const body = aligned(rows, width, head) ?? rows.flatMap((row) => hanging(row, width))
  return [...caption, ...body]
}

/** Rows with columns under each other; undefined where they do not fit. */
function aligned(rows: string[][], width: number, head: number): string[] | undefined {
  const widths: number[] = []
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, columns(cell))
  }
  const total = widths.reduce((sum, each) => sum + each + 3, -3)
  if (total > width || rows.some((row) => row.some((cell) => cell.includes('\n')))) return undefined
  const lines = rows.map((row) =>
    row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - columns(cell))).join(' | '),
  )
  const rule = widths.map((each) => '-'.repeat(each)).join('-+-')
  return head > 0 && head < lines.length
    ? [...lines.slice(0, head), rule, ...lines.slice(head)]
    : lines
}

function hanging(row: string[], width: number): string[] {
  return wrap(row.map((cell) => cell.replaceAll('\n', ' ')).join(' | '), width, '', '    ')
}

function countHeaderRows(table: Element): number {
  const head = table.children.find((child) => child.type === 'element' && child.tagName === 'thead')
  return head?.type === 'element' ? head.children.filter((row) => row.type === 'element').length : 0
}

/** Text of a cell; its blocks are lines. */
function cellText(cell: Element): string {
  const parts: string[] = []
  let run: Nodes[] = []
  const endRun = () => {
    const text = inlineText({type: 'root', children: run as Element[]})
    if (text) parts.push(text)
    run = []
  }
  for (const child of cell.children) {
    if (child.type === 'element' && /^(?:p|ul|ol|li)$/.test(child.tagName)) {
      endRun()
      parts.push(cellText(child))
    } else run.push(child)
  }
  endRun()
  return parts.filter((part) => part !== '').join('\n')
}
