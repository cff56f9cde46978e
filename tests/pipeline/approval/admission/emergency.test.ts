import {describe, expect, it} from 'vitest'

import {makeHouse} from './house.ts'
import {later, remove, seeStatement, verdict} from './live-house.ts'

describe('an emergency sign-off', () => {
  async function makeEmergency() {
    const house = await makeHouse()
    house.trust.policy.emergency = {
      quorum: [{role: 'medical-expert', count: 1}],
      deadlineHours: 48,
    }
    const edition = await house.submit()
    await house.sign(house.expert, edition, {emergency: true})
    return {house, edition}
  }

  it('lets an edition out at once, and marks it', async () => {
    const {house} = await makeEmergency()
    const {approved} = await house.admit()
    expect(approved.map(({emergency}) => emergency)).toEqual([true])
    expect((await house.admit({now: '2026-03-03T10:00:00.000Z'})).approved).toHaveLength(1)
  })

  it('lapses after its deadline: emergency-lapsed', async () => {
    const {house} = await makeEmergency()
    expect(await verdict(house, '2026-03-03T10:00:00.001Z')).toEqual(['1 emergency-lapsed'])
  })

  it('counts from the first one: signing again buys no time', async () => {
    const {house, edition} = await makeEmergency()
    const [first] = house.statements
    await house.sign(house.expert, edition, {emergency: true, at: '2026-03-03T09:00:00.000Z'})
    expect((await house.admit({now: '2026-03-03T10:00:00.000Z'})).approved).toHaveLength(1)
    expect(await verdict(house, '2026-03-03T10:00:00.001Z')).toEqual(['1 emergency-lapsed'])

    await seeStatement(house, first!)
    remove(house, first!)
    expect(await verdict(house, '2026-03-03T10:00:00.001Z')).toEqual(['1 emergency-lapsed'])
  })

  it('is admitted as such also when its signer signed as usual since', async () => {
    const {house, edition} = await makeEmergency()
    await house.sign(house.expert, edition, {at: '2026-03-01T12:00:00.000Z'})
    const [approved] = (await house.admit()).approved
    expect(approved?.emergency).toBe(true)
    expect(approved?.statements.map(({statement}) => statement.meaning)).toEqual(['emergency'])
  })

  it('is followed by the full set of sign-offs, which stays', async () => {
    const {house, edition} = await makeEmergency()
    await house.approve(edition, '2026-03-02T10:00:00.000Z')
    const {approved} = await house.admit({now: later})
    expect(approved.map(({emergency}) => emergency)).toEqual([false])
  })
})
