import type {Nodes} from 'mdast'

import {compareText} from '#schemas'

import type {Mark, Run} from './sheet.ts'

/** Blocks that a cell may hold. */
const cellBlocks = new Set(['list', 'listItem', 'paragraph'])

/**
 * Flatten phrasing into runs, each with the marks that it is in, in a fixed order.
 *
 * Takes the blocks of a cell, too. A node of no known type keeps its text under a mark of that
 * type, so that nothing is lost.
 */
export function inlineRuns(nodes: readonly Nodes[], marks: Mark[] = []): Run[] {
  return nodes.flatMap((node, index) => {
    const starts = cellBlocks.has(node.type) && (index > 0 || node.type === 'listItem')
    const opening: Run[] = starts ? [{type: 'block', kind: kindOf(node), marks: []}] : []
    return [...opening, ...runsOf(node, marks)]
  })
}

function kindOf(node: Nodes): string {
  if (node.type !== 'list') return node.type
  return node.ordered ? 'list numbered' : 'list'
}

function runsOf(node: Nodes, marks: Mark[]): Run[] {
  switch (node.type) {
    case 'text':
      return [{type: 'text', text: node.value, marks}]
    case 'break':
      return [{type: 'break', marks}]
    case 'citation':
      return [{type: 'citation', works: node.items.map((item) => ({...item})), marks}]
    case 'link':
      return inlineRuns(node.children, within(marks, 'link', node.url))
    case 'term':
      return inlineRuns(node.children, within(marks, 'term', node.term))
    case 'articleLink':
      return inlineRuns(node.children, within(marks, 'articleLink', node.article))
    case 'paragraph':
    case 'list':
    case 'listItem':
      return inlineRuns(node.children, marks)
    default:
      if ('children' in node) return inlineRuns(node.children, within(marks, node.type))
      return 'value' in node
        ? [{type: 'text', text: node.value, marks: within(marks, node.type)}]
        : []
  }
}

/** Bold in italics is italics in bold. */
function within(marks: Mark[], type: string, value?: string): Mark[] {
  const mark = value === undefined ? {type} : {type, value}
  return [...marks, mark].toSorted((left, right) => compareText(nameOf(left), nameOf(right)))
}

function nameOf({type, value}: Mark): string {
  return `${type} ${value ?? ''}`
}
