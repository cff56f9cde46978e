import type {VFile} from 'vfile'

import type {LinkedArticle} from '../composition.ts'
import type {Context} from '../context.ts'
import {report} from '../report.ts'
import type {Tree} from '../tree.ts'
import {visitPlaces} from './visit-places.ts'

/**
 * Resolve links to other articles by what the context knows of them.
 *
 * A target that is withdrawn or not published is never linked: an inline link keeps its text
 * alone, a related-article callout goes away. One that is elsewhere is an ordinary web link in the
 * text, and no callout.
 *
 * @param tree
 *   Each `articleLink` and `relatedArticle` of a live article gains its `target`.
 * @param file
 *   Receives `article-withdrawn` or `article-unpublished` for each link that is dropped.
 */
export function resolveArticles(tree: Tree, articles: Context['articles'], file: VFile): void {
  visitPlaces(tree, (node, path, index, parent) => {
    if (node.type !== 'articleLink' && node.type !== 'relatedArticle') return undefined
    const url = addressElsewhere(node.article, articles)
    if (url !== undefined && node.type === 'articleLink' && parent && index !== undefined) {
      parent.children.splice(index, 1, {type: 'link', url, children: node.children} as never)
      return index
    }
    const found = findLive(node.article, articles, path, file)
    if (found) {
      const {slug, language, title} = found
      node.target = {slug, language, title}
    } else if (node.type === 'relatedArticle' && parent && index !== undefined) {
      parent.children.splice(index, 1)
      return index
    }
    return undefined
  })
}

/**
 * Resolve the list of related articles; those that are not live are left out and reported.
 *
 * @param ids
 *   Article ids, in the editor's order.
 */
export function resolveRelated(
  ids: readonly string[],
  articles: Context['articles'],
  file: VFile,
): LinkedArticle[] {
  return ids.flatMap((id) => findLive(id, articles, 'related', file) ?? [])
}

function addressElsewhere(id: string, articles: Context['articles']): string | undefined {
  const known = Object.hasOwn(articles, id) ? articles[id] : undefined
  return known?.status === 'elsewhere' ? known.url : undefined
}

function findLive(
  id: string,
  articles: Context['articles'],
  path: string,
  file: VFile,
): LinkedArticle | undefined {
  const known = Object.hasOwn(articles, id) ? articles[id] : undefined
  if (known?.status === 'live') {
    return {id, slug: known.slug, language: known.language, title: known.title}
  }
  if (known?.status === 'elsewhere') return undefined

  const isWithdrawn = known?.status === 'withdrawn'
  report(file, {
    ruleId: isWithdrawn ? 'article-withdrawn' : 'article-unpublished',
    severity: 'warning',
    reason: `The article \`${id}\` is ${isWithdrawn ? 'withdrawn' : 'not published'}; it is not linked`,
    path,
  })
  return undefined
}
