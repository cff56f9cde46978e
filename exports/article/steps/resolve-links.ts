import type {Nodes} from 'hast'
import {visit} from 'unist-util-visit'

import {articleUrl} from '../../article-url.ts'

/** As much of BCP 47 as HTML wants of `hreflang`. */
const languageTag = /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i

/**
 * Give each link to another article its address.
 *
 * Such links carry `data-article`, `data-slug` and `data-language`; the id and the language stay,
 * so that a publisher can send them elsewhere.
 *
 * @param tree
 *   Changed in place.
 */
export function resolveLinks(tree: Nodes, template: string): void {
  visit(tree, 'element', (node) => {
    const {dataArticle, dataSlug, dataLanguage} = node.properties
    if (node.tagName !== 'a' || dataArticle === undefined) return
    node.properties['href'] = articleUrl(template, {
      id: String(dataArticle),
      slug: String(dataSlug),
      language: String(dataLanguage),
    })
    if (languageTag.test(String(dataLanguage))) node.properties['hrefLang'] = String(dataLanguage)
    delete node.properties['dataSlug']
  })
}
