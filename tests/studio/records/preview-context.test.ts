import {describe, expect, it} from 'vitest'

import {makeJudge} from '../../../studio/records/judge.ts'
import {previewContext} from '../../../studio/records/preview-context.ts'
import {noRecords, type Records} from '../../../studio/records/records.ts'
import {later, makeLiveHouse} from '../../pipeline/approval/admission/live-house.ts'
import {worldOf} from './records-of.ts'

async function recordsAt(now: string): Promise<Records> {
  const {house, edition} = await makeLiveHouse()
  await house.sign(house.expert, edition, {kind: 'correction', notice: 'A word was wrong'})
  const {documents, desk} = worldOf(house)
  const articles = await makeJudge().articles(documents, desk, now, () => Promise.resolve())
  return {phase: 'ready', fault: null, judgedAt: now, desk, documents, articles}
}

describe('the context of a preview', () => {
  it('knows what an export would know: notices, the day, whether the review is overdue', async () => {
    const records = await recordsAt(later)
    const content = records.articles.get('knee')!.content!
    expect(previewContext(records, content)).toMatchObject({
      notices: [{kind: 'correction', text: 'A word was wrong'}],
      overdue: false,
      sample: false,
      today: '2026-03-05',
    })
    const old = await recordsAt('2029-01-01T00:00:00.000Z')
    expect(previewContext(old, content)).toMatchObject({overdue: true, today: '2029-01-01'})
  })

  it('knows only the day where nobody judges', async () => {
    const {articles, ...records} = await recordsAt(later)
    const content = articles.get('knee')!.content!
    const context = previewContext({...noRecords, judgedAt: records.judgedAt}, content)
    expect(context).toMatchObject({notices: [], site: null, today: '2026-03-05'})
  })
})
