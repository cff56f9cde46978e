import fc from 'fast-check'
import {expect, test} from 'vitest'

import {Glob} from '../../../lake/query/glob.ts'

const units = fc.constantFrom(
  'a',
  'A',
  'b',
  '*',
  '.',
  'ß',
  'ſ',
  's',
  'K',
  'k',
  'µ',
  'μ',
  'Σ',
  'ς',
  'é',
  'É',
  '😀',
)
const texts = fc.array(units, {maxLength: 8}).map((parts) => parts.join(''))

test('a glob says what the regular expression of groq-js says', () => {
  fc.assert(
    fc.property(texts, texts, (pattern, token) => {
      const source = `^${pattern.replaceAll('*', '.*')}$`
      expect(new Glob(source).test(token)).toBe(new RegExp(source, 'i').test(token))
    }),
    {numRuns: 5000, seed: 2},
  )
})

test('a glob takes no longer for more wildcards', () => {
  const start = performance.now()
  expect(new Glob(`^${'.*a'.repeat(50)}b$`).test('a'.repeat(10_000))).toBe(false)
  expect(performance.now() - start).toBeLessThan(2000)
})
