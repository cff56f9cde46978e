import {existsSync, readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {marrow, sampleHome} from '../harness.ts'

const good = '{"_id":"a","_type":"article"}'

const cases: Array<[name: string, dataset: string | Uint8Array, told: RegExp]> = [
  ['truncated', `${good}\n{"_id":"b","_type":"art`, /:2:/],
  ['not JSON', `${good}\nhello`, /:2:1/],
  ['a duplicate key', '{"_id":"a","_type":"article","title":"x","title":"y"}', /:1:.*title/],
  ['a duplicate id', `${good}\n${good}`, /:2:.*already taken on line 1/],
  [
    'an unsafe integer',
    '{"_id":"a","_type":"article","n":9007199254740993}',
    /:1:.*9007199254740993/,
  ],
  ['an endless number', '{"_id":"a","_type":"article","n":1e400}', /:1:.*1e400/],
  [
    'a lone surrogate',
    '{"_id":"a","_type":"article","t":"\\ud800"}',
    /:1:35: U\+D800 is half a character/,
  ],
  [
    'nesting 10,000 deep',
    `{"_id":"a","_type":"article","t":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
    /:1:.*deep/,
  ],
  ['a missing _type', '{"_id":"a"}', /:1:.*_type/],
  ['a missing _id', '{"_type":"article"}', /:1:.*_id/],
  ['an id that is a path', '{"_id":"../a","_type":"article"}', /:1:.*id/],
  ['a __proto__', '{"_id":"a","_type":"article","__proto__":{"approved":true}}', /:1:.*__proto__/],
  ['a byte order mark', `\uFEFF${good}`, /:1:/],
  ['bytes that are not UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), /UTF-8 \(line 1\)/],
  ['an array', '[]', /:1:.*object/],
]

describe('a bad dataset', () => {
  it.each(cases)(
    '%s: a clear error that names the place, nothing half-written',
    async (_name, dataset, told) => {
      const home = await sampleHome()
      const path = join(home, '..', 'bad.ndjson')
      writeFileSync(path, dataset)
      const before = readdirSync(home).toSorted()
      const {exit, error} = await marrow(home, [
        'export',
        '--source',
        path,
        '--out',
        join(home, '..', 'out'),
      ])
      expect(exit).toBe(1)
      expect(error).toContain(path)
      expect(error).toMatch(told)
      expect(error.split(path).length - 1, 'the place is named once').toBe(1)
      expect(error.length).toBeLessThan(1000)
      expect(existsSync(join(home, '..', 'out'))).toBe(false)
      expect(readdirSync(home).toSorted()).toEqual(before)
    },
  )

  it('a cyclic reference: the article cannot be sealed, and the path is named', async () => {
    const home = await sampleHome()
    const section = (ref: string) => ({
      _type: 'section',
      heading: 'Loop',
      sections: [{_type: 'sharedSectionUse', _key: 'k1', section: {_type: 'reference', _ref: ref}}],
    })
    const shared = (id: string, ref: string) =>
      JSON.stringify({
        _id: id,
        _type: 'sharedSection',
        title: id,
        language: 'en',
        section: section(ref),
      })
    const article = {
      _id: 'article-loop',
      _type: 'article',
      title: 'Loop',
      slug: {_type: 'slug', current: 'loop'},
      language: 'en',
      audience: 'patient',
      summary: 'Loop',
      authors: [],
      reviewIntervalMonths: 12,
      sections: [
        {_type: 'sharedSectionUse', _key: 'k1', section: {_type: 'reference', _ref: 'loop-a'}},
      ],
    }
    const path = join(home, '..', 'loop.ndjson')
    writeFileSync(
      path,
      [JSON.stringify(article), shared('loop-a', 'loop-b'), shared('loop-b', 'loop-a')].join('\n'),
    )
    const {exit, json} = await marrow(home, ['status', '--source', path, '--json'])
    expect(exit).toBe(0)
    expect(json().articles[0].fault).toMatch(/loop|article-loop/)
  })
})
