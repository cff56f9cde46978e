import type {FootnoteDefinition, Root, RootContent} from 'mdast'
import {VFile} from 'vfile'

import {dropUnsupported, fromMarkdown, readMarkdown, writeMarkdown} from '#pipeline'

import type {MakeKey} from './block-builder.ts'
import {fromNodes} from './from-nodes.ts'
import type {Pasted} from './pasted.ts'

/**
 * Turn Markdown, our own or foreign, into members of a section's body.
 *
 * Foreign Markdown is cleaned as `marrow import` cleans it; directives of ours become citations,
 * terms, callouts and figures.
 */
export function fromMarkdownText(markdown: string, makeKey: MakeKey): Pasted {
  const {tree, losses} = readMarkdown(markdown, 0)
  const notes = footnotesToText(tree)
  const all = [...losses, ...dropUnsupported(tree, 0)].map(({what}) => what)
  const parts: Pasted['parts'] = []
  const dropped = [...all, ...notes]
  let run: RootContent[] = []
  const flush = () => {
    const part = toParts(run, makeKey)
    parts.push(...part.parts)
    dropped.push(...part.dropped)
    run = []
  }
  for (const node of tree.children) {
    if (node.type !== 'heading') {
      run.push(node)
      continue
    }
    flush()
    const text = wordsOf(node).replaceAll(/\s+/g, ' ').trim()
    if (text !== '') parts.push({_type: 'heading', depth: node.depth, text})
  }
  flush()
  return {parts, dropped: [...new Set(dropped)]}
}

function toParts(nodes: RootContent[], makeKey: MakeKey): Pasted {
  if (nodes.length === 0) return {parts: [], dropped: []}
  const file = new VFile()
  const {parts, dropped} = fromNodes(fromMarkdown(writeMarkdown(nodes), file, ''), makeKey)
  const faults = file.messages.filter(({fatal}) => fatal === true).map(({reason}) => reason)
  return {parts, dropped: [...faults, ...dropped]}
}

/** Footnotes stay as text: their numbers raised, their words at the end. */
function footnotesToText(tree: Root): string[] {
  const notes: FootnoteDefinition[] = []
  const walk = (node: Root | RootContent) => {
    if (!('children' in node)) return
    node.children = node.children.flatMap((child): RootContent[] => {
      if (child.type === 'footnoteDefinition') {
        notes.push(child)
        return []
      }
      if (child.type === 'footnoteReference') {
        const label = {type: 'text' as const, value: child.label ?? child.identifier}
        return [{type: 'textDirective', name: 'sup', attributes: {}, children: [label]}]
      }
      walk(child)
      return [child]
    }) as typeof node.children
  }
  walk(tree)
  for (const {identifier, label, children} of notes) {
    const [first] = children
    if (first?.type === 'paragraph') {
      first.children.unshift({type: 'text', value: `${label ?? identifier}: `})
    }
    tree.children.push(...children)
  }
  return notes.length > 0 ? ['Footnotes: their text is at the end; cite the sources instead'] : []
}

function wordsOf(node: RootContent): string {
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map((child) => wordsOf(child)).join('') : ''
}
