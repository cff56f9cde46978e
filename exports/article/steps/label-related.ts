import type {Nodes} from 'hast'
import {h} from 'hastscript'
import {visit} from 'unist-util-visit'

import {own} from '../own-words.ts'
import type {View} from '../view.ts'

/**
 * Say what a related-article callout is, before its link.
 *
 * @param tree
 *   Changed in place.
 */
export function labelRelated(tree: Nodes, view: View): void {
  visit(tree, 'element', (node) => {
    const {className} = node.properties
    if (!Array.isArray(className) || !className.includes('related-article')) return
    node.children.unshift(
      h('p', {className: ['related-label'], ...own(view)}, view.labels.readMore),
    )
  })
}
