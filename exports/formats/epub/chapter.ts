import type {Element} from 'hast'
import {SKIP, visit} from 'unist-util-visit'

import {resolveLinks} from '../../article/steps/resolve-links.ts'
import type {View} from '../../article/view.ts'
import {webUrl} from '../../web-url.ts'
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
  const site = webUrl(composition.site?.url)
  if (site) resolveLinks(article, absoluteTemplate(site, options.publicUrl))
  else unlinkArticles(article)
  nameRoles(article)
  return toXhtml(composition, composition.title, [article])
}

/** A book has no place beside other pages: its links to them are absolute. */
function absoluteTemplate(site: URL, template: string): string {
  if (/^https?:/i.test(template)) return template
  const folder = site.pathname.endsWith('/') ? site.pathname : `${site.pathname}/`
  const path = template.startsWith('/') ? template : folder + template
  return site.origin + path
}

/** Without a site's address nothing is known of where other articles are: their links are text. */
function unlinkArticles(article: Element): void {
  visit(article, 'element', (node, index, parent) => {
    if (node.properties['dataArticle'] === undefined || !parent || index === undefined) {
      return undefined
    }
    parent.children.splice(index, 1, ...node.children)
    return [SKIP, index]
  })
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
