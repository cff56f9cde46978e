import type {Nodes, Parents} from 'mdast'
import {visit} from 'unist-util-visit'

import type {Tree} from '../tree.ts'

/**
 * Visit nodes in reading order, each with its keyed path, for messages.
 *
 * A node that knows no path has the one of its section: a section's own body comes before the
 * sections inside it, so the section met last is the one that a node is in.
 *
 * @param visitor
 *   May return an index to go on from, after a replacement.
 */
export function visitPlaces(
  tree: Tree,
  visitor: (
    node: Nodes,
    path: string,
    index: number | undefined,
    parent: Parents | undefined,
  ) => number | undefined,
): void {
  let section = ''
  visit(tree, (node, index, parent) => {
    if (node.type === 'section') section = node.path
    return visitor(node, node.data?.path ?? section, index, parent)
  })
}
