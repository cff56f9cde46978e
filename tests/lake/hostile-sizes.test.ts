import {describe, expect, it} from 'vitest'

import {sanitiseSvg} from '../../lake/assets/sanitise-svg.ts'
import {isInertCss} from '../../lake/assets/svg-policy.ts'
import {parseListenFilter} from '../../lake/listen/listen-filter.ts'
import {checkDocument} from '../../lake/mutations/check-document.ts'
import {documentFacts} from '../../lake/store/document-facts.ts'
import {withoutEdgeDots} from '../../lake/store/search-text.ts'
import type {StoredDocument} from '../../lake/store/store.ts'

/**
 * What runs in the lake's own thread takes a time that grows with the size of its input, not with
 * its square: nothing ends it there. Each of these took minutes or hours.
 */
const mega = 1_000_000
/** Far above what linear work takes, far below what quadratic work does. */
const mostMs = 3000

function document(fields: object): StoredDocument {
  const at = '2026-01-01T00:00:00Z'
  return {_id: 'a', _type: 'note', _rev: 'r', _createdAt: at, _updatedAt: at, ...fields}
}

function timed(work: () => unknown): number {
  const start = performance.now()
  try {
    work()
  } catch (error) {
    expect(error).toMatchObject({status: 400})
  }
  return performance.now() - start
}

const svg = (inside: string): Uint8Array => new TextEncoder().encode(`<svg ${inside}`)
const size = 'width="1" height="1"'

const inputs: [string, () => unknown][] = [
  ['a million dots in a text', () => documentFacts(document({text: '.'.repeat(mega)}))],
  [
    'a million dots in a text that a listener matches',
    () => parseListenFilter('*[text match "a*"]', {}, 'me')(document({text: '.'.repeat(mega)})),
  ],
  ['a million letters in a style', () => isInertCss('a'.repeat(mega))],
  ['comments of a style that do not end', () => isInertCss('/* '.repeat(mega))],
  ['calls in a style', () => isInertCss('rgb('.repeat(mega))],
  ['comments of a drawing that do not end', () => sanitiseSvg(svg(`>${'<!-- '.repeat(mega)}`))],
  ['CDATA of a drawing that does not end', () => sanitiseSvg(svg(`>${'<![CDATA['.repeat(mega)}`))],
  ['a million elements', () => sanitiseSvg(svg(`${size}>${'<g/>'.repeat(mega)}</svg>`))],
  [
    'many attributes of one element',
    () => sanitiseSvg(svg(`${Array.from({length: 200_000}, (_, at) => `a${at}=""`).join(' ')}/>`)),
  ],
  [
    'deep elements that look closed',
    () => sanitiseSvg(svg(`${size}>${'<g id="/>">'.repeat(40_000)}`)),
  ],
  [
    'a long name around many values',
    () => checkDocument(document({[`n${'x'.repeat(mega)}`]: Array(500_000).fill(1)})),
  ],
  [
    'long paths to many values',
    () => {
      let value: unknown = Array.from({length: 200_000}, () => ({a: 1}))
      for (let level = 0; level < 15; level += 1) value = {[`n${'x'.repeat(900)}`]: value}
      return checkDocument(document({value}))
    },
  ],
]

describe('an input that is large in one way', () => {
  it.each(inputs)('is done with in time: %s', (_, work) => {
    expect(timed(work)).toBeLessThan(mostMs)
  })

  it('loses its dots as groq-js loses them', () => {
    const units = ['.', '.', 'a', '_', '1', ' ', '-', 'é', '\n']
    for (let seed = 0; seed < 3000; seed += 1) {
      let state = seed * 7919 + 1
      const text = Array.from({length: 12}, () => {
        state = (state * 48_271) % 2_147_483_647
        return units[state % units.length]
      }).join('')
      expect([text, withoutEdgeDots(text)]).toEqual([text, text.replaceAll(/(\b\.+|\.+\b)/g, '')])
    }
  })
})
