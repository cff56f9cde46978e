import type {Element, Root} from 'hast'
import {visit} from 'unist-util-visit'

import type {Composition} from '#pipeline'

import {articleUrl} from '../../article-url.ts'
import type {JsonOptions} from './options.ts'
import {syndicated} from './syndicated.ts'

/**
 * Make the body ready for a publisher's page: links to articles have addresses, pictures their
 * base, classes their prefix. A picture that may not be syndicated is its text alternative.
 */
export function readyHtml(composition: Composition, options: JsonOptions): Root {
  const tree = structuredClone(composition.hast)
  const paths = new Set(syndicated(composition).map(({asset}) => asset.path))
  visit(tree, 'element', (node) => {
    if (node.tagName === 'a') resolveLink(node, options.articleUrl)
    if (node.tagName === 'img') placePicture(node, paths, options.assetBase)
    const {className} = node.properties
    if (Array.isArray(className)) {
      node.properties['className'] = className.map((name) => `${options.classPrefix}${name}`)
    }
  })
  return tree
}

/** A link whose target has no safe slug is its text alone. */
function resolveLink(node: Element, template: string): void {
  const {dataArticle, dataSlug, dataLanguage} = node.properties
  if (dataArticle === undefined) return
  if (dataSlug === undefined || dataLanguage === undefined) {
    node.tagName = 'span'
    node.properties = {}
    return
  }
  node.properties['href'] = articleUrl(template, {
    id: String(dataArticle),
    slug: String(dataSlug),
    language: String(dataLanguage),
  })
}

function placePicture(node: Element, paths: ReadonlySet<string>, base: string): void {
  const source = String(node.properties['src'])
  if (paths.has(source)) {
    node.properties['src'] = base + source
    return
  }
  const alt = String(node.properties['alt'] ?? '')
  node.tagName = 'p'
  node.properties = {className: ['figure-withheld']}
  node.children = [{type: 'text', value: alt}]
}
