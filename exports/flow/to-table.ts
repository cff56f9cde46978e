import type {Element, ElementContent} from 'hast'

import type {Block, Paragraph, ParagraphStyle, TableRow} from './flow.ts'

/** Walk what is in a cell or a caption, with that style. */
type Walk = (children: readonly ElementContent[], style?: ParagraphStyle) => Block[]

/** Turn a table into its caption's paragraphs and a table of rows. */
export function toTable(node: Element, walk: Walk): Block[] {
  const captions = childrenOf(node, 'caption').flatMap(({children}) =>
    walk(children, 'Table Caption'),
  )
  const rows = [
    ...childrenOf(node, 'thead').flatMap((part) => toRows(part, true, walk)),
    ...childrenOf(node, 'tbody').flatMap((part) => toRows(part, false, walk)),
  ]
  return [...captions, {type: 'table', rows}]
}

function toRows(part: Element, header: boolean, walk: Walk): TableRow[] {
  return childrenOf(part, 'tr').map(({children}) => ({
    header,
    cells: children.flatMap((cell) => {
      if (cell.type !== 'element') return []
      const isHeader = cell.tagName === 'th'
      const content = walk(cell.children, isHeader ? 'Table Head' : 'Table Cell')
      return [{header: isHeader, paragraphs: content.filter(isParagraph)}]
    }),
  }))
}

/** Cells hold text alone: the content model gives them nothing else. */
function isParagraph(block: Block): block is Paragraph {
  return block.type === 'paragraph'
}

function childrenOf(node: Element, tagName: string): Element[] {
  return node.children.filter(
    (child): child is Element => child.type === 'element' && child.tagName === tagName,
  )
}
