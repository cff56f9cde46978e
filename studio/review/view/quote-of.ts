/** What is selected in a page, and where. */
export interface Quote {
  /** The selected words, without the numbers of citations. */
  words: string
  /** Heading of the top section that they stand in. */
  section: string
}

/** Longest quote that a note takes. */
const maxWords = 600

/** Read what is selected in a shown page; null when nothing is. */
export function quoteOf(page: Document): Quote | null {
  const selection = page.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const copy = range.cloneContents()
  for (const number of copy.querySelectorAll('sup.citation')) number.remove()
  const words = (copy.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
  if (words === '' || words.length > maxWords) return null
  return {words, section: sectionOf(range.startContainer)}
}

function sectionOf(node: Node): string {
  let section: Element | null = null
  for (
    let at = node.parentElement?.closest('section') ?? null;
    at;
    at = at.parentElement?.closest('section') ?? null
  ) {
    section = at
  }
  return section?.querySelector('h2, h3')?.textContent?.trim() ?? ''
}

/** Find where words stand in a page; null where they do not. */
export function rangeOf(page: Document, words: string): Range | null {
  const wanted = words.replaceAll(/\s+/g, ' ').trim()
  if (wanted === '') return null
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT)
  let text = ''
  const starts: Array<{node: Text; at: number; map: number[]}> = []
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    if (node.parentElement?.closest('sup.citation, style, script')) continue
    const map: number[] = []
    const at = text.length
    for (let index = 0; index < node.data.length; index += 1) {
      const letter = /\s/.test(node.data.charAt(index)) ? ' ' : node.data.charAt(index)
      if (letter === ' ' && text.endsWith(' ')) continue
      map.push(index)
      text += letter
    }
    starts.push({node, at, map})
  }
  const start = text.indexOf(wanted)
  if (start === -1) return null
  const from = pointAt(starts, start)
  const to = pointAt(starts, start + wanted.length - 1)
  if (!from || !to) return null
  const range = page.createRange()
  range.setStart(from.node, from.offset)
  range.setEnd(to.node, to.offset + 1)
  return range
}

function pointAt(
  starts: ReadonlyArray<{node: Text; at: number; map: number[]}>,
  offset: number,
): {node: Text; offset: number} | null {
  const found = starts.findLast(({at, map}) => at <= offset && offset < at + map.length)
  const inside = found?.map[offset - found.at]
  return found && inside !== undefined ? {node: found.node, offset: inside} : null
}
