import {isDeepStrictEqual} from 'node:util'

import fc from 'fast-check'
import {applyPatch, incremental} from 'mendoza'
import {describe, expect, it} from 'vitest'

import {encodeMendoza} from '../../../lake/listen/encode-mendoza.ts'

const runs = process.env['MARROW_LONG'] ? 99_000 : 6_000

const text = fc.oneof(
  fc.constantFrom('', 'a', 'ab', 'å', '😀', '😀😁', 'aå😀b', '한글', 'dose 5 mg', 'dose 50 mg'),
  fc.string({unit: 'binary', maxLength: 8}),
  fc.string({unit: fc.constantFrom('a', 'b', 'å', '😀', '\uD83D', '\uDE00'), maxLength: 8}),
)
const key = fc.constantFrom('a', 'b', 'c', 'body', '_type', 'é', '1')
const {value} = fc.letrec<{value: unknown; array: unknown[]; object: object}>((tie) => ({
  value: fc.oneof(
    {maxDepth: 4, withCrossShrink: true},
    fc.constantFrom(null, true, false, 0, 1, -1.5),
    text,
    tie('array'),
    tie('object'),
  ),
  array: fc.oneof(
    fc.array(tie('value'), {maxLength: 5}),
    fc
      .uniqueArray(fc.constantFrom('k1', 'k2', 'k3', 'k4'), {maxLength: 4})
      .chain((keys) =>
        fc.tuple(...keys.map((_key) => tie('object').map((object) => ({_key, ...object})))),
      ),
    fc.array(text, {maxLength: 4}),
  ),
  object: fc.dictionary(key, tie('value'), {maxKeys: 5, noNullPrototype: true}),
}))

/** Apply a patch as the two decoders do: the plain one, and the one behind Review changes. */
function decode(left: unknown, patch: unknown[]): unknown[] {
  const copy = structuredClone(left)
  const wrapped = incremental.applyPatch(incremental.wrap(copy, 0), patch, 1)
  return [applyPatch(copy, patch), incremental.unwrap(wrapped)]
}

describe('encodeMendoza', () => {
  it('writes patches that both decoders turn into the new value', () => {
    const check = (): void =>
      fc.assert(
        fc.property(value, value, (left, right) => {
          const sent = JSON.parse(JSON.stringify(encodeMendoza(left, right))) as unknown[]
          return isDeepStrictEqual(decode(left, sent), [right, right])
        }),
        {numRuns: runs, seed: 4},
      )
    expect(check).not.toThrow()
  })

  it('writes patches of small edits that decode, after one another', () => {
    const step = fc.tuple(fc.nat(), fc.nat(), text)
    const check = (): void =>
      fc.assert(
        fc.property(text, fc.array(step, {maxLength: 5}), (first, steps) => {
          let old = {body: [{_key: 'a', text: first}], list: [first]}
          for (const [from, length, inserted] of steps) {
            const start = from % (first.length + 1)
            const edited =
              first.slice(0, start) + inserted + first.slice(start + (length % (first.length + 1)))
            const next = {
              body: [
                {_key: 'b', text: inserted},
                {_key: 'a', text: edited},
              ],
              list: [edited],
            }
            if (!isDeepStrictEqual(decode(old, encodeMendoza(old, next)), [next, next]))
              return false
            old = next
          }
          return true
        }),
        {numRuns: runs / 3, seed: 5},
      )
    expect(check).not.toThrow()
  })

  it('writes nothing for what is the same in another order', () => {
    expect(encodeMendoza({a: 1, b: [{c: 2, d: 3}]}, {b: [{d: 3, c: 2}], a: 1})).toEqual([])
  })

  it('gives a new or a removed document whole', () => {
    expect(encodeMendoza(null, {a: 1})).toEqual([0, {a: 1}])
    expect(encodeMendoza({a: 1}, null)).toEqual([0, null])
  })

  it('writes only what changed of a string, counted in bytes of UTF-8', () => {
    // å takes two bytes, 😀 four
    expect(encodeMendoza({t: 'å😀 5 mg'}, {t: 'å😀 50 mg'})).toEqual([
      11,
      0,
      23,
      0,
      8,
      22,
      '0',
      23,
      8,
      11,
      15,
    ])
  })

  it('finds a moved and changed block by its key', () => {
    const left = [
      {_key: 'a', t: 1},
      {_key: 'b', t: 2},
      {_key: 'c', t: 3},
    ]
    const right = [
      {_key: 'c', t: 3},
      {_key: 'a', t: 1},
      {_key: 'b', t: 9},
    ]
    expect(encodeMendoza({body: left}, {body: right})).toEqual([
      11,
      0,
      21,
      2,
      3,
      21,
      0,
      1,
      12,
      1,
      17,
      9,
      't',
      16,
      15,
    ])
  })

  it('splits slices that the decoder could not spread', () => {
    const left = Array.from({length: 150_000}, (_, index) => index)
    const right = [...left, 'new']
    const patch = encodeMendoza({left}, {left: right})
    expect(patch.length).toBeLessThan(60)
    expect(decode({left}, patch)).toStrictEqual([{left: right}, {left: right}])
  })
})
