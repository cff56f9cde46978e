import {describe, expect, it} from 'vitest'

import {makeHouse} from './house.ts'

describe('admit', () => {
  it('lets out an edition that every required role signed', async () => {
    const house = await makeHouse()
    const edition = await house.submit()
    await house.approve(edition)

    const {approved, refused, findings} = await house.admit()

    expect(refused).toEqual([])
    expect(findings).toEqual([])
    expect(approved.map(({payload}) => payload.id)).toEqual(['edition.knee.1'])
    expect(approved[0]?.sealed).toBe(edition.payload)
    expect(approved[0]?.statements.map(({statement}) => statement.role).toSorted()).toEqual([
      'editor',
      'medical-expert',
    ])
  })
})
