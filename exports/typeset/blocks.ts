import type {Element, ElementContent} from 'hast'
import {visit} from 'unist-util-visit'

import {definitions, figure, quote, sources, table, wordsOf} from './block-parts.ts'
import {foreign, phrasing, takeId, toInlines} from './inlines.ts'
import {classesOf, type BlockState} from './block-state.ts'
import type {TypstNode} from './typst-node.ts'

/** Turn what stands between paragraphs into nodes; text that is in none becomes a paragraph. */
export function toBlocks(nodes: readonly ElementContent[], state: BlockState): TypstNode[] {
  const blocks: TypstNode[] = []
  let line: ElementContent[] = []
  const flush = () => {
    const c = toInlines(line, state.places)
    if (c.length > 0) blocks.push({t: 'paragraph', c})
    line = []
  }
  for (const node of nodes) {
    if (node.type === 'text' || (node.type === 'element' && phrasing.has(node.tagName))) {
      line.push(node)
    } else if (node.type === 'element') {
      flush()
      blocks.push(...toBlock(node, state))
    }
  }
  flush()
  return keepWithLists(blocks)
}

function isShortList(node: Element): boolean {
  let items = 0
  visit(node, 'element', ({tagName}) => {
    if (tagName === 'li') items += 1
  })
  return items <= 5 && wordsOf(node).length < 400
}

/** What announces a list stays with it. */
function keepWithLists(blocks: TypstNode[]): TypstNode[] {
  return blocks.map((block, index) => {
    const next = blocks[index + 1]
    const announces =
      typeof block === 'object' && block.t === 'paragraph' && block.look === undefined
    const isList = typeof next === 'object' && next.t === 'list'
    return announces && isList ? {...block, keep: true} : block
  })
}

/** @throws `TypeError` for an element that print does not have: nothing is left out in silence. */
function toBlock(node: Element, state: BlockState): TypstNode[] {
  const classes = classesOf(node)
  if (node.tagName === 'p') return [paragraph(node, classes, state)]
  const box = boxOf(node, classes)
  if (box !== undefined) return [{t: 'box', look: box, c: toBlocks(node.children, nested(state))}]
  switch (node.tagName) {
    case 'article':
    case 'div':
    case 'details':
    case 'header':
    case 'section':
      return group(node, classes, state)
    case 'h1':
      return [{t: 'title', c: toInlines(node.children, state.places)}]
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return [heading(node, state)]
    case 'summary':
      return [{t: 'paragraph', look: 'support', c: toInlines(node.children, state.places)}]
    case 'ul':
    case 'ol':
      return classes.has('source-list') ? sources(node, state, toBlocks) : [list(node, state)]
    case 'dl':
      return definitions(node, state, toBlocks)
    case 'table':
      return [table(node, state, toBlocks)]
    case 'figure':
      return isQuote(classes) ? [quote(node, classes, state, toBlocks)] : figure(node, state)
    case 'blockquote':
      return [{t: 'quote', look: 'pull', c: toBlocks(node.children, nested(state)), by: []}]
    case 'nav':
      return []
    default:
      throw new TypeError(`Print has no element \`${node.tagName}\``)
  }
}

/** Elements that hold blocks and show nothing of their own. */
function group(node: Element, classes: ReadonlySet<string>, state: BlockState): TypstNode[] {
  if (classes.has('byline')) {
    const lines = node.children.flatMap((line) =>
      line.type === 'element' ? [toInlines(line.children, state.places)] : [],
    )
    return [{t: 'byline', lines}]
  }
  if (classes.has('support')) {
    const [title, ...rest] = toBlocks(node.children, state)
    const isTitle = typeof title === 'object' && title.t === 'paragraph'
    return isTitle ? [{...title, look: 'support'}, ...rest] : title ? [title, ...rest] : []
  }
  if (node.tagName === 'section') {
    const id = takeId(node.properties['id'], state.places)
    return toBlocks(node.children, {...state, ...(id !== undefined && {sectionId: {id}})})
  }
  return toBlocks(node.children, state)
}

function boxOf({tagName}: Element, classes: ReadonlySet<string>): string | undefined {
  if (classes.has('key-points')) return 'key-points'
  if (classes.has('banner')) {
    return [
      'banner-safety',
      'banner-legal',
      'banner-withdrawal',
      'banner-emergency',
      'banner-overdue',
      'banner-preview',
    ].some((name) => classes.has(name))
      ? 'alert'
      : 'notice'
  }
  if (tagName !== 'aside') return undefined
  if (classes.has('related-article')) return 'related'
  for (const tone of ['note', 'warning', 'urgent']) if (classes.has(`callout-${tone}`)) return tone
  return 'note'
}

const looks = [
  'back-links',
  'banner-title',
  'callout-title',
  'disclaimer',
  'kicker',
  'reference',
  'related-label',
  'source-state',
  'sourcing',
  'summary',
]

function paragraph(node: Element, classes: ReadonlySet<string>, state: BlockState): TypstNode {
  const look = looks.find((name) => classes.has(name))
  const id = takeId(node.properties['id'], state.places)
  const c = look === 'back-links' ? pagesOf(node, state) : toInlines(node.children, state.places)
  return {
    t: 'paragraph',
    ...(look !== undefined && {look}),
    ...(id !== undefined && {id}),
    c: foreign(node.properties, c),
  }
}

/** `Cited at 1 2` of a page becomes `Cited on page 3, 5`. */
function pagesOf(node: Element, state: BlockState) {
  const to = node.children.flatMap((child) => {
    const href = child.type === 'element' ? child.properties['href'] : undefined
    const id = typeof href === 'string' && href.startsWith('#') ? href.slice(1) : undefined
    return id !== undefined && state.places.ids.has(id) ? [id] : []
  })
  return to.length > 0 ? [`${state.citedOn} `, {t: 'pages' as const, to}] : []
}

function heading(node: Element, state: BlockState): TypstNode {
  const section = state.sectionId
  const id = section?.id ?? takeId(node.properties['id'], state.places)
  if (section) delete section.id
  return {
    t: 'heading',
    level: Number(node.tagName.slice(1)) - 1,
    ...(id !== undefined && {id}),
    c: toInlines(node.children, state.places),
  }
}

function list(node: Element, state: BlockState): TypstNode {
  const start = Number(node.properties['start'] ?? 1)
  const items = node.children.flatMap((item) =>
    item.type === 'element' ? [toBlocks(item.children, nested(state))] : [],
  )
  return {
    t: 'list',
    ordered: node.tagName === 'ol',
    start: Number.isInteger(start) ? start : 1,
    whole: !state.isNested && isShortList(node),
    items,
  }
}

function isQuote(classes: ReadonlySet<string>): boolean {
  return classes.has('pull-quote') || classes.has('expert-quote')
}

function nested(state: BlockState): BlockState {
  return {...state, isNested: true}
}
