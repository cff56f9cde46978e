import type {Nodes, PhrasingContent, RootContent} from 'mdast'
import remarkDirective from 'remark-directive'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import {unified} from 'unified'

const processor = unified().use(remarkGfm).use(remarkDirective).use(remarkStringify)

type Attributes = Record<string, string>

/** Write our nodes as Markdown, as an author would: the way back from `fromMarkdown`. */
export function toMarkdown(nodes: RootContent[]): string {
  const children = nodes.map((node) => toDirectives(node))
  return processor
    .stringify({type: 'root', children})
    .replaceAll(/[\uE000-\uE0FF]/g, (kept) => `&#${kept.charCodeAt(0) - 0xe000};`)
}

/**
 * Have characters written as references: brackets and bars in attributes, where a label or a cell
 * would end, and all punctuation in titles, where remark escapes none.
 */
function keep(value: string, characters = /[[\]|]/g): string {
  return value.replaceAll(characters, (it) => String.fromCharCode(0xe000 + it.charCodeAt(0)))
}

/** Turn our own nodes into directives, and the rest into what remark writes. */
function toDirectives(node: Nodes): RootContent {
  const inside = 'children' in node ? node.children.map((child) => toDirectives(child)) : []
  switch (node.type) {
    case 'subscript':
    case 'superscript':
      return directive('textDirective', node.type.slice(0, 3), {}, inside)
    case 'term':
      return directive('textDirective', 'term', {ref: node.term}, inside)
    case 'articleLink':
      return directive('textDirective', 'article', {ref: node.article}, inside)
    case 'citation':
      return toCite(node.items)
    case 'figure':
      return directive('leafDirective', 'figure', {ref: node.figure}, [])
    case 'relatedArticle':
      return directive('leafDirective', 'related', {ref: node.article}, [])
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
    return directive('textDirective', 'cite', given({...only}), [])
  }
  const sources = items.flatMap(({source, ...place}): RootContent[] => [
    directive('textDirective', 'source', given({ref: source, ...place}), []),
    {type: 'text', value: ' '},
  ])
  return directive('textDirective', 'cite', {}, sources.slice(0, -1))
}

function toTable(node: Extract<Nodes, {type: 'table'}>, rows: RootContent[]): RootContent {
  const {headerRows, headerColumns, caption} = node.data ?? {}
  const facts = {
    'header-rows': String(headerRows),
    'header-columns': String(headerColumns),
    caption,
  }
  const table = {type: 'table', align: node.align, children: rows} as RootContent
  return directive('containerDirective', 'table', given(facts), [table])
}

function label(title: string | undefined): RootContent[] {
  const children: PhrasingContent[] = [{type: 'text', value: keep(title ?? '', /[!-/:-@[-`{-~]/g)}]
  return title ? [{type: 'paragraph', data: {directiveLabel: true}, children}] : []
}

function given(attributes: Record<string, string | undefined>): Attributes {
  const entries = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, keep(value)]],
  )
  return Object.fromEntries(entries) as Attributes
}

function directive(
  type: 'textDirective' | 'leafDirective' | 'containerDirective',
  name: string,
  attributes: Attributes,
  children: RootContent[],
): RootContent {
  return {type, name, attributes, children} as RootContent
}
