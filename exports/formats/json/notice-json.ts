import type {WithdrawalNotice} from '#pipeline'

import {sampleNotice} from './article-json.ts'
import {noticeSchema} from './notice-schema.ts'

/**
 * Describe a withdrawal as `article.json` has it: another `format` than an article's, so that no
 * consumer shows it as one.
 */
export function toNoticeJson(notice: WithdrawalNotice): object {
  const {kind, article, slug, language, direction, title, sample} = notice
  const {edition, number, digest} = notice
  const {update, severity, effective, withdrawnAt, text, statement, publisher} = notice
  return {
    $schema: noticeSchema.$id,
    format: 'marrow-notice',
    formatVersion: '1.0',
    status: 'withdrawn',
    kind,
    id: article,
    slug,
    language,
    direction,
    title,
    edition: {id: edition, number, digest},
    update,
    severity,
    effective,
    withdrawnAt,
    notice: text,
    statement,
    publisher: {name: publisher.name, url: publisher.url},
    sample,
    ...(sample && {sampleNotice}),
  }
}
