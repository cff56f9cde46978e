import * as fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {JsonError, parseStrictJson} from '#schemas'

function errorOf(text: string, options = {}): JsonError {
  try {
    parseStrictJson(text, {name: 'data.json', ...options})
  } catch (error) {
    if (error instanceof JsonError) return error
    throw error
  }
  throw new Error(`${text} was accepted`)
}

function verdictOn(text: string): string {
  try {
    parseStrictJson(text)
    return 'accepted'
  } catch (error) {
    if (error instanceof JsonError) return error.code
    throw error
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('parseStrictJson', () => {
  const cases: Array<[text: string, code: string, line: number, column: number, path: string]> = [
    ['{"a": 1, "a": 2}', 'duplicate-key', 1, 10, 'a'],
    ['{"a": {"b": 1,\n "b": 2}}', 'duplicate-key', 2, 2, 'a.b'],
    ['{"a": 1, "\\u0061": 2}', 'duplicate-key', 1, 10, 'a'],
    ['{"n": [0, 9007199254740993]}', 'unsafe-integer', 1, 11, 'n[1]'],
    ['-9007199254740992', 'unsafe-integer', 1, 1, ''],
    ['{"n": 1e400}', 'number-out-of-range', 1, 7, 'n'],
    ['1e-400', 'number-out-of-range', 1, 1, ''],
    ['{"s": "a\\ud800"}', 'lone-surrogate', 1, 9, 's'],
    ['{"s": "\\udc00\\ud800"}', 'lone-surrogate', 1, 8, 's'],
    ['{"s": "\ud800"}', 'lone-surrogate', 1, 8, 's'],
    ['{"\\udc00": 1}', 'lone-surrogate', 1, 3, ''],
    ['\ufeff{}', 'byte-order-mark', 1, 1, ''],
    ['{"s": "\\u0000"}', 'nul-character', 1, 8, 's'],
    ['{"s": "\0"}', 'nul-character', 1, 8, 's'],
    ['{"s": "a\nb"}', 'control-character', 1, 9, 's'],
    ['{"a": {"__proto__": {}}}', 'forbidden-key', 1, 8, 'a.__proto__'],
    ['{"\\u005f_proto__": 1}', 'forbidden-key', 1, 2, '__proto__'],
    ['', 'truncated', 1, 1, ''],
    ['{"a": [1, 2', 'truncated', 1, 12, 'a[1]'],
    ['{"a":\r\n[1,\n  tru', 'truncated', 3, 6, 'a[1]'],
    ['{"a": "b', 'truncated', 1, 9, 'a'],
    ['{"a": "b\\', 'truncated', 1, 10, 'a'],
    ['[1,]', 'syntax', 1, 4, '[1]'],
    ['[1 2]', 'syntax', 1, 4, '[0]'],
    ['{"a b": [{"c": .5}]}', 'syntax', 1, 16, '["a b"][0].c'],
    ['{a: 1}', 'syntax', 1, 2, ''],
    ["{'a': 1}", 'syntax', 1, 2, ''],
    ['[01]', 'syntax', 1, 3, '[0]'],
    ['[+1]', 'syntax', 1, 2, '[0]'],
    ['[NaN]', 'syntax', 1, 2, '[0]'],
    ['"\\x41"', 'syntax', 1, 3, ''],
    ['{} {}', 'syntax', 1, 4, ''],
    ['// note\n{}', 'syntax', 1, 1, ''],
    ['[\u00a01]', 'syntax', 1, 2, '[0]'],
  ]

  it.each(cases)('refuses %j with its place', (text, code, line, column, path) => {
    expect(errorOf(text)).toMatchObject({code, line, column, path})
  })

  it('names file, line, column and path in the message', () => {
    expect(errorOf('{"a": {"b": 1,\n "b": 2}}').message).toBe(
      'data.json:2:2: the key "b" is here twice (at `a.b`)',
    )
  })

  it('counts lines from the given one, for a line of an NDJSON file', () => {
    expect(errorOf('{"a":}', {line: 17})).toMatchObject({line: 17, column: 6})
  })

  it.each([
    ['[', ']'],
    ['{"a":', '}'],
  ])('refuses 10,000 levels of %j without overflowing', (open, close) => {
    const deep = `${open.repeat(10_000)}1${close.repeat(10_000)}`
    expect(errorOf(deep).code).toBe('too-deep')
    expect(errorOf(open.repeat(1_000_000)).code).toBe('too-deep')
  })

  it('takes nesting up to the cap, and not one level more', () => {
    expect(parseStrictJson(`${'['.repeat(100)}${']'.repeat(100)}`)).toBeInstanceOf(Array)
    expect(errorOf(`${'['.repeat(101)}${']'.repeat(101)}`).code).toBe('too-deep')
    expect(errorOf('[[[]]]', {maxDepth: 2}).code).toBe('too-deep')
  })

  it('takes the largest safe integers, any finite double, and empty values', () => {
    const text = '[9007199254740991, -9007199254740991, 1e300, 0e999, 5e-324, -0, {}, [], "", null]'
    expect(parseStrictJson(text)).toEqual(JSON.parse(text))
  })

  it('finds a repeated key among thousands in linear time', () => {
    const keys = Array.from({length: 50_000}, (_, index) => `"k${index}":0`)
    expect(Object.keys(parseStrictJson(`{${keys.join(',')}}`) as object)).toHaveLength(50_000)
    expect(errorOf(`{${keys.join(',')},"k7":0}`)).toMatchObject({code: 'duplicate-key', path: 'k7'})
  })

  it('makes no object with an inherited field', () => {
    const parsed = parseStrictJson('{"constructor": {"prototype": {"admin": true}}}')
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype)
    expect(({} as {admin?: boolean}).admin).toBeUndefined()
  })

  it('reads what JSON.stringify writes', () => {
    const text = fc.string({unit: 'grapheme'}).filter((value) => !value.includes('\0'))
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        {maxDepth: 6},
        fc.constant(null),
        fc.boolean(),
        fc.maxSafeInteger(),
        text,
        fc.array(tie('value'), {maxLength: 5}),
        fc.dictionary(
          text.filter((key) => key !== '__proto__'),
          tie('value'),
          {maxKeys: 5},
        ),
      ),
    })).value
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2), (value, indent) => {
        expect(parseStrictJson(JSON.stringify(value, null, indent))).toEqual(value)
      }),
    )
  })

  it('agrees with JSON.parse on what is JSON, and throws nothing but a JsonError', () => {
    const pieces = fc.constantFrom(
      ...'{}[],:"\\ \n-+.0123e'.split(''),
      'true',
      'null',
      '"a"',
      '"a":',
      '\\u00b5',
      '1.5',
      '\t',
      'é',
    )
    fc.assert(
      fc.property(fc.array(pieces, {maxLength: 12}), (parts) => {
        const text = parts.join('')
        const verdict = verdictOn(text)
        const isSyntax = verdict === 'syntax' || verdict === 'truncated'
        const wanted = verdict === 'accepted' || (!isSyntax && isJson(text))
        expect(isJson(text)).toBe(wanted)
      }),
      {numRuns: 20_000},
    )
  })
})
