import type {Nodes} from 'hast'
import {visit} from 'unist-util-visit'

/**
 * Take the names off sections: a named one is a landmark, and two fragments on one page would have
 * several of the same name. Their headings stay.
 *
 * @param tree
 *   Changed in place.
 */
export function dropLandmarks(tree: Nodes): void {
  visit(tree, 'element', (node) => {
    if (node.tagName !== 'section') return
    delete node.properties['ariaLabel']
    delete node.properties['ariaLabelledBy']
  })
}
