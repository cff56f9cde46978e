import type {Paragraph} from 'mdast'

import {limits} from '../limits.ts'
import type {ListPlace} from '../list-builder.ts'
import {phrasing} from '../phrasing.ts'
import type {Fields, State} from '../state.ts'

/**
 * Turn a text block into a paragraph, and say where in a list it is.
 *
 * A block without any text gives a paragraph without children.
 */
export function block(
  state: State,
  node: Fields,
  path: string,
): {paragraph: Paragraph; list: ListPlace | undefined} {
  const style = node['style'] ?? 'normal'
  if (style !== 'normal') {
    state.fatal('unknown-style', `No style is called \`${JSON.stringify(style)}\` in a body`, path)
  }
  const list = listPlace(state, node, path)
  return {paragraph: {type: 'paragraph', children: phrasing(state, node, path)}, list}
}

function listPlace(state: State, node: Fields, path: string): ListPlace | undefined {
  const kind = node['listItem'] ?? undefined
  if (kind === undefined) return undefined
  if (kind !== 'bullet' && kind !== 'number') {
    state.fatal('unknown-list', `No list is called \`${JSON.stringify(kind)}\``, path)
    return undefined
  }
  const level = node['level'] ?? 1
  if (typeof level !== 'number' || !Number.isInteger(level) || level < 1) {
    state.fatal('unknown-list', 'The level of a list item is not a number from 1', path)
    return {ordered: kind === 'number', level: 1}
  }
  if (level > limits.listDepth) {
    state.fatal('too-deep', `Lists nest more than ${limits.listDepth} deep`, path)
  }
  return {ordered: kind === 'number', level: Math.min(level, limits.listDepth)}
}
