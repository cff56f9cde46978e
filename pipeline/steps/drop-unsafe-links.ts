import type {VFile} from 'vfile'

import {report} from '../report.ts'
import type {Tree} from '../tree.ts'
import {visitPlaces} from './visit-places.ts'

/**
 * Turn web links that are not absolute `http`, `https` or `mailto` into plain text.
 *
 * Relative addresses go too: on a publisher's page they would lead anywhere, and `//host` leaves
 * the page without naming how.
 *
 * @param file
 *   Receives `link-unsafe` for each link that is dropped; its text stays.
 */
export function dropUnsafeLinks(tree: Tree, file: VFile): void {
  visitPlaces(tree, (node, path, index, parent) => {
    if (node.type !== 'link' || !parent || index === undefined) return undefined
    if (isSafe(node.url)) return undefined
    report(file, {
      ruleId: 'link-unsafe',
      severity: 'warning',
      reason: `The address \`${node.url.slice(0, 80)}\` is not http, https or mailto; its text stands without a link`,
      path,
    })
    parent.children.splice(index, 1, ...(node.children as never[]))
    return index
  })
}

function isSafe(url: string): boolean {
  return /^(?:https?:\/\/[^/\\\s]|mailto:[^\s])/i.test(url) && URL.canParse(url)
}
