import type {Nodes, Parents, RootContent, TableCell} from 'mdast'

import {canHaveStars} from './marks.ts'
import {directive, given, label, withoutAddresses, withoutDirectives} from './directive.ts'

/** Phrasing that is written as a directive with a label. */
const directives = new Set(['articleLink', 'subscript', 'superscript', 'term'])

/**
 * Turn a node of a composed tree into what Markdown has for it: the way back from `fromMarkdown`.
 *
 * @see docs/markdown.md
 */
export function toDirectives(node: Nodes): RootContent[] {
  return convert(node, {type: 'root', children: []}, false)
}

/**
 * @param inLink
 *   Whether the text is the label of a link, where GFM looks for no other.
 */
function convert(node: Nodes, parent: Parents, inLink: boolean): RootContent[] {
  if (node.type === 'text') {
    return inLink
      ? [{type: 'text', value: withoutDirectives(node.value)}]
      : withoutAddresses(node.value)
  }
  const spelled = spelledOut(node, parent)
  const label = node.type === 'link' || (inLink && !spelled && !directives.has(node.type))
  const inside =
    'children' in node ? node.children.flatMap((child) => convert(child, node, label)) : []
  return [spelled ? directive('textDirective', spelled, {}, inside) : toDirective(node, inside)]
}

/** Name the directive of a mark that stars cannot write. */
function spelledOut(node: Nodes, parent: Parents): 'em' | 'strong' | undefined {
  if (node.type !== 'strong' && node.type !== 'emphasis') return undefined
  if (canHaveStars(node, parent)) return undefined
  return node.type === 'strong' ? 'strong' : 'em'
}

/** Turn a node with what is inside it. */
function toDirective(node: Nodes, inside: RootContent[]): RootContent {
  switch (node.type) {
    case 'subscript':
    case 'superscript':
      return directive('textDirective', node.type.slice(0, 3), {}, inside)
    case 'term':
      return directive('textDirective', 'term', given({ref: node.term}), inside)
    case 'articleLink':
      return directive('textDirective', 'article', given({ref: node.article}), inside)
    case 'calendarDay':
      return {type: 'text', value: node.value}
    case 'citation':
      return toCite(node.items)
    case 'figure':
      return directive('leafDirective', 'figure', given({ref: node.figure}), [])
    case 'relatedArticle':
      return directive('leafDirective', 'related', given({ref: node.article}), [])
    case 'pullQuote':
      return directive('containerDirective', 'quote', given({by: node.attribution}), inside)
    case 'callout':
      return directive('containerDirective', node.tone, {}, [...label(node.title), ...inside])
    case 'table':
      return toTable(node, inside)
    default:
      return {...node, ...(inside.length > 0 && {children: inside})} as RootContent
  }
}

function toCite(items: Extract<Nodes, {type: 'citation'}>['items']): RootContent {
  const [only, second] = items
  if (only && !second) {
    const {source, locator, excerpt} = only
    return directive('textDirective', 'cite', given({source, locator, excerpt}), [])
  }
  const sources = items.flatMap(({source, locator, excerpt}): RootContent[] => [
    directive('textDirective', 'source', given({ref: source, locator, excerpt}), []),
    {type: 'text', value: ' '},
  ])
  return directive('textDirective', 'cite', {}, sources.slice(0, -1))
}

function toTable(node: Extract<Nodes, {type: 'table'}>, rows: RootContent[]): RootContent {
  const {headerRows = 1, headerColumns = 0, caption} = node.data ?? {}
  const facts = {
    'header-rows': String(headerRows),
    'header-columns': String(headerColumns),
    caption,
  }
  if (node.children.some((row) => row.children.some(holdsBlocks))) {
    return directive('containerDirective', 'table', given(facts), rows.map(toRow))
  }
  const table = {type: 'table', align: node.align, children: rows} as RootContent
  const isPlain = headerRows === 1 && headerColumns === 0 && caption === undefined
  return isPlain ? table : directive('containerDirective', 'table', given(facts), [table])
}

/** A row whose cells hold blocks, which the rows of GFM cannot. */
function toRow(row: RootContent): RootContent {
  const cells = 'children' in row ? row.children : []
  return directive(
    'containerDirective',
    'row',
    {},
    cells.map((cell) => {
      const children: RootContent[] = 'children' in cell ? cell.children : []
      const isBlocks = children.length === 0 || children.some(isBlock)
      const blocks = isBlocks ? children : [{type: 'paragraph', children} as RootContent]
      return directive('containerDirective', 'cell', {}, blocks)
    }),
  )
}

/** A cell that a line of GFM cannot hold: with blocks, or with a line break. */
function holdsBlocks({children}: TableCell): boolean {
  return children.some((child) => isBlock(child) || holdsBreak(child))
}

function isBlock({type}: Nodes): boolean {
  return type === 'paragraph' || type === 'list'
}

function holdsBreak(node: Nodes): boolean {
  return node.type === 'break' || ('children' in node && node.children.some(holdsBreak))
}
