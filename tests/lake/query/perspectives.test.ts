import {afterAll, beforeAll, describe, expect, test} from 'vitest'

import {parsePerspective} from '../../../lake/query/perspective.ts'
import {document, QueryWorld, reference} from './query-world.ts'

let world: QueryWorld
beforeAll(() => {
  world = new QueryWorld()
  world.put([
    document('a', 'article', {title: 'published', author: reference('p')}),
    document('drafts.a', 'article', {title: 'draft', author: reference('p')}),
    document('versions.r1.a', 'article', {title: 'in r1', author: reference('p')}),
    document('b', 'article', {title: 'only published'}),
    document('drafts.c', 'article', {title: 'only draft'}),
    document('versions.r2.d', 'article', {title: 'only in r2'}),
    document('e', 'article', {title: 'to go'}),
    document('versions.r1.e', 'article', {title: 'going', _system: {delete: true}}),
    document('p', 'person', {name: 'Ada'}),
    document('drafts.p', 'person', {name: 'Ada, edited'}),
    document('_.releases.r1', 'system.release', {name: 'r1'}),
  ])
})
afterAll(() => world.close())

const titles = '*[_type == "article"] | order(_id) {_id, _originalId, title}'

describe('a count from indexes alone', () => {
  test('is what a perspective shows, hidden documents left out', async () => {
    const counting = new QueryWorld()
    const gone = {_system: {delete: true}}
    counting.put([
      document('a', 'note'),
      document('drafts.a', 'note'),
      document('b', 'note'),
      document('drafts.b', 'other'),
      document('drafts.c', 'note'),
      document('d', 'note'),
      document('versions.r1.d', 'note', gone),
      document('e', 'note', gone),
      document('f', 'note', {_system: {delete: 1}}),
    ])
    const query = 'count(*[_type == "note"])'
    const counted: Record<string, unknown> = {}
    const read: Record<string, unknown> = {}
    for (const perspective of ['raw', 'published', 'drafts', 'r1', 'r1,drafts']) {
      counted[perspective] = await counting.query(query, {perspective})
      expect(counting.given).toEqual([])
      read[perspective] = await counting.query('count(*[_type == "note" && true])', {perspective})
    }
    expect(counted).toEqual(read)
    expect(counted).toEqual({raw: 8, published: 4, drafts: 4, r1: 3, 'r1,drafts': 3})
    const viewer = {filter: '!(_id in path("drafts.**"))'}
    expect(await counting.query(query, viewer)).toBe(6)
    expect(counting.counts).toEqual([])
    counting.close()
  })
})

describe('what a perspective shows', () => {
  test('raw: every document under its own id', async () => {
    expect(await world.query('*[_type == "article"]._id')).toEqual([
      'a',
      'b',
      'drafts.a',
      'drafts.c',
      'e',
      'versions.r1.a',
      'versions.r1.e',
      'versions.r2.d',
    ])
    expect(await world.query('*[_id == "a"][0]._originalId')).toBeNull()
  })

  test('published: neither drafts nor versions', async () => {
    expect(await world.query(titles, {perspective: 'published'})).toEqual([
      {_id: 'a', _originalId: 'a', title: 'published'},
      {_id: 'b', _originalId: 'b', title: 'only published'},
      {_id: 'e', _originalId: 'e', title: 'to go'},
    ])
  })

  test.each(['drafts', 'previewDrafts'])(
    '%s: each draft in place of its document',
    async (name) => {
      expect(await world.query(titles, {perspective: name})).toEqual([
        {_id: 'a', _originalId: 'drafts.a', title: 'draft'},
        {_id: 'b', _originalId: 'b', title: 'only published'},
        {_id: 'c', _originalId: 'drafts.c', title: 'only draft'},
        {_id: 'e', _originalId: 'e', title: 'to go'},
      ])
    },
  )

  test('a release: its versions, and no document that it will unpublish', async () => {
    expect(await world.query(titles, {perspective: ['r1']})).toEqual([
      {_id: 'a', _originalId: 'versions.r1.a', title: 'in r1'},
      {_id: 'b', _originalId: 'b', title: 'only published'},
    ])
  })

  test('a stack: the first layer that has a document gives it', async () => {
    expect(await world.query(titles, {perspective: 'r2,r1,drafts'})).toEqual([
      {_id: 'a', _originalId: 'versions.r1.a', title: 'in r1'},
      {_id: 'b', _originalId: 'b', title: 'only published'},
      {_id: 'c', _originalId: 'drafts.c', title: 'only draft'},
      {_id: 'd', _originalId: 'versions.r2.d', title: 'only in r2'},
    ])
  })

  test('references lead to what the perspective shows', async () => {
    const query = '*[_id == "a"][0].author->{_id, name}'
    expect(await world.query(query, {perspective: 'drafts'})).toEqual({
      _id: 'p',
      name: 'Ada, edited',
    })
    expect(await world.query(query, {perspective: 'published'})).toEqual({_id: 'p', name: 'Ada'})
    expect(await world.query(query)).toEqual({_id: 'p', name: 'Ada'})
  })

  test('a draft hides its document from filters that only the document meets', async () => {
    const query = '*[title == "published"]._id'
    expect(await world.query(query, {perspective: 'published'})).toEqual(['a'])
    expect(await world.query(query, {perspective: 'drafts'})).toEqual([])
  })

  test('releases and versions can be asked for', async () => {
    expect(await world.query('releases::all()[].name')).toEqual(['r1'])
    expect(await world.query('*[sanity::versionOf("a")]._id')).toEqual([
      'a',
      'drafts.a',
      'versions.r1.a',
    ])
    expect(await world.query('*[sanity::partOfRelease("r1")]._id')).toEqual([
      'versions.r1.a',
      'versions.r1.e',
    ])
  })
})

describe('what a reader may not see', () => {
  const filter = '!(_id in path("drafts.**")) && !(_id in path("versions.**"))'

  test.each([
    ['the root', '*[_id == "drafts.a"]', []],
    ['all documents', '*[_id in path("drafts.**")]', []],
    ['a count', 'count(*[_id in path("drafts.**")])', 0],
    ['a dereference', '{"to": {"_ref": "drafts.a"}}{"x": to->}', {x: null}],
    ['a subquery', '*[_id == "b"]{"x": *[_id == "drafts.a"]}', [{x: []}]],
    [
      'a correlated subquery',
      '*[_id == "b"]{"x": *[_id == "drafts." + "a" && ^._id == "b"]}',
      [{x: []}],
    ],
    ['a filter that asks', '*[_id == "b" && count(*[_id == "drafts.a"]) > 0]', []],
    ['an order', '*[_id == "b"] | order(count(*[_id == "drafts.a"])) {_id}', [{_id: 'b'}]],
    ['full text', '*[@ match text::query("draft")]', []],
    ['a match', '*[title match "draft"]', []],
    ['references', 'count(*[references("p")])', 1],
    ['a made-up call', '*[_id == "b"][0]{"x": {"_ref": "\\u0000source:0"}->}', {x: [{_id: 'b'}]}],
  ])('is not reached through %s', async (_name, query, expected) => {
    const result = await world.query(query, {filter})
    expect(result).toMatchObject(expected as object)
    expect(JSON.stringify(result)).not.toContain('drafts.')
    if (Array.isArray(expected)) expect(result).toHaveLength(expected.length)
  })

  test('does not hide a document that may be seen', async () => {
    for (const perspective of ['drafts', 'r1,drafts']) {
      expect(await world.query('*[_id == "a"][0].title', {perspective, filter})).toBe('published')
      const author = '*[_id == "a"][0].author->name'
      expect(await world.query(author, {perspective, filter})).toBe('Ada')
      expect(await world.query('*[_id == "c"]', {perspective, filter})).toEqual([])
    }
  })

  test('is decided by who asks, where the filter says so', async () => {
    const own = '_type == "person" && name match identity()'
    expect(await world.query('*._id', {filter: own, identity: 'ada'})).toEqual(['drafts.p', 'p'])
    expect(await world.query('*._id', {filter: own, identity: 'eve'})).toEqual([])
  })
})

describe('a perspective as clients name it', () => {
  test.each([
    ['raw', {kind: 'raw'}],
    [['raw'], {kind: 'raw'}],
    ['published', {kind: 'layers', layers: ['published']}],
    ['["r1","drafts"]', {kind: 'layers', layers: ['r1', 'drafts', 'published']}],
    ['r1,drafts,published', {kind: 'layers', layers: ['r1', 'drafts', 'published']}],
  ])('is read: %s', (value, perspective) => {
    expect(parsePerspective(value)).toEqual(perspective)
  })

  test.each(['', 'raw,drafts', 'published,drafts', 'a b', '[1]', '["a"', 'r1,r1', "a'", 'x.y'])(
    'is refused: %s',
    (value) => {
      expect(() => parsePerspective(value)).toThrow(
        expect.objectContaining({status: 400, type: 'invalidPerspective'}),
      )
    },
  )
})
