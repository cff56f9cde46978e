import fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {LakeError} from '../../../lake/lake-error.ts'
import {parseListenFilter} from '../../../lake/listen/listen-filter.ts'
import type {StoredDocument} from '../../../lake/store/store.ts'

const document = {
  _id: 'drafts.a',
  _type: 'article',
  _rev: 'r',
  _createdAt: '2026-01-01T00:00:00Z',
  _updatedAt: '2026-01-02T00:00:00Z',
  sections: [{body: [{_ref: 'y'}]}, {body: [{_ref: 'x'}]}],
  title: 'Haemophilia in children',
  tags: ['blood', 'rare'],
  count: 3,
  authors: [{_key: 'k', _type: 'reference', _ref: 'person-1'}],
} as StoredDocument

const matches = (query: string, params: Record<string, unknown> = {}): boolean =>
  parseListenFilter(query, params, 'eddie')(document)

describe('parseListenFilter', () => {
  it.each([
    // what needs other documents counts as met
    ['*[author->name == "x"]', true],
    ['*[count(*[_type == "x"]) > 1]', true],
    ['*[_id in *[_type == "x"]._id]', true],
    ['*[_type == "article" && author->name == "x"]', true],
    ['*[_type == "person" && author->name == "x"]', false],
    ['*[(author->name == "x" && _type == "article") && count > 3]', false],
    ['*[!(author->name == "x")]', true],
    ['*[_type == "person" || author->name == "x"]', true],
    ['*[author->name == "x"][_type == "person"]', false],
    ['*', true],
    ['*[true]', true],
    ['*[_type == "article"]', true],
    ['*[_type == $type]', false],
    ['*[_id in $ids]', true],
    ['*[_type in ["article", "person"] && !(_id in path("drafts.**"))]', false],
    ['*[_id in path("drafts.**")][count > 2]', true],
    ['*[_type == "article"][count > 3]', false],
    ['*[_type == "article"]{title}[0...10] | order(title)', true],
    ['*[_id == $id][0]', true],
    ['*[references("person-1")]', true],
    ['*[references($ids)]', false],
    ['*["rare" in tags]', true],
    ['*[count(authors[_ref == "person-1"]) == 1]', true],
    ['*[authors[]._ref match "person-*"]', true],
    ['*[$ref in authors[]._ref]', true],
    ['*["x" in sections[].body[]._ref]', true],
    ['*[_id == $id || _id == "drafts." + $id]', true],
    ['*[_id in path("drafts." + $any)]', true],
    ['*[_id in path("versions." + $any)]', false],
    [`*[_id in ["drafts.a"${', "b"'.repeat(500)}]]`, true],
    ['*[tags[0..1][0] == "blood"]', true],
    ['*[title match "haemo*"]', true],
    ['*[title match $pattern]', true],
    ['*[sanity::versionOf("a")]', true],
    ['*[sanity::versionOf("b")]', false],
    ['*[identity() == "eddie"]', true],
    ['*[defined(missing)]', false],
    ['*[count]', false],
    ['*[missing > 3]', false],
  ])('evaluates %s', (query, expected) => {
    const params = {
      type: 'person',
      ids: ['drafts.a', 'b'],
      id: 'drafts.a',
      pattern: 'CHILD*',
      any: '**',
      ref: 'person-1',
    }
    expect(matches(query, params)).toBe(expected)
  })

  it.each([
    ['', 'queryParseError'],
    ['*[', 'queryParseError'],
    ['*[_id == $missing]', 'queryParseError'],
    ['{"a": 1}', 'listenQueryError'],
    ['count(*)', 'listenQueryError'],
    ['*[title + title == "x"]', 'listenQueryError'],
    ['*[array::join(tags, title) == "x"]', 'listenQueryError'],
    ['*[count(string::split(title, "")) > 1]', 'listenQueryError'],
    ['*[pt::text(body) match "x"]', 'listenQueryError'],
    ['*[title match tags[0]]', 'listenQueryError'],
    ['*[title match "*a" + "*b"]', 'listenQueryError'],
    ['*[count(tags[count(^.tags) > 1]) > 1]', 'listenQueryError'],
    [`*[true${'||true'.repeat(150)}]`, 'listenQueryError'],
    ['*[_id in path(title)]', 'listenQueryError'],
    ['*[_id in path("**a" + "**b" + "**c" + "**d")]', 'listenQueryError'],
    ['*[count(tags[@ == ^.sections[].body]) > 1]', 'listenQueryError'],
    ['*[title match "*a*b"]', 'listenQueryError'],
    ['*[title match $pattern]', /listenQueryError|queryLimitError/],
    ['*[count(tags[@ in ^.tags[@ == ^.title]]) > 1]', 'listenQueryError'],
    [`*[${'true&&'.repeat(2000)}true]`, /listenQueryError|queryLimitError/],
    [`*[${'('.repeat(5000)}true${')'.repeat(5000)}]`, /Error$/],
    [`*[${'!'.repeat(50_000)}true]`, /Error$/],
    [`*[true${'||true'.repeat(20_000)}]`, /Error$/],
  ] as const)('refuses %.60s in no time', (query, type) => {
    const started = performance.now()
    let error: unknown
    try {
      matches(query, {pattern: '*a'.repeat(10)})
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(LakeError)
    expect((error as LakeError).status).toBe(400)
    expect((error as LakeError).type).toMatch(type)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('never throws on a document, whatever is in it', () => {
    const filter = parseListenFilter(
      '*[title match "a*" && count(tags[@ == "x"]) > 1 || references("p") || lower(title) in tags]',
      {},
      'eddie',
    )
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (title, tags) => {
        const isMatch = filter({...document, title, tags})
        expect(typeof isMatch).toBe('boolean')
      }),
      {numRuns: 500, seed: 7},
    )
  })

  it('stays quick over a large document', () => {
    const large = {
      ...document,
      title: 'a'.repeat(1_000_000),
      tags: Array.from({length: 100_000}, (_, index) => `tag${index}`),
    } as StoredDocument
    const filter = parseListenFilter(
      '*[title match "*a*" && title match "*ab" && title match "a*b*" || count(tags[@ == "x"]) > 1 || "y" in tags || references("z")]',
      {},
      'eddie',
    )
    const started = performance.now()
    expect(filter(large)).toBe(false)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
