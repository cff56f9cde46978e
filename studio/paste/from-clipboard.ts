import type {MakeKey} from './block-builder.ts'
import {fromMarkdownText} from './from-markdown-text.ts'
import {fromMarkup} from './from-markup.ts'
import {looksLikeMarkdown} from './looks-like-markdown.ts'
import type {Markup} from './markup.ts'
import type {Pasted} from './pasted.ts'
import {programNames, programOf} from './program.ts'

/** What is on the clipboard, as the browser gives it. */
export interface Clipboard {
  html: string
  text: string
}

/** Parses HTML; the browser's, so that this folder needs none. */
export type ParseHtml = (html: string) => Markup[]

/**
 * Turn what is on the clipboard into members of a body.
 *
 * @returns
 *   Nothing where the editor does as well by itself: plain text without structure.
 */
export function fromClipboard(
  {html, text}: Clipboard,
  parseHtml: ParseHtml,
  makeKey: MakeKey,
): (Pasted & {from: string}) | undefined {
  const isMarkdown = looksLikeMarkdown(text)
  if (isMarkdown && (html === '' || isCode(html))) {
    return {...fromMarkdownText(text, makeKey), from: 'Markdown'}
  }
  if (html === '') return undefined
  const program = programOf(html)
  const pasted = fromMarkup(parseHtml(html), program, makeKey)
  return pasted.parts.length === 0 && pasted.dropped.length === 0
    ? undefined
    : {...pasted, from: programNames[program]}
}

/** Code editors put their colours on the clipboard; what they hold is the text. */
function isCode(html: string): boolean {
  return /^\s*(?:<meta[^>]*>)?\s*<(?:div|pre)[^>]*(?:monospace|vscode|Consolas|Menlo)/i.test(html)
}
