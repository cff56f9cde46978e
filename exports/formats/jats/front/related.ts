import type {Element} from 'xast'
import {x} from 'xastscript'

import type {State} from '../state.ts'

/** Articles to read on, and the edition that this one is a translation of. */
export function toRelated(state: State): Element[] {
  const {related, translatedFrom} = state.composition
  return [
    ...related.map((article, index) =>
      x(
        'related-object',
        {
          id: `related-${index + 1}`,
          'content-type': 'article',
          'document-id': article.id,
          'document-id-type': 'publisher-id',
          'ext-link-type': 'uri',
          'xlink:href': state.addressOf(article),
          'xml:lang': article.language,
        },
        [x('article-title', article.title)],
      ),
    ),
    ...(translatedFrom
      ? [
          x('related-object', {
            id: 'translated-from',
            'content-type': 'translated-from',
            'document-id': translatedFrom,
            'document-id-type': 'edition',
          }),
        ]
      : []),
  ]
}
