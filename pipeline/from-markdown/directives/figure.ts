import type {RootContent} from 'mdast'

import {attributes, refuseLabel} from '../attributes.ts'
import type {LeafDirective, State} from '../state.ts'

/** Turn `::figure{ref=ID}` into a `figure`. */
export function figure(state: State, node: LeafDirective): RootContent[] {
  refuseLabel(state, node)
  const {ref} = attributes(state, node, ['ref'], ['ref'])
  return ref === undefined ? [] : [{type: 'figure', figure: ref}]
}
