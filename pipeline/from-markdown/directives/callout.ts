import type {RootContent} from 'mdast'

import type {Callout} from '../../tree.ts'
import {attributes} from '../attributes.ts'
import {blocksToNodes} from '../blocks-to-nodes.ts'
import {textHandlers} from '../handlers/list.ts'
import {labelOf} from '../label-of.ts'
import {phrasing} from '../phrasing.ts'
import type {ContainerDirective, State} from '../state.ts'

/** Turn `:::note[Title]`, `:::warning` and `:::urgent` into a `callout`; its title is plain text. */
export function callout(state: State, node: ContainerDirective): RootContent[] {
  attributes(state, node, [])
  const label = labelOf(node)
  const title = label ? plainText(state, label.children, label) : ''
  const content = label ? node.children.slice(1) : node.children
  const children = blocksToNodes(state, content, textHandlers)
  const tone = node.name as Callout['tone']
  return [{type: 'callout', tone, ...(title !== '' && {title}), children}]
}

function plainText(
  state: State,
  nodes: Parameters<typeof phrasing>[1],
  label: Parameters<State['fatal']>[2],
): string {
  return phrasing(state, nodes)
    .map((node) => {
      if (node.type === 'text') return node.value
      state.fatal('unknown-inline', 'The title of a callout is plain text', label)
      return ''
    })
    .join('')
}
