import type {Nodes} from 'hast'
import {visit} from 'unist-util-visit'

/** The one prefix of every class in a fragment. */
export const classPrefix = 'marrow-'

/**
 * Put the prefix before every class.
 *
 * @param tree
 *   Changed in place.
 */
export function prefixClasses(tree: Nodes): void {
  visit(tree, 'element', ({properties}) => {
    const {className} = properties
    if (className === undefined || className === null) return
    const names = Array.isArray(className) ? className : String(className).split(/\s+/)
    properties['className'] = names
      .map(String)
      .filter(Boolean)
      .map((name) => classPrefix + name)
  })
}
