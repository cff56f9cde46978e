import type {Nodes, Paragraph, RootContent, Table} from 'mdast'

import {inlineRuns} from './inline-runs.ts'
import {normalRuns} from './normal-runs.ts'
import type {Block} from './sheet.ts'

/**
 * Flatten the blocks of a body, each with its level; sections are left to `toSheet`.
 *
 * @param path Of the section, for blocks that know none of their own.
 */
export function bodyBlocks(nodes: readonly RootContent[], path: string, level = 0): Block[] {
  return nodes.flatMap((node) => blocksOf(node, node.data?.path ?? path, level))
}

function blocksOf(node: RootContent, path: string, level: number): Block[] {
  const inside = (children: readonly RootContent[]) => bodyBlocks(children, path, level + 1)
  const block = (
    kind: string,
    attributes: Record<string, string | undefined> = {},
    content: readonly Nodes[] = [],
  ): Block => ({
    kind,
    level,
    attributes: given(attributes),
    runs: normalRuns(inlineRuns(content)),
    path,
  })

  switch (node.type) {
    case 'section':
      return []
    case 'list': {
      const {ordered, start} = node
      const attributes = ordered
        ? {numbered: 'yes', ...(start && start !== 1 ? {start: String(start)} : {})}
        : {}
      return [block('list', attributes), ...inside(node.children)]
    }
    case 'listItem': {
      const [first, ...rest] = node.children
      const lead = first?.type === 'paragraph' ? first : null
      return [block('item', {}, lead?.children), ...inside(lead ? rest : node.children)]
    }
    case 'table':
      return [block('table', tableFacts(node), texts(node.data?.caption)), ...inside(node.children)]
    case 'tableRow':
      return [{...block('row'), runs: rowRuns(node.children)}]
    case 'callout':
      return [block('callout', {tone: node.tone}, texts(node.title)), ...inside(node.children)]
    case 'pullQuote':
      return [
        block('quote'),
        ...inside(node.children),
        ...(node.attribution ? [block('attribution', {}, texts(node.attribution))] : []),
      ]
    case 'figure':
      return [{...block('figure'), runs: [{type: 'reference', id: node.figure, marks: []}]}]
    case 'relatedArticle':
      return [{...block('related'), runs: [{type: 'reference', id: node.article, marks: []}]}]
    case 'paragraph':
      return [block('paragraph', {}, node.children)]
    default:
      return [block(node.type, {}, [node])]
  }
}

function tableFacts({data, align}: Table): Record<string, string | undefined> {
  const aligned = align?.some((side) => side !== null)
  return {
    'header rows': data?.headerRows === undefined ? undefined : String(data.headerRows),
    'header columns': data?.headerColumns ? String(data.headerColumns) : undefined,
    align: aligned ? align?.map((side) => side ?? '-').join(' ') : undefined,
  }
}

function rowRuns(cells: Table['children'][number]['children']): Block['runs'] {
  return normalRuns(
    cells.flatMap((cell, index) => [
      ...(index > 0 ? [{type: 'cell' as const, marks: []}] : []),
      ...inlineRuns(cell.children),
    ]),
  )
}

function texts(value: string | undefined): Paragraph['children'] {
  return value ? [{type: 'text', value}] : []
}

function given(attributes: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(attributes)
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
