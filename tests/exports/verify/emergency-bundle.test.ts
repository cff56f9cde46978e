import {beforeAll, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {BundleManifest} from '../../../exports/bundle/bundle-manifest.ts'
import {verifyBundle} from '../../../exports/verify/verify-bundle.ts'
import {makeBundle, makeWorld, now} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {repackBundle} from './repack-bundle.ts'

/** Signed on 1 March at 10:00; the deadline leaves room for `now`. */
const deadlineHours = 24 * 100
const deadline = '2026-06-09T10:00:00.000Z'

let world: TestWorld
let bundle: Bundle
beforeAll(async () => {
  world = await makeWorld((trust) => ({
    ...trust,
    policy: {
      ...trust.policy,
      emergency: {quorum: [{role: 'medical-expert', count: 1}], deadlineHours},
    },
  }))
  bundle = await makeBundle(world, {id: 'knee', emergency: true})
})

async function verified(zip: Uint8Array, at: string) {
  const {faults, notes} = await verifyBundle(zip, world.rootKey, {now: at})
  return {faults: faults.map(({code}) => code), notes: notes.map(({code}) => code)}
}

describe('A bundle of an emergency', () => {
  it('is marked, and valid until its deadline', async () => {
    expect(bundle.manifest).toMatchObject({emergency: true, validUntil: deadline})
    expect(await verified(bundle.zip, now)).toEqual({
      faults: [],
      notes: ['freshness-unchecked', 'emergency'],
    })
  })

  it('is insufficient past its deadline, and has expired', async () => {
    expect(await verified(bundle.zip, '2026-06-09T10:00:00.001Z')).toEqual({
      faults: ['sign-off-insufficient'],
      notes: ['freshness-unchecked', 'emergency', 'expired'],
    })
  })

  it('may promise less than the sign-offs inside, never more', async () => {
    const until = (validUntil: string | null) => (it: BundleManifest) => ({...it, validUntil})
    const faultsOf = async (end: string | null) =>
      (await verified(await repackBundle(world, bundle, {}, until(end)), now)).faults
    expect(await faultsOf('2026-06-09T09:00:00.000Z')).toEqual([])
    expect(await faultsOf('2026-06-09T10:00:00.001Z')).toEqual(['manifest-differs'])
    expect(await faultsOf(null)).toEqual(['manifest-differs'])
  })
})
