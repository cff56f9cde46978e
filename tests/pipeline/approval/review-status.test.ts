import {expect, it} from 'vitest'

import {assemble, reviewStatus, type EditionPayload} from '#pipeline'

import {makeHouse, type House} from './admission/house.ts'
import {namesOf, see} from './admission/live-house.ts'

const due = '2028-03-01T10:00:00.000Z'
const after = '2028-03-01T10:00:00.001Z'

const bundle = 'f'.repeat(64)

/** A house whose edition was signed under a policy, and exported. */
async function makeLive(overdue: 'show' | 'hide') {
  const house = await makeHouse()
  house.trust.policy.overdue = overdue
  const edition = await house.submit()
  await house.approve(edition)
  await see(house, {event: 'exported', ...namesOf(edition), bundle})
  return {house, edition}
}

async function liveAt(house: House, now: string) {
  const admission = await house.admit({now})
  const newest = JSON.parse(house.editions.at(-1)!.payload) as EditionPayload
  const content = assemble('knee', house.documents)
  return reviewStatus({article: 'knee', admission, ledger: house.ledger, content, newest})
}

it('An article whose review date passed is overdue, shown or hidden by policy', async () => {
  for (const policy of ['show', 'hide'] as const) {
    const {house} = await makeLive(policy)
    expect(await liveAt(house, due), policy).toEqual({live: 'live', work: 'none'})
    expect(await liveAt(house, after), policy).toEqual({live: 'overdue', work: 'none'})
  }
})

it('It stays overdue once the export took it out, and is live again when it was reaffirmed', async () => {
  const {house, edition} = await makeLive('hide')
  await see(house, {event: 'removed', article: 'knee', language: 'en', because: 'overdue'})
  expect(await liveAt(house, after)).toMatchObject({live: 'overdue'})
  await house.sign(house.expert, edition, {kind: 'reaffirmation', at: after})
  await see(house, {event: 'exported', ...namesOf(edition), bundle})
  expect(await liveAt(house, '2028-03-02T00:00:00.000Z')).toMatchObject({live: 'live'})
})

it('An article that left for another reason, or was never out, is not overdue', async () => {
  const {house} = await makeLive('hide')
  const ledger = house.ledger
  await see(house, {event: 'removed', article: 'knee', language: 'en', because: 'slug-taken'})
  expect(await liveAt(house, after)).toMatchObject({live: 'none'})
  house.ledger = ledger.filter(({event}) => event !== 'exported')
  expect(await liveAt(house, after)).toMatchObject({live: 'none'})
})
