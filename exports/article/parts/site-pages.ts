import type {Element} from 'hast'

import type {Composition} from '#pipeline'

import {say} from '../own-words.ts'
import type {View} from '../view.ts'
import {toArticleLink} from './related.ts'

/** Link to one of the site's own pages; null when it is not out, or is this page. */
export function toSitePageLink(
  page: Exclude<Composition['page'], 'article'>,
  view: View,
): Element | null {
  const {composition, labels} = view
  if (composition.page === page) return null
  const target = composition.site?.pages.find((entry) => entry.slug === page)
  if (!target) return null
  const text = page === 'expert-board' ? labels.expertBoard : labels.editorialProcess
  return toArticleLink(target, say(text, view))
}
