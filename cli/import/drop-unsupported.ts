import type {Parent, PhrasingContent, Root, RootContent} from 'mdast'
import type {Node} from 'unist'

/** What an import left out or turned into something plainer. */
export interface Loss {
  /** From 1, in the file. */
  line: number
  column: number
  what: string
}

/**
 * Take out what an article cannot hold, and say so.
 *
 * HTML and thematic breaks go; code keeps its text; an image leaves its alternative text.
 *
 * @param tree Changed in place.
 * @param bodyLine Lines of the file before the body.
 */
export function dropUnsupported(tree: Root, bodyLine: number): Loss[] {
  const losses: Loss[] = []
  walk(tree, (node) => {
    const plain = plainer(node)
    if (!plain) return undefined
    const {position}: Node = node
    losses.push({
      line: (position?.start.line ?? 0) + bodyLine,
      column: position?.start.column ?? 0,
      what: plain.what,
    })
    return plain.nodes
  })
  return losses
}

function plainer(node: RootContent): {what: string; nodes: RootContent[]} | undefined {
  switch (node.type) {
    case 'html':
      return {what: `HTML was dropped: ${excerpt(node.value)}`, nodes: []}
    case 'thematicBreak':
      return {what: 'A horizontal rule was dropped', nodes: []}
    case 'image':
    case 'imageReference':
      return {
        what: `An image was replaced by its alternative text (${excerpt(node.alt ?? '')}): add it as a figure`,
        nodes: node.alt ? [{type: 'text', value: node.alt}] : [],
      }
    case 'inlineCode':
      return {
        what: `Code became plain text: ${excerpt(node.value)}`,
        nodes: [{type: 'text', value: node.value}],
      }
    case 'code':
      return {
        what: `A block of code became a paragraph: ${excerpt(node.value)}`,
        nodes: [{type: 'paragraph', children: [{type: 'text', value: node.value}]}],
      }
    case 'delete':
      return {what: 'Struck-through text became plain text', nodes: node.children}
    case 'blockquote':
      return {
        what: 'A quotation became plain paragraphs: make it a pull quote',
        nodes: node.children,
      }
    default:
      return undefined
  }
}

function walk(parent: Parent, replace: (node: RootContent) => RootContent[] | undefined): void {
  parent.children = parent.children.flatMap((node) => {
    const nodes = replace(node)
    for (const kept of nodes ?? [node]) if ('children' in kept) walk(kept, replace)
    return nodes ?? [node]
  }) as PhrasingContent[]
}

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}
