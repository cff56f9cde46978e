import type {Nodes} from 'mdast'

import type {OutlineEntry} from '../composition.ts'
import type {Tree} from '../tree.ts'

/** Make the table of contents: an entry for each section, nested as they are. */
export function makeOutline(tree: Tree): OutlineEntry[] {
  return entriesOf(tree.children)
}

function entriesOf(nodes: Nodes[]): OutlineEntry[] {
  return nodes.flatMap((node): OutlineEntry[] =>
    node.type === 'section'
      ? [
          {
            id: node.id ?? '',
            title: node.title,
            ...(node.aspect && {aspect: node.aspect}),
            children: entriesOf(node.children),
          },
        ]
      : [],
  )
}
