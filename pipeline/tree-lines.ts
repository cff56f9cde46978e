import type {Nodes, Parents, RootContent} from 'mdast'

/**
 * Write a tree as lines of text: one a block, its kind before a tab.
 *
 * Reads what the content says, so no step that uses the context may have run on the tree.
 * Superscripts and subscripts stay apart from their base (`10^{6}`), citations name their works
 * (`[cite eriksen-2015, p. 3: the words]`), web links their address (`<https://…>`).
 */
export function treeLines(nodes: readonly RootContent[]): string[] {
  return nodes.flatMap((node) => blockLines(node))
}

/** Collapse each run of ASCII white space to one space; every other character stays. */
export function collapse(value: string): string {
  return value.replaceAll(/[\t\n\f\r ]+/g, ' ').replaceAll(/^ | $/g, '')
}

function blockLines(node: RootContent): string[] {
  switch (node.type) {
    case 'section':
      return [line(`heading ${node.depth}`, node.title), ...treeLines(node.children)]
    case 'list':
      return [`list${node.ordered ? ' numbered' : ''}`, ...treeLines(node.children), 'list end']
    case 'listItem':
      return ['item', ...treeLines(node.children)]
    case 'table':
      return [
        line('table', node.data?.caption ?? ''),
        ...node.children.map((row) => line('row', ...row.children.map((cell) => cellText(cell)))),
      ]
    case 'callout':
      return [line(node.tone, node.title ?? ''), ...treeLines(node.children), `${node.tone} end`]
    case 'pullQuote':
      return ['quote', ...treeLines(node.children), line('quote end', node.attribution ?? '')]
    case 'figure':
      return [line('figure', node.figure)]
    case 'relatedArticle':
      return [line('related', node.article)]
    default:
      return [line(node.type, inlineText(node))]
  }
}

function line(kind: string, ...texts: string[]): string {
  return [kind, ...texts.map((text) => collapse(text))].join('\t')
}

/** A cell holds phrasing, or blocks. */
function cellText(cell: Parents): string {
  return cell.children
    .map((child) =>
      child.type === 'paragraph' || child.type === 'list'
        ? `${blockLines(child).join(' ')} `
        : inlineText(child),
    )
    .join('')
}

function inlineText(node: Nodes): string {
  switch (node.type) {
    case 'text':
      return node.value
    case 'break':
      return '\n'
    case 'superscript':
      return `^{${childrenText(node)}}`
    case 'subscript':
      return `_{${childrenText(node)}}`
    case 'link':
      return `${childrenText(node)} <${node.url}>`
    case 'citation':
      return node.items
        .map(({source, locator, excerpt}) => {
          const place = locator ? `, ${locator}` : ''
          return `[cite ${source}${place}${excerpt ? `: ${excerpt}` : ''}]`
        })
        .join('')
    default:
      return 'children' in node ? childrenText(node) : 'value' in node ? node.value : ''
  }
}

function childrenText(node: Parents): string {
  return node.children.map((child) => inlineText(child)).join('')
}
