import type {Element} from 'hast'
import {h} from 'hastscript'

import {own} from '../own-words.ts'
import {partIds} from '../view.ts'
import type {View} from '../view.ts'
import {toByline} from './byline.ts'

/** Title, summary, byline. */
export function toHeader(view: View): Element {
  const {composition, labels} = view
  const isArticle = composition.page === 'article'
  return h(
    'header',
    {className: ['article-header']},
    [
      isArticle &&
        h('p', {className: ['kicker'], ...own(view)}, [
          labels.audience[composition.audience],
          ` · ${labels.readingTime(composition.readingMinutes)}`,
        ]),
      h('h1', {id: partIds.title, className: ['title']}, composition.title),
      composition.summary && h('p', {className: ['summary']}, composition.summary),
      toByline(view),
    ].filter((part) => part !== false && part !== ''),
  )
}
