import {describe, expect, it} from 'vitest'

import {zonedMomentOf} from '../../../../studio/review/parts/dates.ts'
import {timelineOf} from '../../../../studio/review/timeline/timeline.ts'
import {later, makeLiveHouse, see} from '../../../pipeline/approval/admission/live-house.ts'
import {makeHouse, now} from '../../../pipeline/approval/admission/house.ts'
import {recordsOf} from '../../records/records-of.ts'

const nameOf = (identity: string) => (identity === 'lake-ann' ? 'Ann' : identity)

describe('the story of an article', () => {
  it('tells who did what, newest first, and what it meant', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {
      kind: 'withdrawal',
      at: '2026-03-04T00:00:00.000Z',
      reason: 'Retracted source',
      notice: 'Do not use it',
    })
    const before = house.ledger
    await see(house, {event: 'removed', article: 'knee', language: 'en', because: 'withdrawn'})
    house.ledger = [...before, ...house.ledger]
    const story = timelineOf(await recordsOf(house, later), nameOf)
    expect(story.map(({verdict, what, who}) => `${who} ${what} (${verdict})`)).toEqual([
      'Sample max, MD, Fellow withdrew version 1 (holds)',
      'Marrow exported version 1 (recorded)',
      'Marrow took the article out (recorded)',
      'Sample erin signed off version 1 (holds)',
      'Sample max, MD, Fellow signed off version 1 (holds)',
      'Ann wrote version 1, submitted for review (recorded)',
    ])
    expect(story[0]).toMatchObject({
      meaning: expect.stringContaining('taken out'),
      words: [
        'Update type: Withdrawal',
        `Takes effect: ${zonedMomentOf('2026-03-04T00:00:00.000Z')}`,
        'Severity: safety',
        'Retracted source',
        'Notice: Do not use it',
      ],
      isPending: false,
    })
    const [, label] = story[0]?.proof.find(([name]) => name === 'First seen by the ledger') ?? []
    expect(label).toBe('not yet')
  })

  it('says why a signature does not count, and not of a request that does its work', async () => {
    const house = await makeHouse()
    const edition = await house.submit({contributors: ['lake-max']})
    await house.approve(edition)
    const story = timelineOf(await recordsOf(house, now), nameOf)
    expect(story.find(({who}) => who.startsWith('Sample max'))).toMatchObject({
      verdict: 'fails',
      why: expect.stringContaining('max'),
    })
    const other = await makeHouse()
    await other.sign(other.expert, await other.submit(), {kind: 'change-request'})
    const [request] = timelineOf(await recordsOf(other, now), nameOf)
    expect(request).toMatchObject({verdict: 'holds', why: null})
  })

  it('marks what waits for its time as pending, and finds no fault with it', async () => {
    const {house, edition} = await makeLiveHouse()
    const at = '2026-03-01T12:00:00.000Z'
    const effective = '2026-03-06T09:00:00.000Z'
    await house.sign(house.expert, edition, {kind: 'correction', update: 'erratum', at, effective})
    await house.sign(house.expert, edition, {kind: 'withdrawal', at})
    await house.sign(house.expert, edition, {
      kind: 'restoration',
      at: '2026-03-01T13:00:00.000Z',
      effective,
    })
    const told = async (when: string) => {
      const story = timelineOf(await recordsOf(house, when), nameOf)
      return ['asked to restore', 'attached a correction to'].map((deed) => {
        const event = story.find(({what}) => what === `${deed} version 1`)
        return [event?.isPending, event?.verdict, event?.why, event?.words.slice(0, 2)]
      })
    }
    const time = `Takes effect: ${zonedMomentOf(effective)}`
    expect(await told(later)).toEqual([
      [true, 'holds', null, ['Update type: Restoration', time]],
      [true, 'holds', null, ['Update type: Erratum', time]],
    ])
    expect((await told(effective)).map(([isPending]) => isPending)).toEqual([false, false])
  })

  it('shows no word of a statement that nobody stands for', async () => {
    const house = await makeHouse()
    const statement = await house.sign(house.expert, await house.submit(), {
      kind: 'change-request',
      reason: 'Planted words',
    })
    house.trust = {...house.trust, signers: []}
    const story = timelineOf(await recordsOf(house, now), nameOf)
    const planted = story.find(({key}) => key === statement._id)
    expect(planted).toMatchObject({verdict: 'fails', who: 'Somebody in the name of Sample max'})
    expect(JSON.stringify(story)).not.toContain('Planted words')
  })
})
