import type {RawDocument} from '#pipeline'

import {makeJudge, type Judge} from '../../../studio/records/judge.ts'
import type {ArticleRecords, Desk} from '../../../studio/records/records.ts'
import type {House} from '../../pipeline/approval/admission/house.ts'

/** What the lake and the desk server of a house say. */
export function worldOf({documents, editions, ledger, statements, trust}: House): {
  documents: Map<string, RawDocument>
  desk: Desk
} {
  const all = [...documents.values(), ...editions, ...statements]
  return {
    documents: new Map(all.map((document) => [document._id, document])),
    desk: {trust: {digest: `${trust.version}`, trust}, ledger, exports: null, fault: null},
  }
}

/** The records of one article of a house. */
export async function recordsOf(
  house: House,
  now: string,
  {article = 'knee', judge = makeJudge()}: {article?: string; judge?: Judge} = {},
): Promise<ArticleRecords> {
  const {documents, desk} = worldOf(house)
  const articles = await judge.articles(documents, desk, now, () => Promise.resolve())
  const records = articles.get(article)
  if (!records) throw new Error(`There is no ${article}`)
  return records
}
