import type {Root} from 'xast'
import {visit} from 'unist-util-visit'

/**
 * Replace what XML 1.0 cannot hold in any way (control characters, halves of surrogate pairs,
 * U+FFFE and U+FFFF) with U+FFFD, in texts and attributes, in place.
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function legalXml(tree: Root): void {
  visit(tree, (node) => {
    if (node.type === 'text') node.value = legalText(node.value)
    if (node.type !== 'element') return
    for (const [name, value] of Object.entries(node.attributes)) {
      if (typeof value === 'string') node.attributes[name] = legalText(value)
    }
  })
}

/** Replace what XML 1.0 cannot hold with U+FFFD. */
function legalText(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
}
