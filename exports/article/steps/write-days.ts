import type {Nodes} from 'hast'
import {visit} from 'unist-util-visit'

import {own} from '../own-words.ts'
import type {View} from '../view.ts'

/**
 * Write the calendar days of the body as the page writes its dates; `datetime` keeps the day.
 *
 * @param tree
 *   Changed in place.
 */
export function writeDays(tree: Nodes, view: View): void {
  visit(tree, 'element', (node) => {
    const {dateTime} = node.properties
    if (node.tagName !== 'time' || typeof dateTime !== 'string') return
    Object.assign(node.properties, own(view))
    node.children = [{type: 'text', value: view.labels.date(dateTime)}]
  })
}
