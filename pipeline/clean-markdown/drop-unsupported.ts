import type {Definition, Parent, PhrasingContent, Root, RootContent} from 'mdast'

import {lossAt, type Loss} from './loss.ts'

/** What stands for a node, and what to say of it; nothing to say where nothing is lost. */
interface Plainer {
  what?: string
  nodes: RootContent[]
}

/**
 * Take out what an article cannot hold, and say so.
 *
 * HTML and thematic breaks go; code keeps its text; an image leaves its alternative text. Links
 * that are defined elsewhere carry their address themselves, since sections are cut apart.
 *
 * @param tree Changed in place.
 * @param bodyLine Lines of the file before the body.
 */
export function dropUnsupported(tree: Root, bodyLine: number): Loss[] {
  const losses: Loss[] = []
  const definitions = new Map<string, Definition>()
  walk(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) {
      definitions.set(node.identifier, node)
    }
    return undefined
  })
  walk(tree, (node) => {
    const plain = plainer(node, definitions)
    if (plain?.what) losses.push(lossAt(node, bodyLine, plain.what))
    return plain?.nodes
  })
  return losses
}

function plainer(
  node: RootContent,
  definitions: ReadonlyMap<string, Definition>,
): Plainer | undefined {
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
      return plainerLink(node, definitions)
  }
}

function plainerLink(
  node: RootContent,
  definitions: ReadonlyMap<string, Definition>,
): Plainer | undefined {
  if (node.type === 'definition') return {nodes: []}
  if (node.type === 'link' && node.title) {
    const what = `The title of a link was dropped: ${excerpt(node.title)}`
    return {what, nodes: [{...node, title: null}]}
  }
  if (node.type !== 'linkReference') return undefined
  const definition = definitions.get(node.identifier)
  if (!definition) return undefined
  const {url, title} = definition
  return {
    ...(title ? {what: `The title of a link was dropped: ${excerpt(title)}`} : {}),
    nodes: [{type: 'link', url, children: node.children}],
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
