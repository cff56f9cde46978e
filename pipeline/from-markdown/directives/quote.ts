import type {RootContent} from 'mdast'

import {attributes, refuseLabel} from '../attributes.ts'
import {blocksToNodes} from '../blocks-to-nodes.ts'
import {paragraph} from '../handlers/paragraph.ts'
import type {BlockHandler, ContainerDirective, State} from '../state.ts'

const handlers: ReadonlyMap<string, BlockHandler> = new Map([
  ['paragraph', paragraph as BlockHandler],
])

/** Turn `:::quote{by="…"}` into a `pullQuote`; it has paragraphs only. */
export function quote(state: State, node: ContainerDirective): RootContent[] {
  refuseLabel(state, node)
  const {by} = attributes(state, node, ['by'])
  const children = blocksToNodes(state, node.children, handlers)
  return [{type: 'pullQuote', ...(by !== undefined && {attribution: by}), children}]
}
