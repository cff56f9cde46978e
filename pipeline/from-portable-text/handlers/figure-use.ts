import type {RootContent} from 'mdast'

import {referenceId} from '../state.ts'
import type {Fields, State} from '../state.ts'

/** Turn the use of a figure into a `figure`. */
export function figureUse(state: State, node: Fields, path: string): RootContent[] {
  const figure = referenceId(state, node, 'figure', path)
  return figure === undefined ? [] : [{type: 'figure', figure}]
}
