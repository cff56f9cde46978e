import type {ElementContent} from 'hast'

import type {FormattedReference} from './reference.ts'

/** A piece of a reference: text that is never read as markup. */
export interface Part {
  text: string
  italic?: boolean
  /** Absolute http(s) address. */
  href?: string
}

/** Text, or a part, or nothing. */
export type Piece = Part | string | undefined

/** Parts that end as a sentence does; of nothing, none. */
export function sentence(...pieces: Piece[]): Part[] {
  const parts = toParts(pieces)
  const end = parts.at(-1)?.text.at(-1)
  if (end === undefined) return []
  return [...parts, {text: /[.?!]/.test(end) ? ' ' : '. '}]
}

/** Make parts of pieces; those without text are left out. */
function toParts(pieces: readonly Piece[]): Part[] {
  const parts: Part[] = []
  for (const piece of pieces) {
    const part = typeof piece === 'string' ? {text: piece} : piece
    if (part && part.text !== '') parts.push(part)
  }
  return parts
}

/** Turn parts into nodes; neighbouring plain texts are one. */
export function toReference(parts: readonly Part[]): FormattedReference {
  const merged: Part[] = []
  for (const part of parts) {
    const last = merged.at(-1)
    if (last && last.href === part.href && last.italic === part.italic) {
      merged[merged.length - 1] = {...last, text: last.text + part.text}
    } else merged.push(part)
  }
  const end = merged.at(-1)
  if (end) merged[merged.length - 1] = {...end, text: end.text.trimEnd()}
  const kept = merged.filter(({text}) => text !== '')
  return {nodes: kept.map(toNode), text: kept.map(({text}) => text).join('')}
}

function toNode({text, italic, href}: Part): ElementContent {
  const value: ElementContent = {type: 'text', value: text}
  const inner: ElementContent = italic
    ? {type: 'element', tagName: 'i', properties: {}, children: [value]}
    : value
  if (href === undefined) return inner
  const properties = {href, rel: ['noopener', 'noreferrer']}
  return {type: 'element', tagName: 'a', properties, children: [inner]}
}
