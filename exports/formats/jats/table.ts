import type {Element as HastElement} from 'hast'
import type {Element, ElementContent} from 'xast'
import {x} from 'xastscript'

import {isInline, toInlines} from './inlines.ts'
import type {State} from './state.ts'

/** Turns blocks of a page into those of JATS. */
type ToBlocks = (nodes: HastElement['children'], state: State) => Element[]

/** Describe a table: its caption, its header rows and its body. */
export function toTable(table: HastElement, state: State, toBlocks: ToBlocks): Element {
  const parts = elements(table)
  const caption = parts.find(({tagName}) => tagName === 'caption')
  return x('table-wrap', {id: `table-${state.next('table')}`, position: 'anchor'}, [
    ...(caption ? [x('caption', [x('p', toInlines(caption.children, state))])] : []),
    x(
      'table',
      bodied(parts.filter((part) => part !== caption)).map((part) =>
        x(
          part.tagName,
          elements(part).map((row) => toRow(row, state, toBlocks)),
        ),
      ),
    ),
  ])
}

/** A table of header rows alone has them as its body: JATS wants one. */
function bodied(parts: readonly HastElement[]): HastElement[] {
  if (parts.some(({tagName}) => tagName === 'tbody')) return [...parts]
  return parts.map((part) => ({...part, tagName: 'tbody'}))
}

function toRow(row: HastElement, state: State, toBlocks: ToBlocks): Element {
  return x(
    'tr',
    elements(row).map((cell) => {
      const {scope} = cell.properties
      const attributes = scope === undefined ? {} : {scope: String(scope)}
      return x(cell.tagName, attributes, toCell(cell, state, toBlocks))
    }),
  )
}

/** A cell holds phrasing, or blocks. */
function toCell({children}: HastElement, state: State, toBlocks: ToBlocks): ElementContent[] {
  const hasBlocks = children.some((child) => child.type === 'element' && !isInline(child))
  return hasBlocks ? toBlocks(children, state) : toInlines(children, state)
}

function elements({children}: HastElement): HastElement[] {
  return children.filter((child) => child.type === 'element')
}
