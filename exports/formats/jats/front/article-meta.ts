import type {Element} from 'xast'
import {x} from 'xastscript'

import {paragraph, textElement, wrapper} from '../parts.ts'
import {toPermissions} from '../permissions.ts'
import type {State} from '../state.ts'
import {toContributors} from './contributors.ts'
import {toCustomMeta} from './custom-meta.ts'
import {toHistory, toPubDates} from './history.ts'
import {toRelated} from './related.ts'

/**
 * Describe the article itself.
 *
 * @see https://jats.nlm.nih.gov/publishing/tag-library/1.4/element/article-meta.html
 */
export function toArticleMeta(state: State): Element {
  const {composition} = state
  const {approval, id, licence, title} = composition
  return x('article-meta', [
    x('article-id', {'pub-id-type': 'publisher-id'}, id),
    ...(approval
      ? [x('article-id', {'pub-id-type': 'other', 'custom-type': 'edition'}, approval.edition)]
      : []),
    toCategories(state),
    x('title-group', [x('article-title', title)]),
    ...toContributors(state),
    ...toPubDates(state),
    ...toHistory(state),
    ...toPermissions(licence),
    x('self-uri', {'xlink:href': state.addressOf(composition)}),
    ...toRelated(state),
    ...toAbstracts(state),
    ...toKeywords(state),
    ...toCustomMeta(state),
  ])
}

/** Who the article is for, and the collections that it is in. */
function toCategories({composition: {audience, collections}, labels}: State): Element {
  return x('article-categories', [
    x('subj-group', {'subj-group-type': 'heading'}, [x('subject', labels.audience[audience])]),
    ...collections.map((name) =>
      x('subj-group', {'subj-group-type': 'collection'}, [x('subject', name)]),
    ),
  ])
}

function toAbstracts({composition: {keyPoints, summary}, labels}: State): Element[] {
  return [
    ...(summary ? [x('abstract', [paragraph(summary)])] : []),
    ...wrapper(
      'abstract',
      {'abstract-type': 'key-points'},
      keyPoints.length === 0
        ? []
        : [
            x('title', labels.keyPoints),
            x('p', [
              x(
                'list',
                {'list-type': 'bullet'},
                keyPoints.map((point) => x('list-item', [paragraph(point)])),
              ),
            ]),
          ],
    ),
  ]
}

const vocabularies: Record<string, {name: string; identifier: string}> = {
  mesh: {name: 'MeSH', identifier: 'https://id.nlm.nih.gov/mesh/'},
  'snomed-ct': {name: 'SNOMED CT', identifier: 'http://snomed.info/sct'},
  'icd-10': {name: 'ICD-10', identifier: 'https://icd.who.int/browse10'},
}

/** One group for each vocabulary that topics are coded in. */
function toKeywords({composition: {topics}}: State): Element[] {
  const systems = [...new Set(topics.map(({system}) => system))]
  return systems.map((system) => {
    const vocabulary = vocabularies[system]
    const words = topics.filter((topic) => topic.system === system)
    return x(
      'kwd-group',
      {
        'kwd-group-type': system,
        vocab: vocabulary?.name,
        'vocab-identifier': vocabulary?.identifier,
      },
      words.flatMap(({code, label}) =>
        textElement('kwd', label || code, {
          'vocab-term': label || code,
          'vocab-term-identifier': code,
        }),
      ),
    )
  })
}
