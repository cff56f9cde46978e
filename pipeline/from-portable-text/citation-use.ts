import type {Citation, CitationItem} from '../tree.ts'
import {members, referenceId, text} from './state.ts'
import type {Fields, State} from './state.ts'

/** Turn an inline citation of one or several works into a `citation`; one of no work is fatal. */
export function citationUse(state: State, node: Fields, path: string): Citation | undefined {
  const items: CitationItem[] = []
  for (const {node: item, path: at} of members(state, node['items'], `${path}.items`)) {
    const source = referenceId(state, item, 'source', at)
    if (source === undefined) continue
    const locator = text(state, item, 'locator', at)
    const excerpt = text(state, item, 'excerpt', at)
    items.push({source, ...(locator && {locator}), ...(excerpt && {excerpt})})
  }
  if (items.length > 0) return {type: 'citation', items}
  state.fatal('citation-empty', 'This citation names no source', path)
  return undefined
}
