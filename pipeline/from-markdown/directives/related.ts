import type {RootContent} from 'mdast'

import {attributes, refuseLabel} from '../attributes.ts'
import type {LeafDirective, State} from '../state.ts'

/** Turn `::related{ref=ID}` into a `relatedArticle`. */
export function related(state: State, node: LeafDirective): RootContent[] {
  refuseLabel(state, node)
  const {ref} = attributes(state, node, ['ref'], ['ref'])
  return ref === undefined ? [] : [{type: 'relatedArticle', article: ref}]
}
