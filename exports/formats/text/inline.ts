import type {Element, Nodes} from 'hast'

/**
 * Write phrasing in one line; hard breaks are line ends.
 *
 * Citations are `[1, 3]`, superscripts `^6`: `10` and a raised `6` run together would be another
 * number. A link is followed by its address, where that is absolute and not its own text.
 */
export function inlineText(node: Nodes): string {
  return rawText(node)
    .replaceAll(/ *\n */g, '\n')
    .replaceAll(/ {2,}/g, ' ')
    .replaceAll(/^[ \n]+|[ \n]+$/g, '')
}

function rawText(node: Nodes): string {
  if (node.type === 'text') return clean(node.value)
  if (node.type !== 'element') return 'children' in node ? childrenText(node) : ''
  switch (node.tagName) {
    case 'br':
      return '\n'
    case 'img':
      return clean(String(node.properties['alt'] ?? ''))
    case 'sup':
      return hasClass(node, 'citation') ? citationText(node) : raisedText(node)
    case 'a':
      return linkText(node)
    default:
      return childrenText(node)
  }
}

/** One space for each run of white space; a control character could command a terminal. */
function clean(value: string): string {
  return value.replaceAll(/[\t\n\f\r ]+/g, ' ').replaceAll(/\p{Cc}/gu, '\uFFFD')
}

function childrenText(node: {children: Nodes[]}): string {
  return node.children.map((child) => rawText(child)).join('')
}

function raisedText(node: Element): string {
  const raised = childrenText(node)
  return /^[\p{L}\p{N}+\u2212-]*$/u.test(raised) ? `^${raised}` : `^(${raised})`
}

function citationText(node: Element): string {
  return ` [${childrenText(node).replaceAll(/,(?! )/g, ', ')}]`
}

function linkText(node: Element): string {
  const words = childrenText(node)
  const href = String(node.properties['href'] ?? '')
  const isOwn = words.includes(href.replace(/^mailto:/, '')) || isIdentifier(node)
  return /^(?:https?:|mailto:)/.test(href) && !isOwn ? `${words} <${bracketed(href)}>` : words
}

/** An address between angle brackets has none of its own. */
function bracketed(href: string): string {
  return clean(href).replaceAll(/[<> ]/g, encodeURIComponent)
}

/** `doi:10.1/x` and `PMID:1` say where they lead. */
function isIdentifier(node: Element): boolean {
  return /^(?:doi:10\.|PMID:\d|PMCID:PMC\d)/.test(childrenText(node))
}

/** Whether an element has a class. */
export function hasClass(node: Element, name: string): boolean {
  const {className} = node.properties
  return Array.isArray(className) && className.includes(name)
}
