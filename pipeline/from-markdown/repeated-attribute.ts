import {labelOf} from './label-of.ts'
import type {Directives} from './state.ts'

/**
 * Find an attribute that a directive has twice: the parser would keep the last alone.
 *
 * @param markdown
 *   What the directive was parsed from.
 */
export function repeatedAttribute(node: Directives, markdown: string): string | undefined {
  const label = node.type === 'containerDirective' ? labelOf(node) : node.children.at(-1)
  const labelEnd =
    label && 'position' in label ? label.position?.end.offset : node.position?.start.offset
  const open = labelEnd === undefined ? -1 : markdown.indexOf('{', labelEnd)
  if (open === -1 || Object.keys(node.attributes ?? {}).length === 0) return undefined
  const attribute = /[\s]*([A-Za-z_:][-.:\w]*)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<=>`}]+))?/y
  attribute.lastIndex = open + 1
  const names = new Set<string>()
  for (let match = attribute.exec(markdown); match; match = attribute.exec(markdown)) {
    const name = match[1] ?? ''
    if (names.has(name)) return name
    names.add(name)
  }
  return undefined
}
