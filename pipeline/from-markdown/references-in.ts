import type {Nodes} from 'mdast'

import {parseMarkdown} from './parse-markdown.ts'

/** A document that Markdown refers to, and where. */
export interface MarkdownReference {
  kind: 'citation' | 'glossaryTerm' | 'article' | 'figure'
  id: string
  /** From 1. */
  line: number
  /** From 1. */
  column: number
}

/**
 * Find the documents that a body of Markdown refers to, in reading order, repeated ones too.
 *
 * Markdown that nests too deep to be parsed gives none: `fromMarkdown` reports it as fatal.
 */
export function referencesIn(markdown: string): MarkdownReference[] {
  const parsed = parseMarkdown(markdown)
  return 'fault' in parsed ? [] : references(parsed.root)
}

function references(node: Nodes): MarkdownReference[] {
  const own = reference(node)
  const inside = 'children' in node ? node.children.flatMap((child) => references(child)) : []
  return own ? [own, ...inside] : inside
}

function reference(node: Nodes): MarkdownReference | undefined {
  const isDirective = node.type === 'textDirective' || node.type === 'leafDirective'
  if (!isDirective) return undefined
  const kind = kinds.get(`${node.type === 'leafDirective' ? '::' : ':'}${node.name}`)
  const id = node.attributes?.[node.name === 'cite' ? 'source' : 'ref']
  if (!kind || !id) return undefined
  return {
    kind,
    id,
    line: node.position?.start.line ?? 1,
    column: node.position?.start.column ?? 1,
  }
}

const kinds: ReadonlyMap<string, MarkdownReference['kind']> = new Map([
  [':cite', 'citation'],
  [':source', 'citation'],
  [':term', 'glossaryTerm'],
  [':article', 'article'],
  ['::figure', 'figure'],
  ['::related', 'article'],
])
