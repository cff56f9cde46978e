import {beforeEach, describe, expect, it} from 'vitest'

import {
  isWorthSaying,
  offerOf,
  type Deed,
  type OfferFacts,
} from '../../../../studio/review/standing/offers.ts'
import {dayOf, momentOf, zonedMomentOf} from '../../../../studio/review/parts/dates.ts'
import {badgesOf} from '../../../../studio/review/standing/badges.ts'
import type {Person} from '../../../../studio/review/standing/signer-of.ts'
import {signaturesOf} from '../../../../studio/review/standing/signatures.ts'
import {makeHouse, now, signedAt, type House} from '../../../pipeline/approval/admission/house.ts'
import {later, makeLiveHouse} from '../../../pipeline/approval/admission/live-house.ts'
import {recordsOf} from '../../records/records-of.ts'

/** In the zone of whoever runs the test, as the desk writes days. */
const signingDay = dayOf(signedAt)

const people = {
  max: {id: 'lake-max', name: 'Max', roles: ['medical-expert']},
  erin: {id: 'lake-erin', name: 'Erin', roles: ['editor']},
  ann: {id: 'lake-ann', name: 'Ann', roles: ['editor']},
  viewer: {id: 'lake-vera', name: 'Vera', roles: ['viewer']},
  administrator: {id: 'lake-max', name: 'Max', roles: ['administrator']},
} satisfies Record<string, Person>

const deeds: Deed[] = [
  'submit',
  'sign-off',
  'request-changes',
  'settle',
  'reaffirm',
  'correct',
  'withdraw',
  'restore',
]

describe('what is offered', () => {
  let house: House
  beforeEach(async () => {
    house = await makeHouse()
  })
  const factsFor = async (of: House, who: keyof typeof people, at = now): Promise<OfferFacts> => ({
    records: await recordsOf(of, at),
    trust: of.trust,
    person: people[who],
    now: at,
  })
  const offered = async (of: House, who: keyof typeof people, at = now) => {
    const facts = await factsFor(of, who, at)
    return deeds.filter((deed) => offerOf(deed, facts).isOffered)
  }

  it('is to submit a draft, to editors alone', async () => {
    expect(await offered(house, 'ann')).toEqual(['submit'])
    expect(await offered(house, 'max')).toEqual([])
    expect(await offered(house, 'viewer')).toEqual([])
    expect(await offered(house, 'administrator')).toEqual([])
  })

  it('is to sign or to ask for changes, to signers who may store statements', async () => {
    await house.submit()
    expect(await offered(house, 'max')).toEqual(['sign-off', 'request-changes'])
    expect(await offered(house, 'erin')).toEqual(['sign-off', 'request-changes'])
    // In the trust file, but the lake takes no statement from an administrator.
    expect(await offered(house, 'administrator')).toEqual([])
    expect(await offered(house, 'viewer')).toEqual([])
  })

  it('is no signature to whoever worked on the text, and says why', async () => {
    await house.submit({contributors: ['lake-ann', 'lake-max']})
    const facts = await factsFor(house, 'max')
    const offer = offerOf('sign-off', facts)
    expect(offer).toMatchObject({isOffered: false, why: expect.stringContaining('worked on this')})
    expect(isWorthSaying('sign-off', offer, facts)).toBe(true)
    expect(await offered(house, 'max')).toEqual(['request-changes'])
  })

  it('says where a key is missing to experts, and nothing of it to writers', async () => {
    await house.submit()
    house.trust = {...house.trust, signers: []}
    const expert = await factsFor(house, 'max')
    const offer = offerOf('sign-off', expert)
    expect(offer.why).toContain('My keys')
    expect(isWorthSaying('sign-off', offer, expert)).toBe(true)
    const writer = await factsFor(house, 'ann')
    expect(isWorthSaying('sign-off', offerOf('sign-off', writer), writer)).toBe(false)
  })

  it.each([
    ['a revoked key', {keys: [{revoked: {at: signedAt, because: 'retired' as const}}]}],
    ['another language', {languages: ['fr']}],
    ['no role that the rules ask for', {roles: ['publisher' as const]}],
    ['somebody who was taken off', {revoked: {at: signedAt, because: 'retired' as const}}],
  ])('is no signature with %s', async (_name, change) => {
    await house.submit()
    house.trust = {
      ...house.trust,
      signers: house.trust.signers.map((signer) => ({
        ...signer,
        ...change,
        keys: signer.keys.map((key) => ({...key, ...('keys' in change ? change.keys[0] : {})})),
      })) as House['trust']['signers'],
    }
    const facts = await factsFor(house, 'max')
    expect(offerOf('sign-off', facts)).toMatchObject({isOffered: false, why: expect.any(String)})
  })

  it('is no signature with a software key where the rules take passkeys only', async () => {
    await house.submit()
    house.trust = {...house.trust, policy: {...house.trust.policy, softwareKeys: false}}
    expect(offerOf('sign-off', await factsFor(house, 'max')).why).toContain('passkeys')
  })

  it('is no second signature of one person, but another after their change request', async () => {
    const edition = await house.submit()
    await house.sign(house.expert, edition)
    expect(offerOf('sign-off', await factsFor(house, 'max'))).toMatchObject({
      isOffered: false,
      why: 'You signed version 1 already',
    })
    await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    expect(await offered(house, 'max')).toEqual(['sign-off', 'request-changes', 'settle'])
  })

  it('is to settle a change request of one’s own, once', async () => {
    const edition = await house.submit()
    const request = await house.sign(house.expert, edition, {kind: 'change-request'})
    expect(offerOf('settle', await factsFor(house, 'max'))).toMatchObject({lifts: request._id})
    expect(await offered(house, 'erin')).not.toContain('settle')
    const at = '2026-03-01T11:00:00.000Z'
    await house.sign(house.expert, edition, {kind: 'change-request', at, lifts: request._id})
    expect(await offered(house, 'max')).toEqual(['sign-off', 'request-changes'])
  })

  it('is to correct and to withdraw what is out, and no request that would take it out', async () => {
    const {house} = await makeLiveHouse()
    expect(await offered(house, 'max', later)).toEqual(['correct', 'withdraw'])
    expect(await offered(house, 'erin', later)).toEqual(['correct', 'withdraw'])
  })

  it('is to reaffirm what falls due, to independent experts alone', async () => {
    const {house} = await makeLiveHouse()
    const early = '2027-11-01T00:00:00.000Z'
    const due = '2028-02-01T00:00:00.000Z'
    const overdue = '2028-04-01T00:00:00.000Z'
    expect(await offered(house, 'max', early)).not.toContain('reaffirm')
    expect(await offered(house, 'max', due)).toContain('reaffirm')
    expect(await offered(house, 'max', overdue)).toContain('reaffirm')
    expect(await offered(house, 'erin', overdue)).not.toContain('reaffirm')
  })

  it('is to reaffirm what the rules hide as overdue', async () => {
    house.trust = {...house.trust, policy: {...house.trust.policy, overdue: 'hide'}}
    await house.approve(await house.submit())
    const overdue = await factsFor(house, 'max', '2028-04-01T00:00:00.000Z')
    expect(overdue.records.refusal?.code).toBe('overdue')
    expect(offerOf('reaffirm', overdue).isOffered).toBe(true)
    expect(offerOf('sign-off', overdue).isOffered).toBe(false)
  })

  it('is to restore what was withdrawn, to every required role', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {kind: 'withdrawal', at: '2026-03-04T00:00:00.000Z'})
    expect(await offered(house, 'max', later)).toEqual(['restore'])
    expect(await offered(house, 'erin', later)).toEqual(['restore'])
    expect(await offered(house, 'ann', later)).toEqual([])
  })

  it('is to call a withdrawal off before it takes effect, and to withdraw sooner', async () => {
    const {house, edition} = await makeLiveHouse()
    const effective = '2026-03-06T09:00:00.000Z'
    const at = '2026-03-04T00:00:00.000Z'
    await house.sign(house.expert, edition, {kind: 'withdrawal', update: 'removal', at, effective})
    expect(await offered(house, 'max', later)).toEqual(['correct', 'withdraw', 'restore'])
    const lines = async (when: string) => {
      const records = await recordsOf(house, when)
      const badges = badgesOf(records).map(({label}) => label)
      const signatures = signaturesOf(records, house.trust, records.versions[0]!)
      return [badges, signatures.map(({text, tone}) => `${tone}: ${text}`).at(-1)]
    }
    const line = `Removal: signed by Sample max, MD, Fellow on ${dayOf(at)}`
    expect(await lines(later)).toEqual([
      ['Live: version 1', `Withdrawal pending: ${momentOf(effective)}`],
      `muted: ${line}, pending until ${zonedMomentOf(effective)}`,
    ])
    expect(await lines(effective)).toEqual([
      ['Withdrawn'],
      `bad: ${line}, effective from ${zonedMomentOf(effective)}`,
    ])

    const restore = {kind: 'restoration', at: '2026-03-04T01:00:00.000Z'} as const
    await house.sign(house.expert, edition, restore)
    await house.sign(house.editor, edition, {...restore, role: 'editor'})
    expect(await offered(house, 'max', later)).toEqual(['correct', 'withdraw'])
    expect((await lines(later))[0]).toEqual(['Live: version 1'])
  })

  it('lists who signed and who has to, and calls a change request what it is', async () => {
    const edition = await house.submit()
    await house.sign(house.expert, edition)
    const texts = async () => {
      const records = await recordsOf(house, now)
      const [version] = records.versions
      return signaturesOf(records, house.trust, version!).map(({text, tone}) => `${tone}: ${text}`)
    }
    expect(await texts()).toEqual([
      `good: Medical review: signed by Sample max, MD, Fellow on ${signingDay}`,
      'muted: Waits for the signature of an editor',
    ])
    const at = '2026-03-01T11:00:00.000Z'
    await house.sign(house.expert, edition, {kind: 'change-request', at})
    expect(await texts()).toContain(`bad: Sample max, MD, Fellow asked for changes on ${dayOf(at)}`)
  })

  it('says in words why the signature of an author does not count', async () => {
    const edition = await house.submit({contributors: ['lake-max']})
    await house.sign(house.expert, edition)
    const records = await recordsOf(house, now)
    const [line] = signaturesOf(records, house.trust, records.versions[0]!)
    expect(line?.text).toBe(
      `Sample max, MD, Fellow signed on ${signingDay}; it does not count: they changed the text (as lake-max) and cannot approve it`,
    )
  })
})
