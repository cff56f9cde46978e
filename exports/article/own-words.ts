import type {Element, Properties} from 'hast'
import {h} from 'hastscript'

import {primarySubtag} from '../labels/labels.ts'
import type {Wording} from './view.ts'

/**
 * Properties of an element that holds only the page's own words: their language, where the page is
 * in one that has no labels.
 *
 * @see WCAG 2.2, 3.1.2 Language of Parts
 */
export function own({composition, labels}: Wording): Properties {
  if (primarySubtag(composition.language) === primarySubtag(labels.language)) return {}
  return {lang: labels.language, dir: 'ltr'}
}

/** The page's own words beside words of the article: as they are, or with their language. */
export function say(words: string, view: Wording): Element | string {
  const properties = own(view)
  return 'lang' in properties ? h('span', properties, words) : words
}
