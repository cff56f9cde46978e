import {describe, expect, it} from 'vitest'

import {
  escalationAgeMs,
  escalationRound,
  waitMs,
} from '../../../../exports/delivery/push/schedule.ts'

const now = '2026-03-01T00:00:00.000Z'

describe('the wait after a failed attempt', () => {
  it('rises to an hour, and stays there', () => {
    const seconds = [1, 2, 3, 4, 5, 6, 7, 8, 500].map((n) => waitMs(n, null, now) / 1000)
    expect(seconds).toEqual([5, 30, 120, 300, 900, 1800, 3600, 3600, 3600])
  })

  it.each([
    ['120', 120],
    ['0', 5],
    ['3', 5],
    ['86400', 3600],
    ['9'.repeat(400), 3600],
    ['Sun, 01 Mar 2026 00:10:00 GMT', 600],
    ['Sun, 01 Mar 2026 12:00:00 GMT', 3600],
    ['Sat, 28 Feb 2026 00:00:00 GMT', 5],
    ['-5', 5],
    ['1e3', 5],
    ['soon', 5],
    ['2030', 2030],
    ['', 5],
  ])(
    'is longer where a receiver asks for it, within the hour: Retry-After: %s',
    (text, seconds) => {
      expect(waitMs(1, text, now)).toBe(seconds * 1000)
    },
  )
})

describe('a withdrawal that is not acknowledged', () => {
  it('is pushed again after 5, 15, 30 minutes, then every hour', () => {
    const minutes = [1, 2, 3, 4, 5, 28].map((round) => escalationAgeMs(round) / 60_000)
    expect(minutes).toEqual([5, 15, 30, 60, 120, 25 * 60])
  })

  it('has come as far as its age says', () => {
    expect(escalationRound(-1)).toBe(0)
    for (let round = 1; round < 40; round += 1) {
      const age = escalationAgeMs(round)
      expect([escalationRound(age - 1), escalationRound(age)]).toEqual([round - 1, round])
    }
  })
})
