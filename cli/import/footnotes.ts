import type {FootnoteDefinition, Root} from 'mdast'
import {toString} from 'mdast-util-to-string'
import {visit} from 'unist-util-visit'

import type {RawDocument} from '#pipeline'

import type {Loss} from './drop-unsupported.ts'

/**
 * Turn footnotes into inline citations and `citation` documents.
 *
 * `Text.[^1]` with `[^1]: Eriksen EF. Treatment of … doi:10.1038/x` becomes `Text.:cite{source=…}`;
 * the document gets the DOI, PMID or address that the note names, and its words as title, for an
 * editor to complete.
 *
 * @param tree Changed in place.
 * @param slug Of the article: part of the ids.
 */
export function footnotesToCitations(
  tree: Root,
  slug: string,
  bodyLine: number,
): {citations: RawDocument[]; losses: Loss[]} {
  const definitions = new Map<string, FootnoteDefinition>()
  tree.children = tree.children.filter((node) => {
    if (node.type !== 'footnoteDefinition') return true
    definitions.set(node.identifier, node)
    return false
  })
  const used = new Set<string>()
  const losses: Loss[] = []
  visit(tree, 'footnoteReference', (node, index, parent) => {
    if (!parent || index === undefined) return
    if (definitions.has(node.identifier)) {
      used.add(node.identifier)
      const source = citationId(slug, node.identifier)
      parent.children[index] = {
        type: 'textDirective',
        name: 'cite',
        attributes: {source},
        children: [],
      }
    } else losses.push(lossAt(node, bodyLine, `The footnote ${node.identifier} has no text`))
  })
  for (const [identifier, definition] of definitions) {
    if (!used.has(identifier)) {
      losses.push(lossAt(definition, bodyLine, `Nothing refers to the footnote ${identifier}`))
    }
  }
  const citations = [...definitions].map(([identifier, definition]) =>
    citationFrom(citationId(slug, identifier), toString(definition)),
  )
  return {citations, losses}
}

function lossAt(node: {position?: FootnoteDefinition['position']}, bodyLine: number, what: string) {
  const start = node.position?.start
  return {line: (start?.line ?? 0) + bodyLine, column: start?.column ?? 0, what}
}

function citationId(slug: string, identifier: string): string {
  return `citation-${slug}-${identifier.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`.slice(0, 120)
}

function citationFrom(id: string, note: string): RawDocument {
  const text = note.replaceAll(/\s+/g, ' ').trim()
  const doi = /\b(10\.\d{4,9}\/[^\s"<>]+?)[.,;)]*(?:\s|$)/.exec(text)?.[1]
  const pmid = /\bPMID:?\s*(\d{1,8})\b/i.exec(text)?.[1]
  const pmcid = /\b(PMC\d{1,8})\b/.exec(text)?.[1]
  const url = /\bhttps?:\/\/[^\s"<>]+?(?=[.,;)]*(?:\s|$))/.exec(text)?.[0]
  return {
    _id: id,
    _type: 'citation',
    kind: doi || pmid ? 'article-journal' : 'webpage',
    title: text,
    ...(doi ? {doi} : {}),
    ...(pmid ? {pmid} : {}),
    ...(pmcid ? {pmcid} : {}),
    ...(url && !url.includes('doi.org/') ? {url} : {}),
  }
}
