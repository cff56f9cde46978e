import {everyone, type Artifact, type WithdrawnArticle} from '#exports'
import type {Admission, RawDocument, Withdrawal} from '#pipeline'

import {soundPayload} from '../workspace/seen-events.ts'
import type {Audience} from './audiences.ts'
import {noticeFiles, type NoticePress} from './notice-files.ts'
import {carries} from './openings.ts'

/**
 * Say of each withdrawal that stands what readers are told, and who is.
 *
 * An audience is told that carries any edition which the withdrawal covers; where none can be read
 * any more, all are.
 *
 * @param editions `edition` documents.
 */
export async function withdrawnArticles(
  {withdrawn}: Admission,
  editions: readonly RawDocument[],
  audiences: readonly Audience[],
  press: NoticePress,
): Promise<WithdrawnArticle[]> {
  const byArticle = Map.groupBy(editions, ({article}) => article)
  return Promise.all(
    withdrawn.map(async (withdrawal) => {
      const own = byArticle.get(withdrawal.article) ?? []
      const payloads = (await Promise.all(own.map(soundPayload)))
        .flatMap((payload) => payload ?? [])
        .filter(({number}) => number <= withdrawal.number)
      const told = audiences.filter(
        (audience) =>
          audience.name === everyone ||
          payloads.length === 0 ||
          payloads.some((payload) => carries(audience, payload)),
      )
      const names = told.map(({name}) => name)
      return withdrawnArticle(withdrawal, names, await noticeFiles(withdrawal, press))
    }),
  )
}

/** Say what readers are told of one withdrawal. */
export function withdrawnArticle(
  withdrawal: Withdrawal,
  audiences: readonly string[],
  files: readonly Artifact[],
): WithdrawnArticle {
  const {kind, article, language, slug, title, number, edition, digest, statement} = withdrawal
  const {at, effective, update, severity} = withdrawal
  const notice = statement?.statement.notice
  return {
    kind,
    article,
    language,
    slug,
    title,
    number,
    edition,
    digest,
    statement: statement?.id ?? '',
    withdrawnAt: at,
    effective,
    update,
    severity,
    ...(notice !== undefined && {notice}),
    envelope: statement?.envelope ?? null,
    files,
    audiences,
  }
}
