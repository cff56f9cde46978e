import type {Element, Root} from 'xast'
import {x} from 'xastscript'

import type {WithdrawalNotice} from '#pipeline'

import {publicUrlOf} from '../../article/make-view.ts'
import {articleUrl} from '../../article-url.ts'
import {labelsFor, type Labels} from '../../labels/labels.ts'
import {noticeHeading} from '../../notice/notice-article.ts'
import {articleXml} from './article.ts'
import {toDate} from './dates.ts'
import {metaGroup} from './front/custom-meta.ts'
import {journalMeta} from './front/front.ts'
import type {JatsOptions, JatsVersion} from './options.ts'
import {paragraph, wrapper} from './parts.ts'

/**
 * Describe a withdrawal as an article of its own, which points to what it takes out.
 *
 * JATS has one type for what takes an article out; which of Crossmark's it is stands in the
 * subject, in `specific-use` and in `custom-meta`.
 *
 * @throws `ArticleUrlError` for an option that is no address.
 * @see https://jats4r.niso.org/corrections-retractions-and-expressions-of-concern/
 */
export function toNoticeXml(
  notice: WithdrawalNotice,
  version: JatsVersion,
  options: JatsOptions,
): Root {
  const labels = labelsFor(notice.language)
  return articleXml({
    version,
    hasIssn: options.journal?.issn !== undefined,
    type: 'retraction',
    use: notice.update,
    language: notice.language,
    parts: [
      x('front', [
        journalMeta(notice.publisher.name, options),
        toMeta(notice, options, labels),
        ...toSample(notice, labels),
      ]),
      toBody(notice, labels),
    ],
  })
}

function toMeta(notice: WithdrawalNotice, options: JatsOptions, labels: Labels): Element {
  const {edition, effective, statement, update} = notice
  return x('article-meta', [
    x('article-id', {'pub-id-type': 'publisher-id'}, statement ?? `${edition}.withdrawal`),
    x('article-categories', [
      x('subj-group', {'subj-group-type': 'heading'}, [x('subject', labels.update[update])]),
    ]),
    x('title-group', [x('article-title', noticeHeading(notice))]),
    toDate('pub-date', 'pub', effective, {'publication-format': 'electronic'}),
    ...toTarget(notice, options),
    ...metaGroup([
      ['marrow-kind', 'notice'],
      ['marrow-update', update],
      ['marrow-severity', notice.severity],
      ['marrow-effective', effective],
      ['marrow-withdrawn-at', notice.withdrawnAt],
      ['marrow-edition-number', String(notice.number)],
      ['marrow-edition-sha256', notice.digest],
      ['marrow-sample', notice.sample ? 'yes' : undefined],
    ]),
  ])
}

/** The article by its address, where that can be known, and the edition by its id. */
function toTarget(notice: WithdrawalNotice, options: JatsOptions): Element[] {
  const {article: id, language, slug, title} = notice
  const target = {id, language, slug}
  const address =
    publicUrlOf({site: notice.publisher, ...target}, options.publicUrl) ??
    articleUrl(options.publicUrl, target)
  const byAddress =
    slug === ''
      ? []
      : [
          x(
            'related-article',
            {
              id: 'retracted-article',
              'related-article-type': 'retracted-article',
              'specific-use': notice.update,
              'ext-link-type': 'uri',
              'xlink:href': address,
              'xml:lang': language,
            },
            title ? [x('article-title', title)] : [],
          ),
        ]
  return [
    ...byAddress,
    x('related-object', {
      id: 'retracted-edition',
      'content-type': `${notice.update}-of`,
      'source-id': id,
      'source-id-type': 'publisher-id',
      'document-id': notice.edition,
      'document-id-type': 'edition',
    }),
  ]
}

function toSample({sample}: WithdrawalNotice, {banner}: Labels): Element[] {
  if (!sample) return []
  return wrapper('notes', {'notes-type': 'notices'}, [
    x('sec', {'sec-type': 'sample'}, [
      x('title', `${banner.sample}.`),
      paragraph(banner.sampleMore),
    ]),
  ])
}

function toBody(notice: WithdrawalNotice, labels: Labels): Element {
  const {advice, done, facts} = labels.withdrawn
  const {effective, kind, number, publisher, severity, text, update} = notice
  return x('body', [
    paragraph(`${done[update].sentence(kind)} ${advice}`),
    ...(text === null ? [] : [paragraph(text)]),
    paragraph(
      [
        `${facts.update}: ${labels.update[update]}`,
        `${facts.severity}: ${labels.severity[severity]}`,
        `${facts.effective}: ${labels.date(effective)}`,
        `${facts.edition}: ${number}`,
        `${facts.publisher}: ${publisher.name}`,
      ].join('. ') + '.',
    ),
  ])
}
