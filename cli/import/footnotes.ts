import type {FootnoteDefinition, Root, RootContent} from 'mdast'
import {toString} from 'mdast-util-to-string'
import {visit} from 'unist-util-visit'

import {lossAt, type Loss, type RawDocument} from '#pipeline'

import {citationFromNote, type FindCitation} from './citation-from-note.ts'

/**
 * Turn footnotes into inline citations and `citation` documents.
 *
 * `Text.[^1]` with `[^1]: Eriksen EF. … doi:10.1038/x` becomes `Text.:cite{source=…}`.
 *
 * @param tree Changed in place.
 * @param find Finds the work among the citations that there are.
 * @returns
 *   `citations` are the works that the text cites, in order of citation, each once.
 */
export function footnotesToCitations(
  tree: Root,
  bodyLine: number,
  find: FindCitation,
): {citations: RawDocument[]; losses: Loss[]} {
  const losses: Loss[] = []
  const definitions = takeDefinitions(tree, (node, label) => {
    losses.push(lossAt(node, bodyLine, `A second text of the footnote ${label} was dropped`))
  })
  const cited = new Map<string, RawDocument>()
  const used = new Set<string>()
  visit(tree, 'footnoteReference', (node, index, parent): number | undefined => {
    if (!parent || index === undefined) return undefined
    const definition = definitions.get(node.identifier)
    if (!definition) {
      losses.push(lossAt(node, bodyLine, `The footnote ${node.identifier} has no text`))
      parent.children.splice(index, 1)
      return index
    }
    used.add(node.identifier)
    const made = citationOf(definition)
    const citation = find(made) ?? made
    cited.set(citation._id, citation)
    parent.children[index] = {
      type: 'textDirective',
      name: 'cite',
      attributes: {source: citation._id},
      children: [],
      ...(node.position && {position: node.position}),
    }
    return undefined
  })
  for (const [identifier, definition] of definitions) {
    if (used.has(identifier)) continue
    const what = `Nothing refers to the footnote ${identifier}: it was dropped`
    losses.push(lossAt(definition, bodyLine, what))
  }
  return {citations: [...cited.values()], losses}
}

/** Take the definitions out of the tree, wherever they are; the first of a label counts. */
function takeDefinitions(
  tree: Root,
  onSecond: (node: FootnoteDefinition, label: string) => void,
): Map<string, FootnoteDefinition> {
  const definitions = new Map<string, FootnoteDefinition>()
  visit(tree, 'footnoteDefinition', (node, index, parent): number | undefined => {
    if (!parent || index === undefined) return undefined
    if (definitions.has(node.identifier)) onSecond(node, node.identifier)
    else definitions.set(node.identifier, node)
    parent.children.splice(index, 1)
    return index
  })
  return definitions
}

function citationOf(definition: FootnoteDefinition): RawDocument {
  const links: string[] = []
  visit(definition, (node) => {
    const {type, url} = node as RootContent & {url?: unknown}
    if (type === 'link' && typeof url === 'string') links.push(url)
  })
  return citationFromNote(toString(definition), links)
}
