import {describe, expect, it} from 'vitest'

import type {Admission} from '#pipeline'

import {nextChange, type Passing} from '../../../cli/export/next-change.ts'

const now = '2026-03-01T09:00:00.000Z'

const edition = (reviewDue: string | null, validUntil: string | null, rightsExpire?: string) => ({
  reviewDue,
  validUntil,
  payload: {
    content: {
      documents: {
        figure: {_id: 'figure', _type: 'figure', ...(rightsExpire && {rightsExpire})},
      },
    },
  },
})

function next(
  fields: Partial<Omit<Passing, 'admission'>> & {approved?: object[]; pending?: object[]},
) {
  const {approved = [], pending = [], ...rest} = fields
  const admission = {approved, pending, now} as unknown as Admission
  return nextChange({openings: [], heads: [], headHours: 168, ...rest, admission})
}

describe('the next change that comes by itself', () => {
  it('is none where nothing passes', () => {
    expect(next({approved: [edition(null, null)]})).toBeNull()
  })

  it('is the first of all that passes', () => {
    expect(
      next({
        openings: [{opens: '2026-03-04T00:00:00.000Z'}],
        pending: [{effective: '2026-03-03T00:00:00.000Z'}],
        approved: [edition('2026-03-05T00:00:00.000Z', null)],
      }),
    ).toBe('2026-03-03T00:00:00.000Z')
  })

  it('is just after a review is due, or an emergency lapses: they hold through their last moment', () => {
    const due = edition('2026-04-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z')
    expect(next({approved: [due]})).toBe('2026-03-02T00:00:00.001Z')
    const past = edition('2026-02-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z')
    expect(next({approved: [past]})).toBe('2027-02-01T00:00:00.001Z')
  })

  it('is the day after the last on which a picture may be shown', () => {
    expect(next({approved: [edition(null, null, '2026-03-01')]})).toBe('2026-03-02T00:00:00.000Z')
    expect(next({approved: [edition(null, null, '2026-02-28')]})).toBeNull()
  })

  it('is when half of the life of a head is over', () => {
    expect(next({heads: ['2026-03-08T09:00:00.000Z']})).toBe('2026-03-04T21:00:00.000Z')
  })
})
