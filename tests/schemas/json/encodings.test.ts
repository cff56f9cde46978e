import * as fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {
  EncodingError,
  fromBase64,
  fromBase64Url,
  fromHex,
  toBase64,
  toBase64Url,
  toHex,
} from '#schemas'

describe.each([
  {name: 'hex', to: toHex, from: fromHex, node: 'hex' as const},
  {name: 'base64', to: toBase64, from: fromBase64, node: 'base64' as const},
  {name: 'base64url', to: toBase64Url, from: fromBase64Url, node: 'base64url' as const},
])('$name', ({to, from, node}) => {
  it('writes what Node writes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(to(bytes)).toBe(Buffer.from(bytes).toString(node))
      }),
    )
  })

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...from(to(bytes))]).toEqual([...bytes])
      }),
    )
  })

  /** Write again what was read; the text itself where it was refused. */
  function rewritten(text: string): string {
    try {
      return to(from(text))
    } catch (error) {
      if (error instanceof EncodingError) return text
      throw error
    }
  }

  it('reads a text only when it is the one encoding of its bytes', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'abAB01/+-_= \n'.split('')),
      maxLength: 8,
    })
    fc.assert(
      fc.property(text, (value) => {
        expect(rewritten(value)).toBe(value)
      }),
      {numRuns: 2_000},
    )
  })
})

describe('strict decoding', () => {
  it.each(['a', 'AB', 'zz', '0x12', ' ab'])('refuses %j as hex', (text) => {
    expect(() => fromHex(text)).toThrow(EncodingError)
  })

  it.each(['QQ', 'QQ=', 'QR==', 'QUJ=', 'Q Q=', 'QQ==\n', '-_==', '====', 'QQ==QQ=='])(
    'refuses %j as base64',
    (text) => {
      expect(() => fromBase64(text)).toThrow(EncodingError)
    },
  )

  it.each(['QQ==', 'QR', 'A', '+/', 'Q Q', 'QUJ'])('refuses %j as base64url', (text) => {
    expect(() => fromBase64Url(text)).toThrow(EncodingError)
  })

  it('writes a megabyte without overflowing', () => {
    const bytes = new Uint8Array(1_000_000).fill(7)
    expect(fromBase64(toBase64(bytes))).toEqual(bytes)
  })
})
