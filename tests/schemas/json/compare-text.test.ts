import * as fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {compareText} from '#schemas'

describe('compareText', () => {
  it('orders by code point', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary'}), fc.string({unit: 'binary'}), (a, b) => {
        expect(compareText(a, b)).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))))
      }),
      {numRuns: 1_000},
    )
  })

  it('puts a character outside the basic plane after one at its end', () => {
    expect(compareText('\uff00', '\u{1f600}')).toBe(-1)
    expect(['\uff00', '\u{1f600}'].toSorted()).toEqual(['\u{1f600}', '\uff00'])
  })

  it('puts a text after its own beginning', () => {
    expect(compareText('ab', 'a')).toBe(1)
    expect(compareText('a', 'ab')).toBe(-1)
    expect(compareText('', '')).toBe(0)
  })
})
