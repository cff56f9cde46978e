/** A page or a part of one, as plain data: what the browser parsed, without the browser. */
export type Markup = MarkupElement | MarkupText

/** An element with its attributes as written. */
export interface MarkupElement {
  type: 'element'
  /** Lower case, such as `p` or `o:p`. */
  name: string
  attributes: Readonly<Record<string, string>>
  children: Markup[]
}

/** A text between elements. */
interface MarkupText {
  type: 'text'
  value: string
}

const maxDepth = 200

/**
 * Copy the nodes of a document that a `DOMParser` made: such a document runs and loads nothing.
 *
 * Comments go; what nests deeper than any text needs leaves its words.
 */
export function fromDom(parent: ParentNode, depth = 0): Markup[] {
  if (depth > maxDepth) return [{type: 'text', value: parent.textContent ?? ''}]
  return [...parent.childNodes].flatMap((node): Markup[] => {
    if (node.nodeType === 3) return [{type: 'text', value: node.nodeValue ?? ''}]
    if (node.nodeType !== 1) return []
    const element = node as Element
    const attributes = Object.fromEntries(
      [...element.attributes].map(({name, value}) => [name.toLowerCase(), value]),
    )
    const name = element.nodeName.toLowerCase()
    return [{type: 'element', name, attributes, children: fromDom(element, depth + 1)}]
  })
}

/** The text of nodes, as written. */
export function textOf(nodes: readonly Markup[]): string {
  return nodes.map((node) => (node.type === 'text' ? node.value : textOf(node.children))).join('')
}

/** Read an inline style: names in lower case, values trimmed. */
export function styleOf({attributes}: MarkupElement): ReadonlyMap<string, string> {
  const declarations = (attributes['style'] ?? '').split(';').flatMap((declaration) => {
    const at = declaration.indexOf(':')
    if (at === -1) return []
    const name = declaration.slice(0, at).trim().toLowerCase()
    return [
      [
        name,
        declaration
          .slice(at + 1)
          .trim()
          .toLowerCase(),
      ] as const,
    ]
  })
  return new Map(declarations)
}

/** True for an element of a class. */
export function hasClass({attributes}: MarkupElement, pattern: RegExp): boolean {
  return (attributes['class'] ?? '').split(/\s+/).some((name) => pattern.test(name))
}
