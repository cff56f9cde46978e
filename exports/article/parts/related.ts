import type {Element} from 'hast'
import {h} from 'hastscript'

import type {LinkedArticle} from '#pipeline'

import {own} from '../own-words.ts'
import {partIds} from '../view.ts'
import type {View} from '../view.ts'

/** Other published articles to read on. */
export function toRelated(view: View): Element | null {
  const {composition, labels} = view
  if (composition.related.length === 0) return null
  return h('section', {className: ['related'], ariaLabelledBy: partIds.related}, [
    h('h2', {id: partIds.related, ...own(view)}, labels.related),
    h(
      'ul',
      composition.related.map((article) => h('li', toArticleLink(article, article.title))),
    ),
  ])
}

/** Link to another article; `resolveLinks` gives it its address. */
export function toArticleLink(article: LinkedArticle, text: Element | string): Element {
  return h(
    'a',
    {
      dataArticle: article.id,
      dataSlug: article.slug,
      dataLanguage: article.language,
    },
    text,
  )
}
