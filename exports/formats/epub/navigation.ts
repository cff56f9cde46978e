import type {Element} from 'hast'
import {h} from 'hastscript'
import {EXIT, visit} from 'unist-util-visit'

import type {OutlineEntry} from '#pipeline'

import {partIds} from '../../article/view.ts'
import type {View} from '../../article/view.ts'
import {toXhtml} from './xhtml.ts'

const chapter = 'article.xhtml'

/**
 * Write the navigation document: every heading and the parts after the body, and the landmarks.
 *
 * @param article
 *   The chapter, which has the parts that there are.
 * @see https://www.w3.org/TR/epub-33/#sec-nav
 */
export function toNavigation(view: View, article: Element): Uint8Array {
  const {composition, labels} = view
  const parts = [
    {id: partIds.terms, title: labels.terms},
    {id: partIds.sources, title: labels.sources, type: 'bibliography'},
    {id: partIds.about, title: labels.about},
    {id: partIds.related, title: labels.related},
  ].filter(({id}) => hasId(article, id))
  const landmarks = [
    h('a', {'epub:type': 'bodymatter', href: chapter}, composition.title),
    ...parts.flatMap(({id, title, type}) =>
      type ? [h('a', {'epub:type': type, href: `${chapter}#${id}`}, title)] : [],
    ),
  ]
  return toXhtml(composition, composition.title, [
    h('nav', {'epub:type': 'toc', role: 'doc-toc', ariaLabelledBy: 'contents'}, [
      h('h1', {id: 'contents'}, labels.contents),
      h('ol', [
        h('li', h('a', {href: chapter}, composition.title)),
        ...composition.outline.map(toEntry),
        ...parts.map(({id, title}) => h('li', toLink(id, title))),
      ]),
    ]),
    h('nav', {'epub:type': 'landmarks', hidden: true}, [
      h(
        'ol',
        landmarks.map((link) => h('li', link)),
      ),
    ]),
  ])
}

function hasId(tree: Element, id: string): boolean {
  let found = false
  visit(tree, 'element', ({properties}) => {
    if (properties['id'] !== id) return undefined
    found = true
    return EXIT
  })
  return found
}

function toEntry(entry: OutlineEntry): Element {
  return h('li', [
    toLink(entry.id, entry.title),
    entry.children.length > 0 ? h('ol', entry.children.map(toEntry)) : null,
  ])
}

function toLink(id: string, text: string): Element {
  return h('a', {href: `${chapter}#${id}`}, text)
}
