import {parse} from 'groq-js'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'

import {parsePerspective} from '../../../lake/query/perspective.ts'
import {planCondition} from '../../../lake/query/plan-condition.ts'
import {document, QueryWorld, reference} from './query-world.ts'

/** Condition that a filter is planned to. */
function conditionOf(filter: string, perspective = 'raw') {
  const context = {perspective: parsePerspective(perspective), identity: 'me', bound: []}
  return planCondition(parse(filter, {params: {id: 'a', ids: ['a', 'b']}}), context)
}

const path = (...parts: string[]) => parts.join('.')

describe('a filter becomes a condition of the store', () => {
  test.each([
    ['_id == $id', {kind: 'id-in', ids: ['a']}],
    ['"a" == _id', {kind: 'id-in', ids: ['a']}],
    ['_id == "drafts." + $id', {kind: 'id-in', ids: ['drafts.a']}],
    ['_id in $ids', {kind: 'id-in', ids: ['a', 'b']}],
    ['_id in path("drafts.**")', {kind: 'id-prefix', prefix: 'drafts.'}],
    ['_id in path("a.b.*")', {kind: 'id-prefix', prefix: path('a', 'b', '')}],
    ['_type == "x"', {kind: 'type-in', types: ['x']}],
    ['_type in ["x", "y", 3]', {kind: 'type-in', types: ['x', 'y']}],
    ['_type == 3', {kind: 'none'}],
    ['slug.current == "s"', {kind: 'slug-in', slugs: ['s']}],
    ['slug.current == null', {kind: 'all'}],
    ['references($ids)', {kind: 'references', ids: ['a', 'b']}],
    ['author._ref == $id', {kind: 'references', ids: ['a']}],
    ['$id in authors[]._ref', {kind: 'references', ids: ['a']}],
    ['_updatedAt > "2026"', {kind: 'range', field: '_updatedAt', op: '>', value: '2026'}],
    ['"2026" > _createdAt', {kind: 'range', field: '_createdAt', op: '<', value: '2026'}],
    ['title match "mig*"', {kind: 'text', query: '("mig"*) OR zzmarrowcut'}],
    ['title match "*raine"', {kind: 'all'}],
    ['author->title match "mig*"', {kind: 'all'}],
    ['defined(title)', {kind: 'all'}],
    ['!(_type == "x")', {kind: 'all'}],
    ['_type == "x" && defined(title)', {kind: 'type-in', types: ['x']}],
    ['_type == "x" || defined(title)', {kind: 'all'}],
    ['false || _type == "x"', {kind: 'type-in', types: ['x']}],
    ['_type == "x" && _type == 1', {kind: 'none'}],
  ])('%s', (filter, condition) => {
    expect(conditionOf(filter)).toEqual(condition)
  })

  test('ids are those of documents with all their versions, where a perspective renames them', () => {
    expect(conditionOf('_id == "a"', 'drafts')).toEqual({kind: 'published-id-in', ids: ['a']})
    expect(conditionOf('_id > "a"', 'drafts')).toMatchObject({field: 'publishedId'})
    expect(conditionOf('_id in path("drafts.**")', 'drafts')).toEqual({kind: 'all'})
  })
})

describe('a query gets no more than it needs', () => {
  let world: QueryWorld
  beforeAll(() => {
    // A query that is begun again gets its documents again.
    world = new QueryWorld({patienceMs: 20_000, deadlineMs: 20_000})
    const articles = Array.from({length: 500}, (_, index) =>
      document(`a${index}`, 'article', {
        title: `Number ${index}`,
        slug: {_type: 'slug', current: `s${index}`},
        _updatedAt: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
        authors: [reference(`p${index}`), reference(`p${(index + 1) % 500}`)],
        other: reference(`o${index}`),
      }),
    )
    const people = Array.from({length: 500}, (_, index) => document(`p${index}`, 'person'))
    world.put([...articles, ...people])
  })
  afterAll(() => world.close())

  test.each([
    ['*[_id == "a7"][0]', 1],
    ['*[_type == "article" && slug.current == "s7"][0]', 1],
    ['*[_type == "article"] | order(_updatedAt desc)[0...25]', 26],
    ['*[_type == "article"] | order(_updatedAt desc)[0...25]{authors[]->{_id}}', 52],
    ['*[_type == "article"][0...10]', 11],
    ['*[references("p7")]._id', 2],
    ['*[title match "number 7"]._id', 1],
    ['*[_type == "person"][0...3]{"by": *[references(^._id)]._id}', 10],
    ['*[_id in *[_id == "a7"]._id]', 1001],
    ['count(*[_id == "a7"])', 1],
  ])('%s', async (query, documents) => {
    await world.query(query)
    expect(world.given.length).toBeLessThanOrEqual(documents)
  })

  test.each<[string, number, string]>([
    ['count(*[_type == "article"])', 500, 'raw'],
    ['count(*[_type in ["article", "person", "none"]])', 1000, 'raw'],
    ['count(*)', 1000, 'raw'],
    ['count(*[_type == "article"])', 500, 'published'],
    ['count(*[_type == "article"])', 500, 'drafts'],
  ])('none at all: %s is %i, as %s', async (query, count, perspective) => {
    expect(await world.query(query, {perspective})).toBe(count)
    expect([world.given.length, world.counts.length]).toEqual([0, 1])
  })

  test('however many conditions it has', async () => {
    const ids = Array.from({length: 250}, (_, index) => `a${index}`)
    expect(await world.query(`count(*[${ids.map((id) => `_id == "${id}"`).join(' || ')}])`)).toBe(
      250,
    )
    expect(world.given).toHaveLength(250)
    const words = ids.map(() => 'title match "number*"').join(' && ')
    expect(await world.query(`count(*[${words}])`)).toBe(500)
    expect(await world.query('count(*[title match $words])', {params: {words: ids}})).toBe(0)
    expect(
      await world.query('count(*[_id in $ids])', {
        params: {ids: ids.flatMap((id) => Array(100).fill(id) as string[])},
      }),
    ).toBe(250)
  })

  test('page by page, up to the first documents that pass a filter', async () => {
    const query = '*[_type == "article" && title match "*9"] | order(_updatedAt desc)[0...5].title'
    expect(await world.query(query)).toEqual([499, 489, 479, 469, 459].map((n) => `Number ${n}`))
    expect(world.given.length).toBeLessThan(200)
  })
})
