import type {Nodes} from 'hast'
import {visit} from 'unist-util-visit'

/**
 * Take landmarks away: two fragments on one page would have several of the same name.
 *
 * A section loses its name, and its heading stays; the region that a table scrolls in keeps its
 * name and becomes a group.
 *
 * @param tree
 *   Changed in place.
 */
export function dropLandmarks(tree: Nodes): void {
  visit(tree, 'element', ({properties, tagName}) => {
    if (properties['role'] === 'region') properties['role'] = 'group'
    if (tagName !== 'section') return
    delete properties['ariaLabel']
    delete properties['ariaLabelledBy']
  })
}
