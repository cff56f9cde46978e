import {styleOf, textOf, type Markup, type MarkupElement} from './markup.ts'

/**
 * Tell an item of a list in Word, which writes paragraphs with a level and a marker of characters:
 * `<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.</span>…`.
 */
export function wordListItem(
  element: MarkupElement,
): {listItem: 'bullet' | 'number'; level: number} | undefined {
  const list = styleOf(element).get('mso-list')
  if (element.name !== 'p' || list === undefined || list === 'none') return undefined
  const level = Number(/\blevel(\d+)/.exec(list)?.[1] ?? '1')
  const marker = textOf(markersIn(element.children)).replaceAll(/[\s\u00A0]+/g, '')
  return {listItem: /^\(?(?:\d+|[a-z]{1,4})[.)]/i.test(marker) ? 'number' : 'bullet', level}
}

/** True for the marker itself, which a list makes anew. */
export function isWordMarker(element: MarkupElement): boolean {
  return styleOf(element).get('mso-list') === 'ignore'
}

function markersIn(nodes: readonly Markup[]): Markup[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') return []
    return isWordMarker(node) ? [node] : markersIn(node.children)
  })
}
