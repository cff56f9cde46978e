import type {RootContent} from 'mdast'

import {blocksToNodes} from '../blocks-to-nodes.ts'
import {text} from '../state.ts'
import type {Fields, State} from '../state.ts'

/** Turn boxed advice into a `callout`; a tone that the model does not have is fatal. */
export function callout(state: State, node: Fields, path: string): RootContent[] {
  const tone = node['tone']
  if (tone !== 'note' && tone !== 'warning' && tone !== 'urgent') {
    state.fatal('unknown-tone', `No callout has the tone \`${String(tone)}\``, path)
    return []
  }
  const title = text(state, node, 'title', path)
  const children = blocksToNodes(state, node['content'], `${path}.content`)
  return [{type: 'callout', tone, ...(title && {title}), children}]
}
