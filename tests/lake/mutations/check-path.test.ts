import {describe, expect, it} from 'vitest'

import {checkPath} from '../../../lake/mutations/check-path.ts'

describe('a path of a patch', () => {
  it.each([
    ['a', 1, false],
    ['a.b.c', 3, false],
    ['a[0]', 2, false],
    ['a[0].b', 3, false],
    ['a[0].b[0].c', 5, false],
    ['a[_key=="x"].b[_key=="y"].c', 5, false],
    ['a[0][1]', 3, false],
    ['a["b.c"].d', 3, false],
    ["['a..b'].c", 2, false],
    ['a[_key=="x..y"]', 2, false],
    ['a[-1]', 2, false],
    ['a[1:3]', 2, false],
    ['a[5:]', 2, false],
    ['a..b', 2, true],
    ['..b', 1, true],
    ['a[0]..b', 3, true],
    ['a[b..c == 1]', 2, true],
  ])('%s has %i steps; looks at everything: %s', (path, steps, isRecursive) => {
    expect(checkPath(path)).toEqual({steps, isRecursive})
  })

  it.each([
    ['a..b..c', /more than one/],
    ['a..b[c..d == 1]', /more than one/],
    ['a[0', /do not match/],
    ['a]0[', /do not match/],
    ['a[[0]]', /do not match/],
    ['a["b]', /do not match/],
    ['a[0:5:2]', /step/],
    ['a[:]', /no ends/],
    ['a[3:3]', /hold nothing/],
    ['a[5:2]', /hold nothing/],
    ['a[:0]', /hold nothing/],
    ['a[1:].b', /before the last step/],
    ['a[0:101].b', /before the last step/],
    ['a[0:2].b[0:2].c', /several ranges/],
    ['a[100001]', /whole number/],
    ['a[-100001]', /whole number/],
    ['a[1.5]', /whole number/],
    ['a[99999999999999999999]', /whole number/],
    ['a.__proto__.b', /__proto__/],
    ['a["__pro\\to__"]', /__proto__/],
    ['a'.repeat(2049), /longer/],
    [Array(65).fill('a').join('.'), /more than 64 steps/],
    [`a[${Array(101).fill('1').join()}][${Array(10).fill('2').join()}]`, /choices/],
  ])('%s is refused', (path, reason) => {
    expect(() => checkPath(path)).toThrow(
      expect.objectContaining({status: 400, message: expect.stringMatching(reason) as string}),
    )
  })
})
