import type {Element, Nodes} from 'hast'

const blocks = new Set(
  'aside blockquote caption div figcaption figure h2 h3 h4 h5 h6 li ol p section table tr ul'.split(
    ' ',
  ),
)

/**
 * Turn composed hast into plain text: a line a block, cells apart by tabs.
 *
 * Citations become `[1, 3]` and superscripts `^6`, because `10` and a raised `6` run together would
 * be another number. A picture gives its text alternative.
 */
export function toPlainText(node: Nodes): string {
  return textOf(node)
    .replaceAll(/ +/g, ' ')
    .replaceAll(/ *\n[\n ]*/g, '\n')
    .replaceAll(/^[ \n]+|[ \n\t]+$/g, '')
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value.replaceAll(/[\t\n\f\r ]+/g, ' ')
  if (node.type !== 'element') return 'children' in node ? childrenText(node) : ''
  switch (node.tagName) {
    case 'br':
      return '\n'
    case 'img':
      return `\n${typeof node.properties['alt'] === 'string' ? node.properties['alt'] : ''}\n`
    case 'sup':
      return isCitation(node) ? citationText(node) : raisedText(node)
    case 'tr':
      return `\n${node.children.map((cell) => cellText(cell)).join('\t')}\n`
    default:
      return blocks.has(node.tagName) ? `\n${childrenText(node)}\n` : childrenText(node)
  }
}

function childrenText(node: {children: Nodes[]}): string {
  return node.children.map((child) => textOf(child)).join('')
}

/** Text of a cell in one line. */
function cellText(cell: Nodes): string {
  return textOf(cell)
    .replaceAll(/[ \n]*\n[ \n]*/g, ' ')
    .replaceAll(/^ | $/g, '')
}

function raisedText(node: Element): string {
  const raised = childrenText(node)
  return /^[\p{L}\p{N}+\u2212-]*$/u.test(raised) ? `^${raised}` : `^(${raised})`
}

function isCitation({properties}: Element): boolean {
  return Array.isArray(properties['className']) && properties['className'].includes('citation')
}

function citationText(node: Element): string {
  return ` [${childrenText(node).replaceAll(/,(?! )/g, ', ')}]`
}
