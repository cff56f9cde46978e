import fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {TransactionBuffer} from '../../../lake/listen/transaction-buffer.ts'
import type {Transaction} from '../../../lake/store/store.ts'

const make = (seq: number, text = ''): Transaction => ({
  seq,
  dataset: 'production',
  id: `t${seq}`,
  author: 'eddie',
  at: '2026-11-22T20:00:00.000Z',
  changes: [{id: 'a', before: null, after: {_id: 'a', text} as never, mutations: []}],
})

describe('TransactionBuffer', () => {
  it('gives the next transaction, or says that it may be gone; it never skips one', () => {
    fc.assert(
      fc.property(
        fc.nat({max: 5}),
        fc.array(fc.integer({min: 1, max: 3}), {maxLength: 20}),
        fc.integer({min: 1, max: 6}),
        (since, steps, most) => {
          const buffer = new TransactionBuffer(since, {transactions: most, characters: 1e6})
          const pushed: number[] = []
          let seq = since
          for (const step of steps) {
            seq += step
            pushed.push(seq)
            buffer.push(make(seq))
          }
          const kept = pushed.slice(-most)
          const dropped = pushed.slice(0, -most)
          for (let from = 0; from <= seq + 1; from += 1) {
            const isGone = from < since || dropped.some((missing) => missing > from)
            const next = kept.find((candidate) => candidate > from)
            const given = buffer.after(from)
            if (isGone) expect(given).toBe('gone')
            else expect(given === null ? undefined : (given as Transaction).seq).toBe(next)
          }
        },
      ),
      {numRuns: 500, seed: 3},
    )
  })

  it('keeps no more text than it may', () => {
    const buffer = new TransactionBuffer(0, {transactions: 100, characters: 1000})
    for (let seq = 1; seq <= 10; seq += 1) buffer.push(make(seq, 'x'.repeat(300)))
    expect(buffer.after(6)).toBe('gone')
    expect(buffer.after(7)).toMatchObject({seq: 8})
    buffer.push(make(11, 'x'.repeat(5000)))
    expect(buffer.after(10)).toBe('gone')
    expect(buffer.after(11)).toBeNull()
    expect(buffer.newest).toBe(11)
  })

  it('takes each transaction once', () => {
    const buffer = new TransactionBuffer(3, {transactions: 10, characters: 1e6})
    for (const seq of [3, 4, 4, 2, 5]) buffer.push(make(seq))
    expect(buffer.after(3)).toMatchObject({seq: 4})
    expect(buffer.after(4)).toMatchObject({seq: 5})
    expect(buffer.after(5)).toBeNull()
  })
})
