import {beforeAll, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import {checkBundle} from '../../../exports/verify/check-bundle.ts'
import {makeBundle, makeWorld, now} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {makeKey} from '../../pipeline/approval/test-keys.ts'

let world: TestWorld
let bundle: Bundle
beforeAll(async () => {
  world = await makeWorld()
  bundle = await makeBundle(world, {id: 'knee', passkey: true})
})

describe('checkBundle', () => {
  it('says that the text was not checked where nobody can compose it', async () => {
    const {ok, notes} = await checkBundle(bundle.zip, [world.rootKey], {now}, null)
    expect(ok).toBe(true)
    expect(notes.map(({code}) => code)).toContain('text-unchecked')
  })

  it('refuses a bundle whose text is not what its signers read', async () => {
    const other = async (): Promise<string> => '0'.repeat(64)
    const {faults} = await checkBundle(bundle.zip, [world.rootKey], {now}, other)
    expect(faults.map(({code}) => code)).toContain('text-differs')
  })

  it('takes a trust file of any root of the publisher, and of no other', async () => {
    const {raw} = await makeKey()
    const both = await checkBundle(bundle.zip, [raw, world.rootKey], {now}, null)
    expect(both.ok).toBe(true)
    const {faults} = await checkBundle(bundle.zip, [raw], {now}, null)
    expect(faults.map(({code}) => code)).toEqual(['trust-not-signed-by-root'])
  })
})
