import type {Element, ElementContent, Nodes} from 'hast'
import {fromHtml} from 'hast-util-from-html'

import type {Artifact} from '#exports'

/** What only a web page has, and what each format says in its own way. */
const aside = new Set([
  'back-links',
  'banners',
  'byline',
  'feedback',
  'figure-withheld',
  'kicker',
  'share',
  'source-state',
  'sourcing',
  'toc',
  'visually-hidden',
])

/** Where a citation stood: each format writes its numbers in its own way. */
const seam = '\u001F'

const inline = new Set('a abbr b br cite code em i span strong sub sup time'.split(' '))

/** The parts that every format of an article has, in their order. */
const parts = [
  'title',
  'summary',
  'lead-figure',
  'key-points',
  'body',
  'expert-quote',
  'terms',
  'sources',
]

/**
 * List the words of an article, a line a block, as its HTML page has them: from the title to the
 * last source. Notices and contents are left out; a line ends at each citation,
 * and one without a letter is none.
 */
export function articleLines(artifacts: readonly Artifact[]): string[] {
  const html = artifacts.find(({path}) => path === 'index.html')
  const page = fromHtml(new TextDecoder().decode(html?.bytes))
  const found = parts.flatMap((name) => find(page, name) ?? [])
  return found
    .flatMap((part) => linesOf(part))
    .flatMap((line) => line.split(seam))
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
}

/** Take white space, soft hyphens and places to break out: formats set them as they like. */
export function bare(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\s\u00AD\u200B\u2060\uFEFF\p{Cc}]+/gu, '')
}

function find(node: Nodes, name: string): Element | undefined {
  if (node.type === 'element' && classes(node).includes(name)) return node
  if (!('children' in node)) return undefined
  for (const child of node.children) {
    const found = find(child, name)
    if (found) return found
  }
  return undefined
}

function linesOf(node: Element): string[] {
  if (classes(node).some((name) => aside.has(name))) return []
  const lines: string[] = []
  let line = ''
  for (const child of node.children) {
    if (child.type === 'element' && !inline.has(child.tagName)) {
      lines.push(line, ...linesOf(child))
      line = ''
    } else line += textOf(child)
  }
  return [...lines, line]
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  if (node.type !== 'element' || classes(node).some((name) => aside.has(name))) return ''
  if (classes(node).includes('citation')) return seam
  return node.tagName === 'br' ? ' ' : node.children.map(textOf).join('')
}

function classes({properties: {className}}: Element): string[] {
  return Array.isArray(className) ? className.map(String) : []
}
