import type {Nodes, PhrasingContent, RootContent} from 'mdast'

import {directive, given, label} from './directive.ts'

/**
 * Turn a node of a composed tree into what Markdown has for it: the way back from `fromMarkdown`.
 *
 * @see docs/markdown.md
 */
export function toDirectives(node: Nodes): RootContent {
  const inside = 'children' in node ? node.children.map((child) => toDirectives(child)) : []
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
  const table = {type: 'table', align: node.align, children: rows} as RootContent
  const isPlain = headerRows === 1 && headerColumns === 0 && caption === undefined
  return isPlain ? table : directive('containerDirective', 'table', given(facts), [table])
}

/** Turn phrasing. */
export function toPhrasing(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return nodes.map((node) => toDirectives(node) as PhrasingContent)
}
