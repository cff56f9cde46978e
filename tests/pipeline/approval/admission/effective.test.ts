import {describe, expect, it} from 'vitest'

import {appendEntries, contextsFor} from '#pipeline'

import {makeLiveHouse, namesOf, remove, seeStatement} from './live-house.ts'
import type {House} from './house.ts'

const at = '2026-03-01T12:00:00.000Z'
const effective = '2026-03-04T09:00:00.000Z'
const before = '2026-03-04T08:59:59.999Z'
const later = '2026-03-05T00:00:00.000Z'

/** What is out, and what waits. */
async function outcome(house: House, now: string) {
  const {approved, refused, withdrawn, pending} = await house.admit({now})
  return {
    out: approved.map(({payload}) => payload.number),
    refused: refused.map(({code}) => code),
    withdrawn: withdrawn.map(({update, effective: from}) => [update, from]),
    pending: pending.map((one) => [one.kind, one.update, one.effective]),
  }
}

async function noticesOf(house: House, now: string) {
  const admission = await house.admit({now})
  return contextsFor(admission, {sourceChecks: {}, now}).get('knee')?.notices
}

describe('A withdrawal with an effective time', () => {
  it('leaves the edition out until then, and takes it out from that instant on', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {
      kind: 'withdrawal',
      update: 'retraction',
      at,
      effective,
    })
    expect(await outcome(house, before)).toEqual({
      out: [1],
      refused: [],
      withdrawn: [],
      pending: [['withdrawal', 'retraction', effective]],
    })
    const gone = {
      out: [],
      refused: ['withdrawn'],
      withdrawn: [['retraction', effective]],
      pending: [],
    }
    expect(await outcome(house, effective)).toEqual(gone)
    expect(await outcome(house, later)).toEqual(gone)
  })

  it('holds from then on also after its document was deleted', async () => {
    const {house, edition} = await makeLiveHouse()
    const words = {kind: 'withdrawal', update: 'removal', at, effective} as const
    const withdrawal = await house.sign(house.expert, edition, words)
    await seeStatement(house, withdrawal)
    remove(house, withdrawal)
    expect(await outcome(house, before)).toMatchObject({
      out: [1],
      pending: [['withdrawal', 'removal', effective]],
    })
    expect(await outcome(house, effective)).toMatchObject({
      out: [],
      withdrawn: [['removal', effective]],
    })
  })

  it('does not wait again for a time that had come, by a clock that is behind', async () => {
    const {house, edition} = await makeLiveHouse()
    const withdrawal = await house.sign(house.expert, edition, {kind: 'withdrawal', at, effective})
    await seeStatement(house, withdrawal)
    expect((await outcome(house, before)).out).toEqual([1])
    const {article, language} = namesOf(edition)
    const removed = {event: 'removed', article, language, because: 'withdrawn'} as const
    house.ledger = [...house.ledger, ...(await appendEntries(house.ledger, [removed], effective))]
    expect(await outcome(house, before)).toMatchObject({out: [], refused: ['withdrawn']})
  })

  it('is called off by restorations of every required role before it holds, without a word', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {kind: 'withdrawal', at, effective})
    const restore = {kind: 'restoration', at: '2026-03-01T13:00:00.000Z'} as const
    await house.sign(house.expert, edition, restore)
    expect((await outcome(house, later)).refused).toEqual(['withdrawn'])
    expect((await outcome(house, before)).pending).toEqual([
      ['withdrawal', 'withdrawal', effective],
    ])
    await house.sign(house.editor, edition, {...restore, role: 'editor'})
    expect(await outcome(house, before)).toMatchObject({out: [1], pending: []})
    expect((await outcome(house, later)).out).toEqual([1])
    expect(await noticesOf(house, later)).toEqual([])
  })

  it('is one of the signing time where it names none', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {kind: 'withdrawal', at})
    expect((await outcome(house, later)).withdrawn).toEqual([['withdrawal', at]])
  })
})

describe('A restoration with an effective time', () => {
  it('counts from then on', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {kind: 'withdrawal', at})
    const restore = {kind: 'restoration', at: '2026-03-01T13:00:00.000Z', effective} as const
    await house.sign(house.expert, edition, restore)
    await house.sign(house.editor, edition, {...restore, role: 'editor'})
    expect(await outcome(house, before)).toMatchObject({
      out: [],
      refused: ['withdrawn'],
      pending: [
        ['restoration', null, effective],
        ['restoration', null, effective],
      ],
    })
    expect(await outcome(house, effective)).toMatchObject({out: [1], pending: []})
    const [notice] = (await noticesOf(house, effective)) ?? []
    expect(notice).toMatchObject({kind: 'restoration', effective})
    expect(notice).not.toHaveProperty('update')
  })
})

describe('A correction with an effective time', () => {
  it('shows its words from then on, with what it is', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, {
      kind: 'correction',
      update: 'expression_of_concern',
      at,
      effective,
      notice: 'One source is in doubt.',
    })
    expect(await noticesOf(house, before)).toEqual([])
    expect((await outcome(house, before)).pending).toEqual([
      ['correction', 'expression_of_concern', effective],
    ])
    expect(await noticesOf(house, effective)).toEqual([
      {
        kind: 'correction',
        update: 'expression_of_concern',
        severity: 'safety',
        text: 'One source is in doubt.',
        at,
        effective,
        edition: edition._id,
      },
    ])
    expect((await outcome(house, effective)).pending).toEqual([])
  })
})
