import type {ElementContent} from 'hast'
import type {State} from 'mdast-util-to-hast'

import type {ArticleLink} from '../../tree.ts'
import {element} from '../element.ts'

/** Turn a link to another article into `<a>` that the exporter addresses; text if it is not live. */
export function articleLink(state: State, node: ArticleLink): ElementContent | ElementContent[] {
  const children = state.all(node)
  if (!node.target) return children
  const {slug, language} = node.target
  return element('a', {dataArticle: node.article, dataLanguage: language, dataSlug: slug}, children)
}
