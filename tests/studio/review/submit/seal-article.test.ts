import {beforeEach, describe, expect, it, vi} from 'vitest'

import {emptyContext, readEdition, type Change} from '#pipeline'

import {sealArticle, SubmitError} from '../../../../studio/review/submit/seal-article.ts'
import {summaryOf} from '../../../../studio/review/submit/summary-of.ts'
import {makeHouse, now, type House} from '../../../pipeline/approval/admission/house.ts'
import {later, makeLiveHouse} from '../../../pipeline/approval/admission/live-house.ts'
import {drawing} from '../../../pipeline/approval/sealing/rich-documents.ts'
import {recordsOf, worldOf} from '../../records/records-of.ts'

const history: Change[] = [
  {document: 'drafts.knee', author: 'lake-ann', at: '2026-02-01T00:00:00.000Z'},
  {document: 'emergency', author: 'lake-bob', at: '2026-02-02T00:00:00.000Z'},
]

describe('sealing in the browser', () => {
  let house: House
  beforeEach(async () => {
    house = await makeHouse()
  })
  const seal = async (of: House, at = now, changes: Change[] = history) => {
    const world = worldOf(of)
    return sealArticle({
      records: world,
      article: await recordsOf(of, at),
      submitter: 'lake-cleo',
      changeNote: 'Why',
      now: at,
      context: emptyContext,
      asset: () => Promise.resolve(drawing),
      history: () => Promise.resolve(changes),
    })
  }

  it('gives an edition that reads back, with all who wrote it and its pictures', async () => {
    const {document, payload} = await seal(house)
    expect(await readEdition(document)).toEqual(payload)
    expect(payload).toMatchObject({
      id: 'edition.knee.1',
      contributors: ['lake-ann', 'lake-bob', 'lake-cleo'],
      changeNote: 'Why',
      sealedAt: now,
    })
    expect(payload.assets).toMatchObject([{mediaType: 'image/svg+xml'}])
    expect(summaryOf(payload)).toMatch(/^\d sections?, .* and /)
  })

  it('counts on, and asks the history only for the text and its shared sections', async () => {
    await house.submit({sealedAt: '2026-02-20T00:00:00.000Z'})
    const article = house.documents.get('knee')!
    house.documents.set('drafts.knee', {...article, _id: 'drafts.knee', title: 'Other'})
    const asked = vi.fn<(ids: readonly string[]) => Promise<Change[]>>().mockResolvedValue(history)
    const {payload} = await sealArticle({
      records: worldOf(house),
      article: await recordsOf(house, now),
      submitter: 'lake-cleo',
      changeNote: '',
      now,
      context: emptyContext,
      asset: () => Promise.resolve(drawing),
      history: asked,
    })
    expect(payload.number).toBe(2)
    expect(asked).toHaveBeenCalledExactlyOnceWith(['knee', 'emergency'])
  })

  it('names only those who wrote since the version that is out was sealed', async () => {
    const {house} = await makeLiveHouse()
    const article = house.documents.get('knee')!
    house.documents.set('drafts.knee', {...article, _id: 'drafts.knee', title: 'Other'})
    const since = {document: 'drafts.knee', author: 'lake-dan', at: '2026-03-04T00:00:00.000Z'}
    const {payload} = await seal(house, later, [...history, since])
    expect(payload.contributors).toEqual(['lake-cleo', 'lake-dan'])
  })

  it('refuses what did not change, and a text that nobody is on record for', async () => {
    await house.submit({sealedAt: '2026-02-20T00:00:00.000Z'})
    await expect(seal(house)).rejects.toThrow('Nothing changed since version 1')
    house.editions = []
    await expect(seal(house, now, [])).rejects.toThrow(SubmitError)
  })
})
