import {DatabaseSync} from 'node:sqlite'

import fc from 'fast-check'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'

import {
  documentMatches,
  expressionForQuery,
  parseTextQuery,
} from '../../../lake/query/text-query.ts'
import {expressionForPatterns} from '../../../lake/query/text-terms.ts'
import {searchText} from '../../../lake/store/search-text.ts'
import {document, QueryWorld} from './query-world.ts'

let world: QueryWorld
beforeAll(() => {
  world = new QueryWorld()
  const span = (text: string) => ({_type: 'span', text})
  world.put([
    document('a', 'article', {title: 'Migraine with aura', tags: ['COVID-19']}),
    document('b', 'article', {title: 'Aura without Migraines', summary: 'naïve café'}),
    document('c', 'article', {
      body: [{_type: 'block', children: [span('half '), span('bo'), span('ld')]}],
    }),
    document('d', 'person', {name: 'Ada Aura', _secret: 'migraine'}),
  ])
})
afterAll(() => world.close())

describe('text::query over a whole document', () => {
  test.each([
    ['migraine', ['a']],
    ['migraine*', ['a', 'b']],
    ['MIGRAINE Aura', ['a']],
    ['aura migraine', ['a']],
    ['"with aura"', ['a']],
    ['"aura with"', []],
    ['"aura with*"', []],
    ['aura -migraine', ['b', 'd']],
    ['aura -migraine*', ['d']],
    ['aura -"ada aura"', ['a', 'b']],
    ['covid-19', ['a']],
    ['covid*', ['a']],
    ['19', ['a']],
    ['naive', ['b']],
    ['cafe\u0301', ['b']],
    ['bold', ['c']],
    ['"half bold"', ['c']],
    ['-aura', ['c']],
    ['nothing', []],
    ['', ['a', 'b', 'c', 'd']],
    ['*', ['a', 'b', 'c', 'd']],
  ])('finds for «%s»: %j', async (query, ids) => {
    expect(await world.query('*[@ match text::query($query)]._id', {params: {query}})).toEqual(ids)
    const studio = '*[([@, _id] match text::query($query) || references($query))]._id'
    expect(await world.query(studio, {params: {query}})).toEqual(ids)
  })

  test('asks the full-text index', async () => {
    await world.query('*[@ match text::query("migraine*")]')
    expect(world.given.map(({_id}) => _id)).toEqual(['a', 'b'])
  })

  test('can be scored, and negated', async () => {
    const query = '*[_type == "article"] | score(@ match text::query("bold")) {_id, _score}'
    expect(await world.query(query)).toEqual([
      {_id: 'c', _score: 1},
      {_id: 'a', _score: 0},
      {_id: 'b', _score: 0},
    ])
    expect(await world.query('*[!(@ match text::query("aura"))]._id')).toEqual(['c'])
  })
})

describe('text::query over a field', () => {
  test.each([
    ['title match text::query("aura")', ['a', 'b']],
    ['[title, name] match text::query("aura")', ['a', 'b', 'd']],
    ['title match text::query("aur* -migraine")', ['b']],
    ['name match text::query("ada migraine")', []],
    ['pt::text(body) match text::query("bold")', ['c']],
  ])('%s', async (condition, ids) => {
    expect(await world.query(`*[${condition}]._id`)).toEqual(ids)
  })
})

test('text::query needs a text that is known beforehand', async () => {
  await expect(world.query('*[@ match text::query(title)]')).rejects.toMatchObject({
    type: 'queryParseError',
  })
})

describe('the full-text index', () => {
  const database = new DatabaseSync(':memory:')
  database.exec(
    "CREATE VIRTUAL TABLE text USING fts5(body, tokenize = 'unicode61 remove_diacritics 2')",
  )
  const found = (text: string, expression: string | undefined) => {
    database.exec('DELETE FROM text')
    database.prepare('INSERT INTO text (body) VALUES (?)').run(text)
    if (expression === undefined) return true
    return database.prepare('SELECT 1 FROM text WHERE text MATCH ?').get(expression) !== undefined
  }

  test('knows every character that is equal to another in a pattern', () => {
    const classes = new Map<string, string[]>()
    for (let code = 0x30; code < 0x600; code++) {
      const unit = String.fromCharCode(code)
      const upper = unit.toUpperCase()
      const folded = upper.length === 1 && !(code >= 128 && upper < '\u0080') ? upper : unit
      classes.set(folded, [...(classes.get(folded) ?? []), unit])
    }
    for (const units of classes.values()) {
      for (const pattern of units) {
        const expression = expressionForPatterns([`a${pattern}b`])
        for (const unit of units) {
          if (/[\p{L}\p{N}]/u.test(unit)) {
            expect([unit, pattern, found(`a${unit}b`, expression)]).toEqual([unit, pattern, true])
          }
        }
      }
    }
  })

  const words = fc.constantFrom(
    'aura',
    'Äura',
    'µg',
    'x.y',
    'COVID-19',
    'end.',
    '…',
    'ﬁ',
    'i\u0307',
    'σς',
    '한',
    'a_b',
    '😀',
  )
  const texts = fc.array(fc.oneof(words, fc.string({unit: 'grapheme', maxLength: 4})), {
    maxLength: 5,
  })

  test('finds every document that a text::query matches', () => {
    fc.assert(
      fc.property(texts, texts, fc.constantFrom('', '*'), (title, asked, wildcard) => {
        const stored = {_id: 'x', title: title.join(' ')}
        const query = parseTextQuery(`${asked.join(' ')}${wildcard}`)
        if (documentMatches(query, stored)) {
          expect(found(searchText(stored), expressionForQuery(query))).toBe(true)
        }
      }),
      {numRuns: 2000, seed: 1},
    )
  })

  test('is told of a document that was too long for it', async () => {
    world.put([document('long', 'long', {text: `${'word '.repeat(60_000)} needle`})])
    expect(await world.query('*[@ match text::query("needle")]._id')).toEqual(['long'])
    expect(await world.query('*[text match "needle"]._id')).toEqual(['long'])
  })
})
