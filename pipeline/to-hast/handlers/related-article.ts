import type {Element} from 'hast'
import type {State} from 'mdast-util-to-hast'

import type {RelatedArticle} from '../../tree.ts'
import {element, text} from '../element.ts'

/** Turn a related-article callout into an `<aside>` with a link that the exporter addresses. */
export function relatedArticle(_state: State, node: RelatedArticle): Element | undefined {
  if (!node.target) return undefined
  const {slug, language, title} = node.target
  const link = {dataArticle: node.article, dataLanguage: language, dataSlug: slug}
  return element('aside', {className: ['related-article']}, [
    element('p', {}, [element('a', link, [text(title)])]),
  ])
}
