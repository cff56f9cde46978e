import type {Element, ElementContent, Nodes} from 'hast'

import {hasClass, inlineText} from './inline.ts'
import {tableLines} from './table-lines.ts'
import {columns, wrap} from './wrap.ts'

const blocks = new Set(
  (
    'article aside blockquote caption details dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 ' +
    'header li ol p section summary table ul'
  ).split(' '),
)

/** Lines under headings, by level. */
const underlines: Record<string, string> = {h1: '=', h2: '-', h3: '~', h4: '.', h5: '.', h6: '.'}

/** Above and below a callout. */
const rule = '-'.repeat(20)

/**
 * Write an article as plain text of so many columns, in reading order.
 *
 * Headings are underlined, callouts stand between two lines of dashes, quotes are set in, rows of a
 * table part their cells by ` | `. Every text of the page is in it but for the numbers that lead
 * back from a source to its places.
 */
export function toText(article: Element, width: number): string {
  const lines = blockLines(article, Math.max(20, width))
  return `${lines
    .join('\n')
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`
}

/** Lines of a block, an empty one before and after it. */
function blockLines(node: Element, width: number): string[] {
  if (hasClass(node, 'back-links') || hasClass(node, 'only-print')) return []
  const underline = underlines[node.tagName]
  if (underline !== undefined) return headingLines(node, width, underline)
  switch (node.tagName) {
    case 'ul':
    case 'ol':
      return ['', ...listLines(node, width), '']
    case 'table':
      return ['', ...tableLines(node, width), '']
    case 'blockquote':
      return ['', ...indented(childLines(node, width - 4), '    '), '']
    case 'aside':
      return ['', rule, ...indented(childLines(node, width), ''), rule, '']
    case 'dt':
      return ['', ...wrap(`${inlineText(node)}:`, width, '', '')]
    case 'figcaption':
      return trimBlank(childLines(node, width))
    case 'span':
      return childLines(node, width)
    case 'dd':
      return childLines(node, width - 2).map((line) => (line ? `  ${line}` : ''))
    case 'img':
      return ['', ...wrap(`[${inlineText(node)}]`, width, '', ' '), '']
    default:
      return ['', ...childLines(node, width), '']
  }
}

/** Lines of what is inside a block: blocks, and runs of phrasing between them. */
function childLines({children}: {children: ElementContent[]}, width: number): string[] {
  const lines: string[] = []
  let run: ElementContent[] = []
  const endRun = () => {
    lines.push(...wrap(inlineText({type: 'root', children: run}), width, '', ''))
    run = []
  }
  for (const child of children) {
    if (!isBlock(child)) {
      run.push(child)
      continue
    }
    endRun()
    lines.push(...blockLines(child, width))
  }
  endRun()
  return lines
}

function headingLines(node: Element, width: number, underline: string): string[] {
  const lines = wrap(inlineText(node), width, '', '')
  const longest = Math.max(0, ...lines.map((line) => columns(line)))
  return ['', '', ...lines, underline.repeat(Math.min(longest, width)), '']
}

function listLines(list: Element, width: number): string[] {
  const items = list.children.filter((child) => child.type === 'element')
  const start = Number(list.properties['start'] ?? 1)
  return items.flatMap((item, index) => {
    const marker = list.tagName === 'ol' ? `${start + index}. ` : '- '
    const indent = ' '.repeat(marker.length)
    // A very deep list keeps a width in which words have a place.
    const lines = trimBlank(childLines(item, Math.max(20, width - marker.length)))
    const inside = isTight(item) ? lines.filter((line) => line !== '') : lines
    if (inside.length === 0) return [marker.trim()]
    return inside.map((line, at) => (line === '' ? '' : `${at === 0 ? marker : indent}${line}`))
  })
}

/** An item without paragraphs and other blocks than lists is written without empty lines. */
function isTight(item: Element): boolean {
  return item.children.every(
    (child) => !isBlock(child) || (/^[uo]l$/.test(child.tagName) && listIsTight(child)),
  )
}

function listIsTight(list: Element): boolean {
  return list.children.every((item) => item.type !== 'element' || isTight(item))
}

function indented(lines: string[], indent: string): string[] {
  return trimBlank(lines).map((line) => (line === '' ? '' : indent + line))
}

/** Take off empty lines at both ends, and all but one between. */
function trimBlank(lines: string[]): string[] {
  const first = lines.findIndex((line) => line !== '')
  const last = lines.findLastIndex((line) => line !== '')
  if (first === -1) return []
  return lines
    .slice(first, last + 1)
    .filter((line, index, all) => line !== '' || all[index - 1] !== '')
}

/** Spans that stand on lines of their own. */
const lineSpans = ['affiliation', 'expert-role', 'figure-credit']

function isBlock(node: Nodes): node is Element {
  if (node.type !== 'element') return false
  if (blocks.has(node.tagName) || node.tagName === 'img') return true
  return lineSpans.some((name) => hasClass(node, name))
}
