import type {Root} from 'hast'
import {h} from 'hastscript'

import type {WithdrawalNotice} from '#pipeline'

import {own} from '../../article/own-words.ts'
import {partIds} from '../../article/view.ts'
import {labelsFor} from '../../labels/labels.ts'
import {noticeHeading, toNoticeArticle} from '../../notice/notice-article.ts'
import {noIndex, plainHead, policyFor} from './parts/head.ts'
import {hashText} from './page.ts'
import {breakLines} from './steps/break-lines.ts'
import {pageCss} from './styles/page-css.ts'

/** Build the page that stands where an article was taken out: in one file, without a script. */
export async function toNoticePage(notice: WithdrawalNotice): Promise<Root> {
  const {language, direction, publisher, sample} = notice
  const view = {composition: {language}, labels: labelsFor(language)}
  const page = h('html', {lang: language, dir: direction}, [
    plainHead({
      title: `${noticeHeading(notice)} | ${publisher.name}`,
      policy: policyFor(await hashText(pageCss), null),
      css: pageCss,
      about: [sample ? noIndex() : null],
    }),
    h('body', [
      h('a', {className: ['skip'], href: `#${partIds.main}`, ...own(view)}, view.labels.skip),
      h('header', {className: ['masthead']}, [h('p', publisher.name)]),
      h('main', {id: partIds.main, tabIndex: -1}, toNoticeArticle(notice)),
    ]),
  ])
  breakLines(page)
  return {type: 'root', children: [{type: 'doctype'}, {type: 'text', value: '\n'}, page]}
}
