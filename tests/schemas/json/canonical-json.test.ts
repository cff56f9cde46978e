import * as fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {CanonicalError, canonicalJson, JsonError, parseStrictJson} from '#schemas'

/** JSON values that strict JSON holds. */
const json = fc
  .jsonValue({maxDepth: 5, stringUnit: 'grapheme'})
  .filter((value) => !/\\u0000|"__proto__"/.test(JSON.stringify(value)))
  .map((value) => JSON.parse(JSON.stringify(value, safe)) as unknown)

function safe(_key: string, value: unknown): unknown {
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? 0
    : value
}

/** Equal value with the keys of every object in reverse. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toReversed()
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member)]))
}

describe('canonicalJson', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value))
      }),
    )
  })

  it('writes what parseStrictJson reads as the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value)
        const read = parseStrictJson(text)
        expect(canonicalJson(read)).toBe(text)
        // Minus zero is written as zero.
        expect(JSON.stringify(reversed(reversed(read)))).toBe(text)
      }),
    )
  })

  it('writes the example of RFC 8785, section 3.2.2', () => {
    const value: unknown = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`)
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],' +
        '"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts keys by UTF-16 units as RFC 8785, section 3.2.3 does', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    expect(Object.values(JSON.parse(canonicalJson(value)) as object)).toEqual(
      // `JSON.parse` moves the key `1` to the front, which canonical JSON does not.
      [
        'One',
        'Carriage Return',
        'Control',
        'Latin Small Letter O With Diaeresis',
        'Euro Sign',
        'Emoji: Grinning Face',
        'Hebrew Letter Dalet With Dagesh',
      ],
    )
    expect(canonicalJson(value).startsWith('{"\\r":"Carriage Return","1":"One"')).toBe(true)
  })

  it.each([
    [0x0000000000000000n, '0'],
    [0x8000000000000000n, '0'],
    [0x0000000000000001n, '5e-324'],
    [0x7fefffffffffffffn, '1.7976931348623157e+308'],
    [0x444b1ae4d6e2ef50n, '1e+21'],
    [0x3eb0c6f7a0b5ed8dn, '0.000001'],
    [0x3eb0c6f7a0b5ed8cn, '9.999999999999997e-7'],
    [0x41b3de4355555553n, '333333333.3333332'],
    [0x41b3de4355555557n, '333333333.33333343'],
    [0xbecbf647612f3696n, '-0.0000033333333333333333'],
  ])('writes the double %s of RFC 8785, appendix B, as %s', (bits, text) => {
    const view = new DataView(new ArrayBuffer(8))
    view.setBigUint64(0, bits)
    expect(canonicalJson(view.getFloat64(0))).toBe(text)
  })

  it.each([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a lone surrogate', 'a\ud800'],
    ['a lone surrogate in a key', {'\udc00': 1}],
    ['undefined', undefined],
    ['a function', () => 1],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(CanonicalError)
  })

  it('refuses a cycle', () => {
    const value: {self?: unknown} = {}
    value.self = value
    expect(() => canonicalJson(value)).toThrow(CanonicalError)
  })

  it.each([
    ['U+0000', '\0'],
    ['an unsafe integer', 2 ** 53],
    ['the key `__proto__`', JSON.parse('{"__proto__": 1}')],
    ['101 levels', JSON.parse(`${'['.repeat(101)}${']'.repeat(101)}`)],
    ['10,000 levels', JSON.parse(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)],
  ])('refuses %s, which strict JSON could not read back', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(JsonError)
  })

  it('leaves out undefined properties', () => {
    expect(canonicalJson({b: undefined, a: 1})).toBe('{"a":1}')
  })
})
