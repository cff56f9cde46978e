import {beforeEach, describe, expect, it} from 'vitest'

import {makeJudge} from '../../../studio/records/judge.ts'
import {makeHouse, now, type House} from '../../pipeline/approval/admission/house.ts'
import {later, makeLiveHouse, namesOf, see} from '../../pipeline/approval/admission/live-house.ts'
import {recordsOf, worldOf} from './records-of.ts'

describe('the status of an article in lists', () => {
  let house: House
  beforeEach(async () => {
    house = await makeHouse()
  })

  it('follows the article from draft to approved', async () => {
    expect(await recordsOf(house, now)).toMatchObject({live: 'none', work: 'draft', newest: null})
    const edition = await house.submit()
    expect(await recordsOf(house, now)).toMatchObject({
      work: 'in-review',
      newest: {number: 1, digest: edition.digest, contributors: ['lake-ann']},
      refusal: {code: 'no-sign-off'},
    })
    await house.approve(edition)
    expect(await recordsOf(house, now)).toMatchObject({
      live: 'none',
      work: 'approved',
      approved: {number: 1, reviewDue: '2028-03-01T10:00:00.000Z'},
    })
  })

  it('says what is out, and what changed since', async () => {
    const {house} = await makeLiveHouse()
    expect(await recordsOf(house, later)).toMatchObject({
      live: 'live',
      work: 'none',
      exported: {number: 1},
      changedSince: [],
    })
    const article = house.documents.get('knee')!
    house.documents.set('drafts.knee', {...article, _id: 'drafts.knee', title: 'Other title'})
    expect(await recordsOf(house, later)).toMatchObject({
      live: 'live',
      work: 'draft',
      title: 'Other title',
      changedSince: ['knee'],
    })
  })

  it('names the document at fault where nothing can be assembled', async () => {
    const edition = await house.submit()
    await house.approve(edition)
    house.documents.delete('eriksen')
    expect(await recordsOf(house, now)).toMatchObject({
      work: 'approved',
      content: null,
      fault: {document: 'knee', message: expect.stringContaining('eriksen')},
    })
  })

  it('judges a version that was altered as the gate does', async () => {
    const edition = await house.submit()
    await house.approve(edition)
    edition.payload = edition.payload.replace('knee', 'elbow')
    const records = await recordsOf(house, now)
    expect(records).toMatchObject({work: 'draft', newest: null, approved: null})
    expect(records.versions).toMatchObject([{number: 1, payload: null}])
  })

  it('looks at every version after a withdrawal', async () => {
    const {house, edition: first} = await makeLiveHouse()
    const second = await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'})
    await see(house, {event: 'exported', ...namesOf(second), bundle: 'f'.repeat(64)})
    await house.sign(house.expert, second, {kind: 'withdrawal', at: '2026-03-04T00:00:00.000Z'})
    const records = await recordsOf(house, later)
    expect(records).toMatchObject({live: 'withdrawn', withdrawal: {edition: second._id}})
    expect(records.admission?.refused.map(({edition}) => edition)).toContain(first._id)
  })

  it('tells drafts from submitted texts where nobody serves the trust file', async () => {
    await house.submit()
    const {documents, desk} = worldOf(house)
    const articles = await makeJudge().articles(documents, {...desk, trust: null}, now, () =>
      Promise.resolve(),
    )
    expect(articles.get('knee')).toMatchObject({live: 'none', work: 'in-review', checks: []})
  })

  it('follows what takes effect by itself, although nothing else changed', async () => {
    const {house, edition} = await makeLiveHouse()
    const at = '2026-03-04T00:00:00.000Z'
    await house.sign(house.expert, edition, {
      kind: 'withdrawal',
      at,
      effective: '2026-03-05T00:00:01.000Z',
    })
    const judge = makeJudge()
    expect(await recordsOf(house, later, {judge})).toMatchObject({live: 'live'})
    const soon = '2026-03-05T00:00:01.000Z'
    expect(await recordsOf(house, soon, {judge})).toMatchObject({live: 'withdrawn'})
  })

  it('keeps what nothing touched, so that a keystroke costs one article', async () => {
    await house.submit()
    const judge = makeJudge()
    const before = await recordsOf(house, now, {judge})
    const site = await recordsOf(house, now, {judge, article: 'site'})
    const article = house.documents.get('knee')!
    house.documents.set('knee', {...article, title: 'Other title'})
    const after = await recordsOf(house, now, {judge})
    expect(after).not.toBe(before)
    expect(after.versions).toBe(before.versions)
    expect(await recordsOf(house, now, {judge, article: 'site'})).toBe(site)
    expect(await recordsOf(house, now, {judge})).toBe(after)
  })

  it('judges anew when a statement arrives, a citation changes or the trust file does', async () => {
    const edition = await house.submit()
    const judge = makeJudge()
    expect(await recordsOf(house, now, {judge})).toMatchObject({work: 'in-review'})
    await house.approve(edition)
    expect(await recordsOf(house, now, {judge})).toMatchObject({work: 'approved'})
    const source = house.documents.get('eriksen')!
    house.documents.set('eriksen', {...source, title: 'Another title'})
    expect(await recordsOf(house, now, {judge})).toMatchObject({changedSince: ['eriksen']})
    house.documents.set('eriksen', source)
    house.trust = {...house.trust, version: 2, signers: []}
    expect(await recordsOf(house, now, {judge})).toMatchObject({
      refusal: {reasons: [{code: 'unknown-key'}, {code: 'unknown-key'}]},
    })
  })
})
