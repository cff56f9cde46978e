import type {Nodes} from 'hast'
import {h} from 'hastscript'
import {visit} from 'unist-util-visit'

import type {Labels} from '../labels.ts'

/**
 * Say what a related-article callout is, before its link.
 *
 * @param tree
 *   Changed in place.
 */
export function labelRelated(tree: Nodes, labels: Labels): void {
  visit(tree, 'element', (node) => {
    const {className} = node.properties
    if (!Array.isArray(className) || !className.includes('related-article')) return
    node.children.unshift(h('p', {className: ['related-label']}, labels.readMore))
  })
}
