import type {Nodes} from 'hast'
import {visit} from 'unist-util-visit'

/**
 * Move every heading down by some levels.
 *
 * HTML ends at `h6`; a deeper one stays `h6` and says its level in `aria-level`.
 *
 * @param tree
 *   Changed in place.
 */
export function shiftHeadings(tree: Nodes, by: number): void {
  visit(tree, 'element', (node) => {
    const match = /^h([1-6])$/.exec(node.tagName)
    if (!match) return
    const level = Number(match[1]) + by
    node.tagName = `h${Math.min(level, 6)}`
    if (level > 6) node.properties['ariaLevel'] = level
  })
}
