import type {Element, ElementContent} from 'hast'

import type {Block, Flow, ListPlace, Paragraph, ParagraphStyle} from './flow.ts'
import {hasClass, toRuns} from './runs.ts'
import {styleOf} from './style-of.ts'
import {toTable} from './to-table.ts'

/** Where the walk is. */
interface Place {
  /** Style of plain paragraphs here. */
  style: ParagraphStyle
  tone?: Paragraph['tone']
  list?: ListPlace
  /** Ids of elements around the next paragraph, which is where links to them lead. */
  ids: string[]
  /** Counts the ordered lists of the flow. */
  lists: {count: number}
}

const blocks =
  /^(?:article|aside|blockquote|caption|dd|details|div|dl|dt|figcaption|figure|h[1-6]|header|img|li|nav|ol|p|section|summary|table|ul)$/

/** Ways back from the sources: numbers that mean something on a screen only. */
const screenOnly = ['back-links', 'toc', 'feedback', 'share']

/**
 * Turn an article into one flow, in the order of the page.
 *
 * @param article
 *   As `toArticle` makes it for a book, its links resolved.
 */
export function toFlow(article: Element): Flow {
  return walkElement(article, {style: 'Body', ids: [], lists: {count: 0}})
}

/** Walk what is in an element: blocks as they are, phrasing between them as paragraphs. */
function walkChildren(children: readonly ElementContent[], place: Place): Block[] {
  const flow: Block[] = []
  let phrasing: ElementContent[] = []
  const endParagraph = (): void => {
    flow.push(...toParagraph(phrasing, place))
    phrasing = []
  }
  for (const child of children) {
    if (child.type === 'element' && blocks.test(child.tagName)) {
      endParagraph()
      flow.push(...walkElement(child, place))
    } else phrasing.push(child)
  }
  endParagraph()
  return flow
}

function walkElement(node: Element, around: Place): Block[] {
  if (screenOnly.some((name) => hasClass(node, name))) return []
  const {id} = node.properties
  if (typeof id === 'string') around.ids.push(id)
  const place: Place = {...around, ...styleOf(node, around)}
  if (node.tagName === 'img') return [toPicture(node)]
  if (node.tagName === 'table') {
    return toTable(node, (children, style = place.style) =>
      walkChildren(children, {...around, style, ids: place.ids}),
    )
  }
  if (node.tagName === 'ul' || node.tagName === 'ol') return walkList(node, place)
  return walkChildren(node.children, place)
}

function walkList(node: Element, place: Place): Block[] {
  const ordered = node.tagName === 'ol'
  const level = place.list ? place.list.level + 1 : 0
  if (ordered) place.lists.count += 1
  const instance = place.lists.count
  const plain = place.style === 'Body' || place.style.startsWith('List ')
  const style = plain ? (ordered ? 'List Number' : 'List Bullet') : place.style
  return node.children.flatMap((item) => {
    if (item.type !== 'element') return []
    const list: ListPlace = {ordered, level, instance, marked: true}
    return walkElement(item, {...place, style, list})
  })
}

function toParagraph(nodes: readonly ElementContent[], place: Place): Paragraph[] {
  const runs = trim(toRuns(nodes))
  if (runs.length === 0) return []
  const paragraph: Paragraph = {type: 'paragraph', style: place.style, ids: [...place.ids], runs}
  // Who links to an element is led to its first paragraph; an inline id counts as its paragraph's.
  place.ids.length = 0
  paragraph.ids.push(...nodes.flatMap(inlineIds))
  if (place.tone) paragraph.tone = place.tone
  if (place.list) {
    paragraph.list = {...place.list}
    place.list.marked = false
  }
  return [paragraph]
}

function inlineIds(node: ElementContent): string[] {
  if (node.type !== 'element') return []
  const {id} = node.properties
  return [...(typeof id === 'string' ? [id] : []), ...node.children.flatMap(inlineIds)]
}

/** A paragraph neither starts nor ends with a space. */
function trim(runs: Paragraph['runs']): Paragraph['runs'] {
  const [first] = runs
  if (first) first.text = first.text.trimStart()
  const last = runs.at(-1)
  if (last) last.text = last.text.trimEnd()
  return runs.filter(({text}) => text !== '')
}

function toPicture({properties}: Element): Block {
  const {src, alt, width, height} = properties
  return {
    type: 'picture',
    path: String(src),
    alt: String(alt ?? ''),
    width: Number(width),
    height: Number(height),
  }
}
