import type {Element, ElementContent} from 'hast'

import {breakable, cleanText} from './clean-text.ts'
import type {TypstInline} from './typst-node.ts'

/** What a conversion knows. */
export interface Places {
  /** Ids that the document has; a link to another is left as words. */
  ids: ReadonlySet<string>
  /** Ids that are taken: each is given once. */
  given: Set<string>
}

/** Elements that stand in a line. */
export const phrasing: ReadonlySet<string> = new Set(
  'a abbr b br cite code em i span strong sub sup time'.split(' '),
)

const meanings: Record<string, 'emphasis' | 'strong' | 'subscript' | 'superscript' | 'code'> = {
  b: 'strong',
  cite: 'emphasis',
  code: 'code',
  em: 'emphasis',
  i: 'emphasis',
  strong: 'strong',
  sub: 'subscript',
  sup: 'superscript',
}

/** Whether the last character written was a space, so that the next is none. */
interface Flow {
  space: boolean
}

/**
 * Turn the content of a paragraph into runs, white space as a browser shows it.
 *
 * @throws `TypeError` for an element that is no phrasing: nothing is left out in silence.
 */
export function toInlines(nodes: readonly ElementContent[], places: Places): TypstInline[] {
  return trimEnd(convert(nodes, places, {space: true}))
}

function convert(nodes: readonly ElementContent[], places: Places, flow: Flow): TypstInline[] {
  return nodes.flatMap((node) => {
    if (node.type === 'text') return toText(node.value, flow)
    if (node.type !== 'element') return []
    return toInline(node, places, flow)
  })
}

function toText(value: string, flow: Flow): TypstInline[] {
  const clean = cleanText(value)
  const text = flow.space ? clean.replace(/^ /, '') : clean
  if (text === '') return []
  flow.space = text.endsWith(' ')
  return breakable(text)
}

function toInline(node: Element, places: Places, flow: Flow): TypstInline[] {
  const {properties, tagName} = node
  if (isHidden(node)) return []
  if (tagName === 'br') {
    flow.space = true
    return [{t: 'break'}]
  }
  if (!phrasing.has(tagName)) throw new TypeError(`No line of print has the element \`${tagName}\``)
  const c = isShort(node) ? unbroken(node, flow) : convert(node.children, places, flow)
  if (tagName === 'a') return toLink(node, c, places)
  const meaning = Object.hasOwn(meanings, tagName) ? meanings[tagName] : undefined
  const runs: TypstInline[] = meaning && c.length > 0 ? [{t: meaning, c}] : c
  return typeof properties['lang'] === 'string' ? foreign(properties, runs) : runs
}

/** Take `pt` from `pt-BR`: Typst knows languages by two or three letters. */
export function typstLanguage(tag: string): string {
  return /^[a-z]{2,3}(?=-|$)/.exec(tag.toLowerCase())?.[0] ?? 'und'
}

/** Mark words that are not in the document's language. */
export function foreign(properties: Element['properties'], c: TypstInline[]): TypstInline[] {
  const {lang, dir} = properties
  if (typeof lang !== 'string' || c.length === 0) return c
  return [{t: 'foreign', lang: typstLanguage(lang), dir: dir === 'rtl' ? 'rtl' : 'ltr', c}]
}

/** A place in a work, such as `(p. 12)`, reads badly on two lines. */
function isShort(node: Element): boolean {
  const {className} = node.properties
  const [child] = node.children
  const isLocator = Array.isArray(className) && className.includes('locator')
  return isLocator && child?.type === 'text' && child.value.length < 20
}

function unbroken(node: Element, flow: Flow): TypstInline[] {
  const [child] = node.children
  return child?.type === 'text'
    ? toText(child.value, flow).map((text) =>
        typeof text === 'string' ? text.replaceAll(' ', '\u00A0') : text,
      )
    : []
}

function toLink(node: Element, c: TypstInline[], places: Places): TypstInline[] {
  const {href, id} = node.properties
  if (typeof href !== 'string' || c.length === 0) return c
  if (href.startsWith('#')) {
    const to = href.slice(1)
    if (!places.ids.has(to)) return c
    const own = takeId(id, places)
    return [{t: 'jump', to, ...(own !== undefined && {id: own}), c}]
  }
  return /^(?:https?|mailto):/i.test(href) ? [{t: 'link', url: href, c}] : c
}

/** Give an id to the first node that has it. */
export function takeId(id: unknown, {given}: Places): string | undefined {
  if (typeof id !== 'string' || id === '' || given.has(id)) return undefined
  given.add(id)
  return id
}

/** Words for screen readers of a page, which a tagged PDF says in its own way. */
function isHidden({properties: {className}}: Element): boolean {
  return Array.isArray(className) && className.includes('visually-hidden')
}

function trimEnd(runs: TypstInline[]): TypstInline[] {
  const last = runs.at(-1)
  if (last === undefined) return runs
  if (typeof last === 'string') {
    const text = last.replace(/ $/, '')
    return text === '' ? trimEnd(runs.slice(0, -1)) : [...runs.slice(0, -1), text]
  }
  if (last.t === 'break') return trimEnd(runs.slice(0, -1))
  if ('c' in last) return [...runs.slice(0, -1), {...last, c: trimEnd(last.c)}]
  return runs
}
