import {fromClipboard} from '../paste/from-clipboard.ts'
import {fromDom} from '../paste/markup.ts'
import type {PastedMember} from '../paste/pasted.ts'
import {toBody} from '../paste/to-body.ts'
import {randomKey} from './random-key.ts'

/** What goes into a text, and what was left out. */
export interface ReadClipboard {
  from: string
  members: PastedMember[]
  dropped: string[]
}

/**
 * Read the clipboard for the editor of a text.
 *
 * @param hasObjects
 *   Whether the text may have tables and callouts: one inside a callout or a cell may not.
 * @returns
 *   Nothing where the editor knows better: its own content, plain text.
 */
export function readClipboard(
  data: Pick<DataTransfer, 'getData' | 'types'>,
  hasObjects: boolean,
): ReadClipboard | undefined {
  if (data.types.includes('application/x-portable-text')) return undefined
  const clipboard = {html: data.getData('text/html'), text: data.getData('text/plain')}
  const pasted = fromClipboard(clipboard, parseHtml, randomKey)
  if (!pasted) return undefined
  const {members, dropped} = toBody(pasted, randomKey)
  if (hasObjects) return {from: pasted.from, members, dropped}
  const kept = members.filter(({_type}) => _type === 'block')
  const lost = kept.length < members.length ? ['Tables and callouts: this text has none'] : []
  return {from: pasted.from, members: kept, dropped: [...dropped, ...lost]}
}

/** A document that a `DOMParser` makes runs no script and loads nothing. */
export function parseHtml(html: string) {
  return fromDom(new DOMParser().parseFromString(html, 'text/html'))
}
