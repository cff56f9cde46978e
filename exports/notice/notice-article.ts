import type {Element, ElementContent} from 'hast'
import {h} from 'hastscript'

import type {WithdrawalNotice} from '#pipeline'

import {own, say} from '../article/own-words.ts'
import {toTime} from '../article/parts/people.ts'
import {partIds, type Wording} from '../article/view.ts'
import {labelsFor} from '../labels/labels.ts'

type Fact = [term: string, value: ElementContent | string]

/**
 * Build the `<article>` that stands where an edition was taken out: what became of it, the public
 * words, and what the notice is about. HTML and PDF share it.
 */
export function toNoticeArticle(notice: WithdrawalNotice): Element {
  const view = wordingOf(notice)
  const {labels} = view
  const sentence = labels.withdrawn.done[notice.update].sentence(notice.kind)
  return h(
    'article',
    {
      className: ['article', 'article-notice'],
      ariaLabelledBy: partIds.title,
      lang: notice.language,
      dir: notice.direction,
      dataEdition: notice.edition,
      dataDigest: notice.digest,
    },
    [
      h('div', {className: ['banners']}, [
        notice.sample ? toSample(view) : null,
        toBanner(notice, view),
      ]),
      h('header', {className: ['article-header']}, [
        h('h1', {id: partIds.title, className: ['title']}, toHeading(notice, view)),
        h('p', {className: ['summary'], ...own(view)}, `${sentence} ${labels.withdrawn.advice}`),
      ]),
      h('div', {className: ['content']}, [toFacts(notice, view)]),
    ],
  )
}

/** Write the heading as text: `Retracted: Bone marrow edema of the knee`. */
export function noticeHeading(notice: WithdrawalNotice): string {
  const {done} = labelsFor(notice.language).withdrawn
  return `${done[notice.update].title}: ${notice.title || notice.article}`
}

function wordingOf({language}: WithdrawalNotice): Wording {
  return {composition: {language}, labels: labelsFor(language)}
}

function toHeading(
  {article, title, update}: WithdrawalNotice,
  view: Wording,
): Array<Element | string> {
  return [say(`${view.labels.withdrawn.done[update].title}:`, view), ` ${title || article}`]
}

function toSample(view: Wording): Element {
  const {sample, sampleMore} = view.labels.banner
  return h('div', {className: ['banner', 'banner-sample']}, [
    h('p', own(view), [h('strong', `${sample}.`), ' ', sampleMore]),
  ])
}

function toBanner(notice: WithdrawalNotice, view: Wording): Element {
  const {labels} = view
  const {effective, severity, text, update} = notice
  return h('div', {className: ['banner', 'banner-withdrawal', `banner-${severity}`]}, [
    h('p', {className: ['banner-title'], ...own(view)}, [
      h('strong', labels.update[update]),
      ` (${labels.severity[severity]}), `,
      toTime(effective, view),
    ]),
    text === null ? null : h('p', text),
  ])
}

function toFacts(notice: WithdrawalNotice, view: Wording): Element {
  const {withdrawn, update, severity} = view.labels
  const {facts} = withdrawn
  const list: Fact[] = [
    [facts.update, say(update[notice.update], view)],
    [facts.severity, say(severity[notice.severity], view)],
    [facts.effective, toTime(notice.effective, view)],
    [facts.signed, toTime(notice.withdrawnAt, view)],
    [facts.edition, String(notice.number)],
    [facts.publisher, notice.publisher.name],
    [facts.digest, h('code', {className: ['digest']}, notice.digest)],
  ]
  return h('section', {className: ['about'], ariaLabelledBy: partIds.about}, [
    h('h2', {id: partIds.about, ...own(view)}, withdrawn.about),
    h(
      'dl',
      list.map(([term, value]) => h('div', [h('dt', own(view), term), h('dd', value)])),
    ),
  ])
}
