import {describe, expect, it} from 'vitest'

import {makeHouse, signedAt} from './house.ts'
import {later, makeLiveHouse, remove, seeStatement, verdict} from './live-house.ts'

describe('a withdrawal', () => {
  it('by one authorised signer takes the edition and all lower ones out', async () => {
    const {house, edition} = await makeLiveHouse()
    const second = await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'})
    await house.approve(second, '2026-03-01T14:00:00.000Z')
    expect(await verdict(house)).toEqual(['2 approved'])
    await house.sign(house.editor, second, {
      kind: 'withdrawal',
      role: 'editor',
      at: '2026-03-01T15:00:00.000Z',
    })

    expect(await verdict(house)).toEqual(['1 withdrawn', '2 withdrawn'])
    const {withdrawn} = await house.admit({now: later})
    expect(withdrawn).toEqual([
      expect.objectContaining({
        article: 'knee',
        edition: 'edition.knee.2',
        slug: 'bone-marrow-edema-knee',
        title: 'Bone marrow edema of the knee',
        severity: 'safety',
      }),
    ])
    expect(edition.number).toBe(1)
  })

  it('leaves a higher signed edition free to go out', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {kind: 'withdrawal', at: '2026-03-01T12:00:00.000Z'})
    await house.approve(
      await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'}),
      '2026-03-01T14:00:00.000Z',
    )
    const {approved, withdrawn} = await house.admit({now: later})
    expect(approved.map(({payload}) => payload.number)).toEqual([2])
    expect(withdrawn).toEqual([])
  })

  it('that was deleted still counts, and is reported', async () => {
    const {house, edition} = await makeLiveHouse()
    const withdrawal = await house.sign(house.expert, edition, {kind: 'withdrawal'})
    await seeStatement(house, withdrawal)
    remove(house, withdrawal)
    const {approved, withdrawn, findings} = await house.admit({now: later})
    expect(approved).toEqual([])
    expect(withdrawn).toEqual([expect.objectContaining({edition: edition._id, statement: null})])
    expect(findings.map(({ruleId}) => ruleId)).toEqual(['statement-missing'])
  })

  it('that proves nothing holds every edition of the article and makes no notice', async () => {
    const {house, edition} = await makeLiveHouse()
    house.statements.push({
      _id: 'statement.00000000000000000000000000000000',
      _type: 'statement',
      kind: 'withdrawal',
      edition: edition._id,
      envelope: '{}',
    })
    const {withdrawn, findings} = await house.admit({now: later})
    expect(await verdict(house)).toEqual(['1 unverifiable-withdrawal'])
    expect(withdrawn).toEqual([])
    expect(findings.map(({ruleId}) => ruleId)).toEqual(['statement-refused'])
  })

  it('that the ledger knows holds by any clock, also one that is behind', async () => {
    const {house, edition} = await makeLiveHouse()
    const withdrawal = await house.sign(house.expert, edition, {kind: 'withdrawal'})
    const early = new Date(Date.parse(signedAt) - 12 * 60_000).toISOString()
    expect((await house.admit({now: early})).withdrawn).toEqual([])
    await seeStatement(house, withdrawal)
    for (const at of [early, '2016-01-01T00:00:00.000Z', '2036-01-01T00:00:00.000Z']) {
      const {approved, withdrawn, refused} = await house.admit({now: at})
      expect(approved).toEqual([])
      expect(refused.map(({code}) => code)).toEqual(['withdrawn'])
      expect(withdrawn).toMatchObject([{edition: edition._id, statement: {id: withdrawal._id}}])
    }
  })

  it('that the ledger knows holds also when its key is not believed any more', async () => {
    const {house, edition} = await makeLiveHouse()
    await seeStatement(house, await house.sign(house.expert, edition, {kind: 'withdrawal'}))
    const trust = structuredClone(house.trust)
    trust.signers[1]!.keys = trust.signers[1]!.keys.map((key) => ({...key, keyid: '9'.repeat(64)}))
    const {approved, withdrawn} = await house.admit({trust, now: later})
    expect(approved).toEqual([])
    expect(withdrawn).toMatchObject([{edition: edition._id, statement: null}])
  })

  it('by a key that the trust file does not know is unverifiable', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {kind: 'withdrawal'})
    const trust = structuredClone(house.trust)
    trust.signers[1]!.keys = trust.signers[1]!.keys.map((key) => ({...key, keyid: '9'.repeat(64)}))
    const {refused} = await house.admit({trust, now: later})
    expect(refused.map(({code}) => code)).toEqual(['unverifiable-withdrawal'])
  })

  it('is undone only by restorations of every required role, made after it', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {kind: 'withdrawal', at: '2026-03-01T12:00:00.000Z'})
    const restore = (at: string) => ({kind: 'restoration', at}) as const
    await house.sign(house.expert, edition, restore('2026-03-01T13:00:00.000Z'))
    expect(await verdict(house)).toEqual(['1 withdrawn'])
    await house.sign(house.editor, edition, {
      ...restore('2026-03-01T11:00:00.000Z'),
      role: 'editor',
    })
    expect(await verdict(house)).toEqual(['1 withdrawn'])
    await house.sign(house.editor, edition, {
      ...restore('2026-03-01T13:30:00.000Z'),
      role: 'editor',
    })
    expect(await verdict(house)).toEqual(['1 approved'])
    await house.sign(house.expert, edition, {kind: 'withdrawal', at: '2026-03-01T14:00:00.000Z'})
    expect(await verdict(house)).toEqual(['1 withdrawn'])
  })

  it('is not undone by a contributor', async () => {
    const house = await makeHouse()
    const edition = await house.submit({contributors: ['lake-max']})
    await house.sign(house.expert, edition, {kind: 'withdrawal'})
    const at = '2026-03-01T13:00:00.000Z'
    await house.sign(house.expert, edition, {kind: 'restoration', at})
    await house.sign(house.editor, edition, {kind: 'restoration', role: 'editor', at})
    expect(await verdict(house)).toEqual(['1 withdrawn'])
  })
})
