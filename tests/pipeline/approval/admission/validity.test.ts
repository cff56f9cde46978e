import {describe, expect, it} from 'vitest'

import {validityOf} from '../../../../pipeline/approval/admission/validity.ts'
import {makeHouse, signedAt, type House} from './house.ts'
import {remove, seeStatement} from './live-house.ts'

async function approvedIn(house: House, now?: string) {
  const {approved} = await house.admit(now === undefined ? {} : {now})
  return approved[0]
}

async function makeSigned(policy: 'show' | 'hide') {
  const house = await makeHouse()
  house.trust.policy.overdue = policy
  const edition = await house.submit()
  await house.approve(edition)
  return {house, edition}
}

describe('validUntil', () => {
  it('is the day of the next review, also for what is hidden then', async () => {
    const {house} = await makeSigned('hide')
    expect(await approvedIn(house)).toMatchObject({
      validUntil: '2028-03-01T10:00:00.000Z',
      validity: {reviewed: '2028-03-01T10:00:00.000Z', overdue: '2028-03-01T10:00:00.000Z'},
    })
    expect(await approvedIn(house, '2028-03-01T10:00:00.001Z')).toBe(undefined)
  })

  it('is one interval later once the review is overdue and the policy shows it', async () => {
    const {house} = await makeSigned('show')
    expect(await approvedIn(house)).toMatchObject({validUntil: '2028-03-01T10:00:00.000Z'})
    expect(await approvedIn(house, '2028-03-01T10:00:00.001Z')).toMatchObject({
      validUntil: '2030-03-01T10:00:00.000Z',
    })
  })

  it('moves with a reaffirmation, which approves nothing anew', async () => {
    const {house, edition} = await makeSigned('show')
    const at = '2027-05-31T10:00:00.000Z'
    await house.sign(house.expert, edition, {kind: 'reaffirmation', at})
    expect(await approvedIn(house, '2027-06-01T00:00:00.000Z')).toMatchObject({
      validUntil: '2029-05-31T10:00:00.000Z',
      approvedAt: signedAt,
    })
  })

  it('is the deadline of an emergency, from its first sign-off', async () => {
    const house = await makeHouse()
    const quorum = [{role: 'medical-expert' as const, count: 1}]
    house.trust.policy.emergency = {quorum, deadlineHours: 48}
    const edition = await house.submit()
    const first = await house.sign(house.expert, edition, {emergency: true})
    await house.sign(house.expert, edition, {emergency: true, at: '2026-03-01T20:00:00.000Z'})
    const deadline = '2026-03-03T10:00:00.000Z'
    expect(await approvedIn(house)).toMatchObject({validUntil: deadline, emergency: true})
    await seeStatement(house, first)
    remove(house, first)
    expect(await approvedIn(house)).toMatchObject({validUntil: deadline})
    expect(await approvedIn(house, deadline)).toMatchObject({validUntil: deadline})
    expect(await approvedIn(house, '2026-03-03T10:00:00.001Z')).toBe(undefined)
  })

  it('is no instant for the site, which has no interval', async () => {
    const house = await makeHouse()
    const site = await house.submit({article: 'site'})
    await house.sign(house.editor, site, {role: 'editor'})
    expect(await approvedIn(house)).toMatchObject({validUntil: null})
  })
})

describe('validityOf', () => {
  it('ends with whatever comes first', () => {
    const facts = {
      lastReviewed: '2026-03-01T10:00:00.000Z',
      reviewDue: '2026-04-01T10:00:00.000Z',
      interval: 1,
      policy: 'show',
    } as const
    expect(validityOf({...facts, emergencyUntil: '2026-04-15T10:00:00.000Z'})).toEqual({
      reviewed: '2026-04-01T10:00:00.000Z',
      overdue: '2026-04-15T10:00:00.000Z',
    })
  })
})

describe('approvedAt', () => {
  it('is when the last sign-off was made', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.sign(house.expert, edition, {at: '2026-03-01T18:00:00.000Z'})
    await house.sign(house.editor, edition, {role: 'editor', at: '2026-03-01T12:00:00.000Z'})
    expect(await approvedIn(house)).toMatchObject({approvedAt: '2026-03-01T18:00:00.000Z'})
  })
})
