import type {Nodes} from 'hast'
import {SKIP, visit} from 'unist-util-visit'

import {webUrl} from '../../web-url.ts'
import type {View} from '../view.ts'
import {resolveLinks} from './resolve-links.ts'

/**
 * Give each link to another article its absolute address: a file that is sent around has no place
 * beside other pages. Where the site has no address the links are text.
 *
 * @param tree
 *   Changed in place.
 * @param template
 *   Resolved against the site's address.
 * @throws `ArticleUrlError`
 */
export function placeLinks(tree: Nodes, {composition}: View, template: string): void {
  const site = webUrl(composition.site?.url)
  if (site) resolveLinks(tree, absoluteTemplate(site, template))
  else unlinkArticles(tree)
}

function absoluteTemplate(site: URL, template: string): string {
  if (/^https?:/i.test(template)) return template
  const folder = site.pathname.endsWith('/') ? site.pathname : `${site.pathname}/`
  return site.origin + (template.startsWith('/') ? template : folder + template)
}

function unlinkArticles(tree: Nodes): void {
  visit(tree, 'element', (node, index, parent) => {
    if (node.properties['dataArticle'] === undefined || !parent || index === undefined) {
      return undefined
    }
    parent.children.splice(index, 1, ...node.children)
    return [SKIP, index]
  })
}
