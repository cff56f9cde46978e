import type {WebLink} from '#schemas'

import type {BlockBuilder, Format} from './block-builder.ts'
import {linkTarget} from './link-target.ts'
import {hasClass, styleOf, type MarkupElement} from './markup.ts'

const order = ['strong', 'em', 'sub', 'sup']
const tags: Readonly<Record<string, string>> = {
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  cite: 'em',
  sub: 'sub',
  sup: 'sup',
}

/**
 * The formatting of text inside an element; what articles do not have is noted.
 *
 * A style counts more than the element: Google Docs wraps everything into `<b>` of normal weight.
 */
export function formatOf(element: MarkupElement, outer: Format, builder: BlockBuilder): Format {
  const decorators = new Set(outer.decorators)
  const tag = tags[element.name]
  if (tag) decorators.add(tag)
  const style = styleOf(element)
  applyWeight(style.get('font-weight'), decorators)
  const slant = style.get('font-style')
  if (slant === 'italic' || slant === 'oblique') decorators.add('em')
  if (slant === 'normal') decorators.delete('em')
  const rise = style.get('vertical-align')
  if (rise === 'super') decorators.add('sup')
  if (rise === 'sub') decorators.add('sub')
  noteLosses(element, style, builder)
  const annotation = outer.annotation ?? linkOf(element, builder)
  return {
    decorators: order.filter((name) => decorators.has(name)),
    ...(annotation && {annotation}),
  }
}

function applyWeight(weight: string | undefined, decorators: Set<string>): void {
  if (weight === undefined) return
  if (weight === 'bold' || Number(weight) >= 600) decorators.add('strong')
  else if (weight === 'normal' || Number(weight) < 600) decorators.delete('strong')
}

function noteLosses(
  element: MarkupElement,
  style: ReadonlyMap<string, string>,
  builder: BlockBuilder,
): void {
  const line = `${style.get('text-decoration') ?? ''} ${style.get('text-decoration-line') ?? ''}`
  const isLink = element.name === 'a'
  if (element.name === 'u' || (/underline/.test(line) && !isLink)) builder.drop('Underlining')
  if (['s', 'strike', 'del'].includes(element.name) || /line-through/.test(line)) {
    builder.drop('Striking through: the words were kept')
  }
  if (['code', 'kbd', 'samp', 'tt'].includes(element.name)) {
    builder.drop('Code: it became plain text')
  }
  const back =
    style.get('background-color') ?? style.get('background') ?? style.get('mso-highlight')
  if (element.name === 'mark' || (back !== undefined && !isPaper(back)))
    builder.drop('Highlighting')
}

function isPaper(colour: string): boolean {
  return /^(?:transparent|white|none|initial|inherit|auto|#fff(?:fff)?|rgba?\(255, ?255, ?255\b.*|rgba\(0, ?0, ?0, ?0\))$/.test(
    colour,
  )
}

function linkOf(element: MarkupElement, builder: BlockBuilder): WebLink | undefined {
  const {href} = element.attributes
  if (element.name !== 'a' || href === undefined || hasClass(element, /^MsoCommentReference$/)) {
    return undefined
  }
  const target = linkTarget(href)
  if (target.kind === 'web') return {_type: 'webLink', href: target.href}
  if (/footnote|endnote|_ftn|_edn/.test(`${href} ${element.attributes['style'] ?? ''}`)) {
    builder.drop('A link to a footnote: its text was kept; cite the source instead')
  } else if (target.kind === 'inside') {
    builder.drop('A link inside the document: its words were kept')
  } else {
    builder.drop('A link that does not lead to the web: its words were kept')
  }
  return undefined
}
