import {describe, expect, it} from 'vitest'

import type {RawDocument} from '../../../../pipeline/approval/types.ts'
import {later, makeLiveHouse, remove, seeStatement, verdict} from './live-house.ts'

describe('a change request', () => {
  it('by a required role blocks its edition', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    expect(await verdict(house)).toEqual(['1 change-requested'])
  })

  it('by a role that the policy does not require blocks nothing', async () => {
    const {house, edition} = await makeLiveHouse()
    house.trust.signers[0]!.roles.push('publisher')
    await house.sign(house.editor, edition, {kind: 'change-request', role: 'publisher'})
    expect(await verdict(house)).toEqual(['1 approved'])
  })

  it('ends when its signer lifts it, and not when another does', async () => {
    const {house, edition} = await makeLiveHouse()
    const request = await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    const lift = {
      kind: 'change-request',
      lifts: request._id,
      at: '2026-03-01T12:00:00.000Z',
    } as const
    await house.sign(house.editor, edition, {...lift, role: 'editor'})
    expect(await verdict(house)).toEqual(['1 change-requested'])
    await house.sign(house.expert, edition, lift)
    expect(await verdict(house)).toEqual(['1 approved'])
  })

  it('ends when its signer signs off later, and not earlier', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    expect(await verdict(house)).toEqual(['1 change-requested'])
    await house.sign(house.expert, edition, {at: '2026-03-01T11:00:00.001Z'})
    expect(await verdict(house)).toEqual(['1 approved'])
  })

  it('that was deleted still blocks, and is reported', async () => {
    const {house, edition} = await makeLiveHouse()
    const request = await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    await seeStatement(house, request)
    remove(house, request)

    expect(await verdict(house)).toEqual(['1 change-requested'])
    expect((await house.admit({now: later})).findings).toEqual([
      expect.objectContaining({ruleId: 'statement-missing', path: request._id}),
    ])
  })

  it('that was renamed, refiled or altered still blocks', async () => {
    const {house, edition} = await makeLiveHouse()
    const request = await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    await seeStatement(house, request)
    const others = house.statements.filter((item) => item !== request)
    const forgeries: RawDocument[] = [
      {...request, _id: 'statement.00000000000000000000000000000000'},
      {...request, _id: 'something'},
      {...request, edition: 'edition.foot.1'},
      {...request, kind: 'correction'},
      {...request, envelope: request.envelope.replace('"sig":"', '"sig":"A')},
    ]
    for (const forged of forgeries) {
      house.statements = [...others, forged]
      expect(await verdict(house)).not.toEqual(['1 approved'])
    }
  })

  it('that no ledger saw blocks wherever a byte of it was changed', async () => {
    const {house, edition} = await makeLiveHouse()
    const request = await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    const others = house.statements.filter((item) => item !== request)
    for (let at = 0; at < request.envelope.length; at += 3) {
      const other = request.envelope[at] === 'A' ? 'B' : 'A'
      const envelope = request.envelope.slice(0, at) + other + request.envelope.slice(at + 1)
      house.statements = [...others, {...request, envelope}]
      expect(await verdict(house)).toEqual(['1 malformed-proof'])
    }
  })

  it('about one edition does not block the next', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {
      kind: 'change-request',
      at: '2026-03-01T11:00:00.000Z',
    })
    await house.approve(
      await house.submit({sealedAt: '2026-03-01T13:00:00.000Z'}),
      '2026-03-01T14:00:00.000Z',
    )
    expect(await verdict(house)).toEqual(['2 approved'])
  })
})
