import {describe, expect, it} from 'vitest'

import {now} from './house.ts'
import {later, makeLiveHouse, namesOf, see, verdict} from './live-house.ts'

describe('a lower edition than one already out', () => {
  async function makeTwo() {
    const {house, edition: first} = await makeLiveHouse()
    const second = await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'})
    await see(house, {event: 'exported', ...namesOf(second), bundle: 'f'.repeat(64)})
    house.editions = [first]
    return {house, first}
  }

  it('is superseded when the higher one vanished, and that is reported', async () => {
    const {house} = await makeTwo()
    expect(await verdict(house)).toEqual(['1 superseded'])
    await see(house, {
      event: 'edition-seen',
      edition: 'edition.knee.2',
      digest: 'd'.repeat(64),
      article: 'knee',
      number: 2,
      language: 'en',
    })
    const {findings} = await house.admit({now: later})
    expect(findings).toEqual([
      expect.objectContaining({ruleId: 'edition-missing', path: 'edition.knee.2'}),
    ])
  })

  it('comes back when every required role restores it after that export', async () => {
    const {house, first} = await makeTwo()
    for (const at of ['2026-03-01T20:00:00.000Z', '2026-03-03T00:00:00.000Z']) {
      await house.sign(house.expert, first, {kind: 'restoration', at})
      await house.sign(house.editor, first, {kind: 'restoration', role: 'editor', at})
      expect(await verdict(house)).toEqual([at < now ? '1 superseded' : '1 approved'])
    }
  })

  it('is past, and no refusal, while the higher one goes out', async () => {
    const {house} = await makeLiveHouse()
    const second = await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'})
    await house.approve(second, '2026-03-01T14:00:00.000Z')
    const {approved, refused, past} = await house.admit({now: later})
    expect(approved).toHaveLength(1)
    expect(refused).toEqual([])
    expect(past).toEqual([
      {edition: 'edition.knee.1', article: 'knee', number: 1, by: 'edition.knee.2'},
    ])
  })

  it('stays out there while the higher one is only in review', async () => {
    const {house} = await makeLiveHouse()
    await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'})
    expect(await verdict(house)).toEqual(['1 approved', '2 no-sign-off'])
  })
})
