import {describe, expect, it} from 'vitest'

import {contextsFor, publish} from '#pipeline'

import {makeKey} from '../test-keys.ts'
import {makeSigner} from '../test-trust.ts'
import {makeHouse} from './house.ts'
import {later, remove, seeStatement, verdict} from './live-house.ts'

const signedLate = '2026-03-02T00:00:00.000Z'

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

  it('needs the quorum of its own, whoever signed as usual', async () => {
    const house = await makeHouse()
    house.trust.policy.emergency = {
      quorum: [
        {role: 'medical-expert', count: 1},
        {role: 'publisher', count: 1},
      ],
      deadlineHours: 48,
    }
    const pat = await makeKey()
    house.trust.signers.push(makeSigner('pat', ['publisher'], [pat.key]))
    const edition = await house.submit()
    await house.sign(house.expert, edition, {emergency: true})
    expect(await verdict(house, signedLate)).toEqual(['1 no-sign-off'])
    await house.sign(pat, edition, {role: 'publisher', emergency: true})
    expect(await verdict(house, signedLate)).toEqual(['1 approved'])
  })

  it('counts only of a role that its quorum asks for: wrong-role', async () => {
    const house = await makeHouse()
    house.trust.policy.emergency = {
      quorum: [{role: 'medical-expert', count: 1}],
      deadlineHours: 48,
    }
    const edition = await house.submit()
    await house.sign(house.editor, edition, {role: 'editor', emergency: true})
    expect(await verdict(house, signedLate)).toEqual(['1 wrong-role'])
  })

  it('of somebody who changed the text lets nothing out: self-approval', async () => {
    const {house} = await makeEmergency()
    house.editions = []
    house.statements = []
    const edition = await house.submit({contributors: ['lake-max']})
    await house.sign(house.expert, edition, {emergency: true})
    expect(await verdict(house, signedLate)).toEqual(['1 self-approval'])
  })

  it('voids what was out once the trust file allows none any more', async () => {
    const {house} = await makeEmergency()
    const {emergency: _, ...policy} = house.trust.policy
    house.trust = {...house.trust, policy, issued: '2026-03-01T23:00:00.000Z'}
    expect((await verdict(house, signedLate)).join()).toMatch(/^1 wrong-/)
  })

  it('comes out marked, and valid until its deadline', async () => {
    const {house} = await makeEmergency()
    const admission = await house.admit()
    const context = contextsFor(admission, {sourceChecks: {}, now: admission.now}).get('knee')!
    const [page] = await publish(admission.approved[0]!, context)
    expect(page?.approval).toMatchObject({
      emergency: true,
      validUntil: '2026-03-03T10:00:00.000Z',
      signOffs: [{meaning: 'emergency'}],
    })
  })
})
