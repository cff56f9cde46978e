import type {WithdrawalNotice} from '#pipeline'

import {labelsFor} from '../labels/labels.ts'
import {noticeHeading, toNoticeArticle} from '../notice/notice-article.ts'
import {toBlocks} from './blocks.ts'
import {dayOf, plain, regionOf, shortLine} from './document-parts.ts'
import {typstLanguage} from './inlines.ts'
import type {PageSetup} from './page-setup.ts'
import {printedWordsFor} from './printed-words.ts'
import type {TypstDocument} from './to-document.ts'

/** Turn the notice of a withdrawal into what the template reads: the words of its HTML page. */
export function toNoticeDocument(notice: WithdrawalNotice, setup: PageSetup): TypstDocument {
  const {direction, digest, effective, kind, language, number, publisher, sample, update} = notice
  const labels = labelsFor(language)
  const words = printedWordsFor(language)
  const heading = noticeHeading(notice)
  return {
    title: plain(heading),
    lang: typstLanguage(language),
    region: regionOf(language),
    dir: direction,
    authors: [],
    description: plain(labels.withdrawn.done[update].sentence(kind)),
    keywords: [],
    date: dayOf(effective),
    running: shortLine(heading),
    masthead: shortLine(publisher.name),
    warning: sample ? labels.banner.sample : labels.withdrawn.done[update].title,
    edition: `${words.edition} ${number} · SHA-256 ${digest}`,
    page: words.page,
    watermark: '',
    setup,
    body: toBlocks([toNoticeArticle(notice)], {
      places: {ids: new Set(), given: new Set()},
      citedOn: words.citedOn,
      onPaper: false,
      isBoard: false,
      isNested: false,
    }),
  }
}
