import type {Nodes} from 'hast'
import {fromHtml} from 'hast-util-from-html'

import type {Markup} from '../../../studio/paste/markup.ts'

/** Parse as a browser does, without one. */
export function parseHtml(html: string): Markup[] {
  return fromHtml(html).children.flatMap((child) => toMarkup(child))
}

function toMarkup(node: Nodes): Markup[] {
  if (node.type === 'text') return [{type: 'text', value: node.value}]
  if (node.type !== 'element') return []
  const attributes = Object.fromEntries(
    Object.entries(node.properties).map(([name, value]) => [
      name === 'className' ? 'class' : name.toLowerCase().replace(/^aria/, 'aria-'),
      Array.isArray(value) ? value.join(' ') : String(value),
    ]),
  )
  const children = node.children.flatMap((child) => toMarkup(child))
  return [{type: 'element', name: node.tagName, attributes, children}]
}
