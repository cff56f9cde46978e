import type {Root} from 'hast'

import {toArticle} from '../../article/article.ts'
import {breakLines} from './steps/break-lines.ts'
import {dropLandmarks} from './steps/drop-landmarks.ts'
import {prefixClasses} from './steps/prefix-classes.ts'
import {idPrefix, prefixIds} from './steps/prefix-ids.ts'
import {resolveLinks} from '../../article/steps/resolve-links.ts'
import {shiftHeadings} from './steps/shift-headings.ts'
import type {View} from '../../article/view.ts'

/**
 * Build the fragment for somebody else's page: one `<article class="marrow …">`.
 *
 * Nothing in it can meet what is on that page: ids start with the article's id, classes with
 * `marrow-`; there is no script and no inline style.
 *
 * @param headingLevel
 *   Level of the title.
 * @throws `FigureUnknownError`, `ArticleUrlError`
 */
export function toFragment(view: View, headingLevel: number): Root {
  const article = toArticle(view)
  resolveLinks(article, view.articleUrl)
  dropLandmarks(article)
  shiftHeadings(article, headingLevel - 1)
  prefixIds(article, toPrefix(view))
  prefixClasses(article)
  const {className} = article.properties
  article.properties['className'] = ['marrow', ...(Array.isArray(className) ? className : [])]
  breakLines(article)
  return {type: 'root', children: [article, {type: 'text', value: '\n'}]}
}

/** The pages of the site come from one document: each adds its name. */
function toPrefix({composition: {id, page}}: View): string {
  return page === 'article' ? idPrefix(id) : `${idPrefix(id)}${page}.`
}
