import type {Element} from 'hast'
import {visit} from 'unist-util-visit'

import {placeLinks} from '../../article/steps/place-links.ts'
import type {View} from '../../article/view.ts'
import type {EpubOptions} from './options.ts'
import {toXhtml} from './xhtml.ts'

/**
 * Write the article as one XHTML page of the book.
 *
 * @param article
 *   As `toArticle` makes it; changed in place.
 * @throws `ArticleUrlError`
 */
export function toChapter(article: Element, view: View, options: EpubOptions): Uint8Array {
  const {composition} = view
  placeLinks(article, view, options.publicUrl)
  nameRoles(article)
  return toXhtml(composition, composition.title, [article])
}

/**
 * Say what links and lists are, for reading systems.
 *
 * @see https://www.w3.org/TR/dpub-aria-1.1/
 */
function nameRoles(article: Element): void {
  visit(article, 'element', (node) => {
    const {className, href} = node.properties
    if (node.tagName === 'a' && typeof href === 'string' && /^#ref-\d+$/.test(href)) {
      node.properties['role'] = 'doc-biblioref'
      node.properties['epub:type'] = 'biblioref'
    }
    if (!Array.isArray(className)) return
    if (className.includes('back-link')) node.properties['role'] = 'doc-backlink'
    if (className.includes('pull-quote')) node.properties['role'] = 'doc-pullquote'
    if (node.tagName === 'section' && className.includes('sources')) {
      node.properties['role'] = 'doc-bibliography'
      node.properties['epub:type'] = 'bibliography'
    }
    if (node.tagName === 'section' && className.includes('terms')) {
      node.properties['role'] = 'doc-glossary'
    }
  })
}
