import type {Element, ElementContent} from 'hast'
import {visit} from 'unist-util-visit'

import {classesOf, type BlockState, type ToBlocks} from './block-state.ts'
import {cleanText} from './clean-text.ts'
import {takeId, toInlines} from './inlines.ts'
import type {TypstBlock, TypstCell, TypstInline, TypstNode} from './typst-node.ts'

/** A longer cell may go on over the page. */
const wholeCellLength = 700

/** Turn a table; the width is shared by what the columns hold. */
export function table(node: Element, state: BlockState, toBlocks: ToBlocks): TypstBlock {
  const caption = elements(node).find(({tagName}) => tagName === 'caption')
  const head = elements(node).find(({tagName}) => tagName === 'thead')
  const rows = elements(node)
    .filter(({tagName}) => tagName !== 'caption')
    .flatMap((group) => (group.tagName === 'tr' ? [group] : elements(group)))
    .map((row) => elements(row).map((cell) => toCell(cell, state, toBlocks)))
  const width = Math.max(1, ...rows.map((row) => row.length))
  return {
    t: 'table',
    caption: caption ? toInlines(caption.children, state.places) : [],
    columns: Array.from({length: width}, (_, column) => columnShare(node, column)),
    headerRows: head ? elements(head).length : 0,
    rows: rows.map((row) => [...row, ...emptyCells(width - row.length)]),
  }
}

function toCell(cell: Element, state: BlockState, toBlocks: ToBlocks): TypstCell {
  return {
    header: cell.tagName === 'th',
    breaks: wordsOf(cell).length > wholeCellLength,
    c: toBlocks(cell.children, {...state, isNested: true}),
  }
}

function emptyCells(count: number): TypstCell[] {
  return Array.from({length: count}, () => ({header: false, breaks: false, c: []}))
}

/** The root of the text's length keeps a wordy column from starving the others. */
function columnShare(node: Element, column: number): number {
  let longest = 1
  visit(node, 'element', (row) => {
    if (row.tagName !== 'tr') return
    const cell = elements(row)[column]
    if (!cell) return
    const words = wordsOf(cell)
    const word = Math.max(0, ...words.split(' ').map(({length}) => length))
    longest = Math.max(longest, Math.min(words.length, 120) ** 0.5 * 2, Math.min(word, 16))
  })
  return Math.round(longest * 10) / 10
}

/** Turn a picture with its caption and credit. */
export function figure(node: Element, state: BlockState): TypstNode[] {
  const parts = elements(node)
  const image = parts.find(({tagName}) => tagName === 'img')
  const instead = parts.find((part) => classesOf(part).has('figure-withheld'))
  const caption = parts.find(({tagName}) => tagName === 'figcaption')
  const isHere = image && !(state.onPaper && classesOf(image).has('no-print'))
  const id = takeId(node.properties['id'], state.places)
  return [
    {
      t: 'figure',
      role: roleOf(node, state),
      ...(id !== undefined && {id}),
      ...(isHere && {image: toImage(image)}),
      instead: instead && !isHere ? toInlines(instead.children, state.places) : [],
      caption: caption ? toInlines(caption.children, state.places) : [],
    },
  ]
}

function roleOf(node: Element, {isBoard, isNested}: BlockState) {
  if (classesOf(node).has('lead-figure')) return 'lead'
  if (isBoard) return 'portrait'
  return isNested ? 'nested' : 'body'
}

function toImage({properties: {src, alt, width, height}}: Element) {
  return {
    path: `/${String(src)}`,
    alt: cleanText(String(alt ?? '')).trim(),
    width: Number(width),
    height: Number(height),
  }
}

/** Turn a pull quote, or the expert's closing words. */
export function quote(
  node: Element,
  classes: ReadonlySet<string>,
  state: BlockState,
  toBlocks: ToBlocks,
): TypstBlock {
  const [words, caption] = ['blockquote', 'figcaption'].map((name) =>
    elements(node).find(({tagName}) => tagName === name),
  )
  const isExpert = classes.has('expert-quote')
  return {
    t: 'quote',
    look: isExpert ? 'expert' : 'pull',
    c: words ? toBlocks(words.children, {...state, isNested: true}) : [],
    by: caption ? captionLines(caption, isExpert, state) : [],
  }
}

/** The page sets name, affiliation and role of an expert one below the other. */
function captionLines(caption: Element, isExpert: boolean, {places}: BlockState): TypstInline[][] {
  if (!isExpert) return [toInlines(caption.children, places)]
  return caption.children
    .map((child) => toInlines([child], places))
    .filter(({length}) => length > 0)
}

/** Turn a list of terms, or the facts about an edition. */
export function definitions(node: Element, state: BlockState, toBlocks: ToBlocks): TypstNode[] {
  const entries = elements(node).map((entry) => ({
    id: takeId(entry.properties['id'], state.places),
    term: elements(entry).find(({tagName}) => tagName === 'dt')?.children ?? [],
    values: elements(entry).filter(({tagName}) => tagName === 'dd'),
  }))
  if (entries.some(({id}) => id !== undefined)) {
    const items = entries.map(({id, term, values}) => ({
      ...(id !== undefined && {id}),
      term: toInlines(term, state.places),
      c: values.flatMap(({children}) => toBlocks(children, {...state, isNested: true})),
    }))
    return [{t: 'terms', items}]
  }
  const items = entries.map(({term, values}) => ({
    term: toInlines(term, state.places),
    values: values.map(({children}) => toInlines(children, state.places)),
  }))
  return [{t: 'facts', items}]
}

/** Turn the numbered sources. */
export function sources(node: Element, state: BlockState, toBlocks: ToBlocks): TypstNode[] {
  const items = elements(node).map((item, index) => {
    const id = takeId(item.properties['id'], state.places)
    return {
      ...(id !== undefined && {id}),
      number: index + 1,
      c: toBlocks(item.children, {...state, isNested: true}),
    }
  })
  return [{t: 'sources', items}]
}

function elements({children}: {children: ElementContent[]}): Element[] {
  return children.filter((child) => child.type === 'element')
}

/** Text of an element, as it is. */
export function wordsOf(node: Element): string {
  let words = ''
  visit(node, 'text', ({value}) => {
    words += value
  })
  return words
}
