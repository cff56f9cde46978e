import type {PhrasingContent} from 'mdast'

import type {Citation, CitationItem} from '../../tree.ts'
import {attributes} from '../attributes.ts'
import type {TextDirective, State} from '../state.ts'

/**
 * Turn `:cite{source=ID}` or `:cite[:source{ref=ID} :source{ref=ID}]` into a `citation`.
 *
 * Reports `citation-empty` for one that names no work, `unknown-inline` for text in its label.
 */
export function citation(state: State, node: TextDirective): Citation | undefined {
  const {source, ...place} = attributes(state, node, ['source', 'locator', 'excerpt'])
  const items: CitationItem[] = source === undefined ? [] : [{source, ...place}]
  if (source === undefined && Object.keys(place).length > 0) {
    state.fatal('attribute-missing', '`cite` needs the attribute `source`', node)
  }
  for (const child of node.children) {
    const item = work(state, child)
    if (item) items.push(item)
  }
  if (items.length > 0) return {type: 'citation', items}
  const reason =
    'This citation names no source: write `:cite{source=ID}`, or `\\:cite` for a plain colon'
  state.fatal('citation-empty', reason, node)
  return undefined
}

function work(state: State, node: PhrasingContent): CitationItem | undefined {
  if (node.type === 'text' && node.value.trim() === '') return undefined
  if (node.type !== 'textDirective' || node.name !== 'source') {
    state.fatal('unknown-inline', 'The label of `:cite` may only have `:source{ref=ID}`', node)
    return undefined
  }
  const {ref, ...place} = attributes(state, node, ['ref', 'locator', 'excerpt'], ['ref'])
  if (node.children.length > 0) state.fatal('unknown-attribute', '`source` has no label', node)
  return ref === undefined ? undefined : {source: ref, ...place}
}
