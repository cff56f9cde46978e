import type {Element as HastElement, ElementContent as HastContent} from 'hast'
import type {ElementContent} from 'xast'
import {x} from 'xastscript'

import {toXmlId} from '../../xml/to-xml-id.ts'
import type {State} from './state.ts'

const names: Record<string, string> = {
  b: 'bold',
  em: 'italic',
  i: 'italic',
  strong: 'bold',
  sub: 'sub',
  sup: 'sup',
}

const inline = new Set('a abbr br span time'.split(' ').concat(Object.keys(names)))

/** Whether an element stands in a line. */
export function isInline({tagName}: HastElement): boolean {
  return inline.has(tagName)
}

/**
 * Turn phrasing into that of JATS.
 *
 * @throws `TypeError` for an element that is no phrasing: nothing is left out in silence.
 */
export function toInlines(nodes: readonly HastContent[], state: State): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text') return [{type: 'text', value: node.value}]
    return node.type === 'element' ? toInline(node, state) : []
  })
}

function toInline(node: HastElement, state: State): ElementContent[] {
  if (!isInline(node)) throw new TypeError(`JATS has nothing for \`${node.tagName}\` in a line`)
  const children = toInlines(node.children, state)
  const name = names[node.tagName]
  if (name !== undefined) return [x(name, children)]
  switch (node.tagName) {
    case 'a':
      return toLink(node, children, state)
    case 'abbr': {
      const title = node.properties['title']
      return [x('abbrev', title ? {'xlink:title': String(title)} : {}, children)]
    }
    case 'br':
      // A paragraph of JATS has no line breaks; the line end parts the words.
      return [
        {type: 'instruction', name: 'linebreak', value: ''},
        {type: 'text', value: '\n'},
      ]
    default:
      return children
  }
}

function toLink(node: HastElement, children: ElementContent[], state: State): ElementContent[] {
  const {dataArticle, dataLanguage, dataSlug, href, id} = node.properties
  if (dataArticle !== undefined) {
    const url = state.addressOf({
      id: String(dataArticle),
      slug: String(dataSlug),
      language: String(dataLanguage),
    })
    return [x('ext-link', {'ext-link-type': 'article', 'xlink:href': url}, children)]
  }
  const address = String(href ?? '')
  if (!address.startsWith('#')) {
    return address === ''
      ? children
      : [x('ext-link', {'ext-link-type': 'uri', 'xlink:href': address}, children)]
  }
  const target = address.slice(1)
  const type = target.startsWith('ref-') ? 'bibr' : 'other'
  const place = id === undefined ? undefined : toXmlId(String(id))
  return [x('xref', {id: place, 'ref-type': type, rid: toXmlId(target)}, bare(children))]
}

/** An `xref` holds no `abbrev`: what it leads to spells it out. */
function bare(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node) =>
    node.type === 'element' && node.name === 'abbrev' ? node.children : [node],
  )
}
