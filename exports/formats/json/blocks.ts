import type {Nodes, Table, TableCell} from 'mdast'

/** A node as `article.json` has it: `type`, then what the schema says. */
export type JsonNode = {type: string} & Record<string, unknown>

type Handlers = {[Type in Nodes['type']]?: (node: Extract<Nodes, {type: Type}>) => JsonNode}

/** What each node of a composed tree becomes: the vocabulary of `blocks`. */
const handlers: Handlers = {
  articleLink: (node) => ({
    type: 'articleLink',
    article: node.article,
    target: target(node.target),
    children: inside(node),
  }),
  break: () => ({type: 'break'}),
  calendarDay: ({value}) => ({type: 'calendarDay', value}),
  callout: (node) => ({
    type: 'callout',
    tone: node.tone,
    title: node.title,
    children: inside(node),
  }),
  citation: ({items, numbers = [], ids = []}) => ({
    type: 'citation',
    items: items.map(({source, locator, excerpt}, index) => ({
      source,
      number: numbers[index],
      id: ids[index],
      locator,
      excerpt,
    })),
  }),
  emphasis: (node) => ({type: 'emphasis', children: inside(node)}),
  figure: ({figure, id}) => ({type: 'figure', figure, id}),
  link: (node) => ({type: 'link', url: node.url, children: inside(node)}),
  list: (node) => ({
    type: 'list',
    ordered: node.ordered === true,
    ...(node.ordered && {start: node.start ?? 1}),
    children: inside(node),
  }),
  listItem: (node) => ({type: 'listItem', children: inside(node)}),
  paragraph: (node) => ({type: 'paragraph', children: inside(node)}),
  pullQuote: (node) => ({
    type: 'pullQuote',
    attribution: node.attribution,
    children: inside(node),
  }),
  relatedArticle: (node) => ({
    type: 'relatedArticle',
    article: node.article,
    target: target(node.target),
  }),
  strong: (node) => ({type: 'strong', children: inside(node)}),
  subscript: (node) => ({type: 'subscript', children: inside(node)}),
  superscript: (node) => ({type: 'superscript', children: inside(node)}),
  table,
  term: (node) => ({
    type: 'term',
    term: node.term,
    first: node.first === true,
    children: inside(node),
  }),
  text: ({value}) => ({type: 'text', value}),
}

/**
 * Describe a node of a composed tree.
 *
 * @throws `TypeError` for one that the format does not have: it must never be left out in silence.
 */
export function toBlock(node: Nodes): JsonNode {
  const handle = Object.hasOwn(handlers, node.type)
    ? (handlers[node.type] as ((node: Nodes) => JsonNode) | undefined)
    : undefined
  if (!handle) throw new TypeError(`The format has no node \`${node.type}\``)
  return handle(node)
}

function inside({children}: {children: Nodes[]}): JsonNode[] {
  return children.map((child) => toBlock(child))
}

function target(
  article: {slug: string; language: string; title: string} | undefined,
): Record<string, string> | null {
  return article ? {slug: article.slug, language: article.language, title: article.title} : null
}

/** A cell always has blocks: in the tree, one paragraph is only its phrasing. */
function table({children, data = {}}: Table): JsonNode {
  const {caption, headerRows = 1, headerColumns = 0} = data
  return {
    type: 'table',
    caption,
    headerRows,
    headerColumns,
    children: children.map((row) => ({
      type: 'tableRow',
      children: row.children.map((cell) => ({type: 'tableCell', children: cellBlocks(cell)})),
    })),
  }
}

function cellBlocks({children}: TableCell): JsonNode[] {
  const nodes: Nodes[] = children
  if (nodes.length === 0) return []
  if (nodes.some(({type}) => type === 'paragraph' || type === 'list')) return nodes.map(toBlock)
  return [{type: 'paragraph', children: nodes.map(toBlock)}]
}
