import type {Element, ElementContent} from 'hast'

/** Elements of citeproc's HTML that are kept; of others only the text is. */
const kept = new Set(['i', 'b', 'sub', 'sup'])

const references: Record<string, string> = {'&#60;': '<', '&#62;': '>', '&#38;': '&'}

/**
 * Read the HTML that citeproc writes for one entry, without its label.
 *
 * It writes `div`, `span`, `i`, `b`, `sup`, `sub` and three character references, and nothing that
 * comes from a work unescaped; an address in it is linked elsewhere.
 *
 * @param restore
 *   Applied to each text.
 */
export function parseEntry(html: string, restore: (text: string) => string): ElementContent[] {
  const body = html.replace(/<div class="csl-left-margin">.*?<\/div>/s, '')
  const root: ElementContent[] = []
  const open: Element[] = []
  for (const [token] of body.matchAll(/<[^<>]*>|[^<]+/g)) {
    const tag = /^<(\/?)([a-z]+)/.exec(token)
    if (!tag) {
      const value = restore(
        token.replaceAll(/&#(?:60|62|38);/g, (code) => references[code] ?? code),
      )
      const siblings = open.at(-1)?.children ?? root
      if (value !== '') siblings.push({type: 'text', value})
    } else if (kept.has(tag[2] ?? '')) {
      if (tag[1]) open.pop()
      else {
        const element: Element = {type: 'element', tagName: tag[2]!, properties: {}, children: []}
        const siblings = open.at(-1)?.children ?? root
        siblings.push(element)
        open.push(element)
      }
    }
  }
  return trim(root)
}

/** Drop the white space around the entry. */
function trim(nodes: ElementContent[]): ElementContent[] {
  const result = nodes.filter(
    (node, index) =>
      node.type !== 'text' ||
      node.value.trim() !== '' ||
      (index > 0 && index < nodes.length - 1 && !node.value.includes('\n')),
  )
  const [first] = result
  const last = result.at(-1)
  if (first?.type === 'text') first.value = first.value.trimStart()
  if (last?.type === 'text') last.value = last.value.trimEnd()
  return result
}
