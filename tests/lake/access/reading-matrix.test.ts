import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'
import {data, documents, everyone, fill, ids, kinds, table} from './matrix-world.ts'
import type {Who} from './matrix-world.ts'

const queryPath = (query: string, perspective = 'raw') =>
  `${data}/query/production?returnQuery=false&perspective=${perspective}&query=${encodeURIComponent(query)}`

/** Each way to read, as the kinds or ids that come out of it. */
const ways: Record<string, (get: (path: string) => Promise<unknown>) => Promise<unknown>> = {
  'query, raw': (get) => get(queryPath('*{_id, title}')),
  'query, drafts': (get) => get(queryPath('*{_originalId, title}', 'drafts')),
  'query, a release': (get) => get(queryPath('*{_originalId, title}', 'r1')),
  'query, by path': (get) =>
    get(queryPath('*[_id in path("drafts.**") || _id in path("versions.**")]{_id, title}')),
  'query, by id': (get) => get(queryPath('*[_id == "drafts.art"][0]{_id, title}')),
  'query, versions': (get) => get(queryPath('*[sanity::versionOf("art")]{_id, title}')),
  'query, ordered': (get) =>
    get(queryPath('*[defined(title)] | order(title desc)[0...2]{_id, title}')),
  'query, references': (get) => get(queryPath('*[references("art")]{_id}')),
  'query, dereferenced': (get) =>
    get(queryPath('*[_id == "linker"][0]{"to": links[]->{_id, title}}')),
  'query, subquery': (get) =>
    get(queryPath('{"x": *[_type == "article"]{"y": *[_id == "drafts." + ^._id]}}')),
  'query, text': (get) => get(queryPath('*[title match "secret*"]{_id, title}')),
  'query, full text': (get) => get(queryPath('*[@ match text::query("secret")]{_id, title}')),
  doc: (get) => get(`${data}/doc/production/${ids.join(',')}`),
  'history, transactions': (get) => get(`${data}/history/production/transactions/${ids.join(',')}`),
  'history, documents': (get) =>
    get(`${data}/history/production/documents/${ids.join(',')}?lastRevision=true`),
  'history, at a time': (get) =>
    get(`${data}/history/production/documents/${ids.join(',')}?time=2027-01-01T00:00:00Z`),
  export: (get) => get(`${data}/export/production`),
  'history, events': (get) => get(`${data}/history/production/events/documents/art`),
}

describe('what each role reads', () => {
  let test: TestLake
  let openTest: TestLake

  beforeAll(async () => {
    const publicGrants = [{filter: '_id in path("*")', permissions: ['read' as const]}]
    ;[test, openTest] = await Promise.all([testLake(), testLake({publicGrants})])
    await Promise.all([fill(test), fill(openTest)])
  })
  afterAll(async () => {
    await Promise.all([test.close(), openTest.close()])
  })

  const lakeOf = (who: Who) => (who === 'public' ? openTest : test)
  const tokenOf = (who: Who) =>
    who === 'public' || who === 'nobody' ? undefined : test.tokens[who]

  const get = async (who: Who, path: string): Promise<string> => {
    const response = await lakeOf(who).request(path, {token: tokenOf(who)})
    // no internal error may hide a leak, or an endpoint that is not there
    expect([200, 401, 403]).toContain(response.status)
    const text = await response.text()
    return response.status === 200 ? text : ''
  }

  describe.each(Object.keys(ways))('%s', (way) => {
    it.each(everyone)('keeps from %s what is not for them', async (who) => {
      const seen = (await ways[way]!((path) => get(who, path))) as string
      const hidden = kinds.filter((kind) => !table[who].read.includes(kind))
      // these give ids that were asked for, or a published reference: what must not be there is words
      const namesIds = way.startsWith('history') || way === 'doc' || way === 'export'
      const secrets = hidden.flatMap((kind) => {
        const {_id, ...fields} = documents[kind]
        return ['title' in fields ? fields.title : [], namesIds ? [] : `"${_id}"`].flat()
      })
      expect(secrets.filter((secret) => seen.includes(secret))).toEqual([])
    })

    it('shows the editor something, so that the row above means something', async () => {
      const seen = (await ways[way]!((path) => get('editor', path))) as string
      expect(seen).toMatch(/drafts\.art|versions\.r1\.art|Secret|linker/)
    })
  })

  it.each(everyone)('shows %s all that is for them, by id', async (who) => {
    const body = await get(who, `${data}/doc/production/${ids.join(',')}`)
    const seen = body === '' ? [] : (JSON.parse(body) as {documents: {_id: string}[]}).documents
    expect(seen.map(({_id}) => _id)).toEqual(table[who].read.map((kind) => documents[kind]._id))
  })

  it.each([
    ['editor', 7, 3],
    ['viewer', 5, 1],
    ['public', 3, 1],
  ] as const)('counts for %s what is for them', async (who, all, articles) => {
    const query = '[count(*), count(*[_type == "article"]), count(*[references("art")])]'
    const {result} = JSON.parse(await get(who, queryPath(query))) as {result: unknown}
    expect(result).toEqual([all, articles, 1])
  })

  it.each(['viewer', 'public'] as const)(
    'says of no draft to %s whether it exists',
    async (who) => {
      const body = await get(who, `${data}/doc/production/drafts.art,drafts.nothing`)
      expect((JSON.parse(body) as {omitted: unknown}).omitted).toEqual([
        {id: 'drafts.art', reason: 'existence'},
        {id: 'drafts.nothing', reason: 'existence'},
      ])
    },
  )

  it.each(['viewer', 'public'] as const)('tells %s by no live event of a draft', async (who) => {
    const {request, tokens} = lakeOf(who)
    const path = `${data}/live/events/production?includeDrafts=true`
    const response = await request(path, {token: tokenOf(who)})
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader.read()).value).toContain('event: welcome')
    for (const [id, transactionId] of [
      ['drafts.art', 'secret-change'],
      ['art', 'open-change'],
    ]) {
      await request(`${data}/mutate/production`, {
        method: 'POST',
        token: tokens.editor,
        body: {transactionId, mutations: [{patch: {id, set: {title: 'Any title'}}}]},
      })
    }
    // the first that is told is the second that was made
    expect((await reader.read()).value).toContain('id: open-change#')
    await reader.cancel()
  })

  it.each(['viewer', 'public'] as const)('tells %s who listens of no draft', async (who) => {
    const {tokens} = lakeOf(who)
    const heard = await listen(lakeOf(who), tokenOf(who), async () => {
      await lakeOf(who).request(`${data}/mutate/production`, {
        method: 'POST',
        token: tokens.editor,
        body: {
          mutations: [
            {patch: {id: 'drafts.art', set: {title: 'Even more secrets'}}},
            {patch: {id: 'art', set: {title: 'The last word'}}},
          ],
        },
      })
    })
    expect(heard).toContain('The last word')
    expect(heard).toContain('"transactionTotalEvents":1')
    expect(heard).not.toMatch(/secrets|drafts/)
  })
})

/** Hear what a listener hears while something happens, up to the event that says the last word. */
async function listen(
  {request}: TestLake,
  token: string | undefined,
  happen: () => Promise<void>,
): Promise<string> {
  const query = encodeURIComponent('*')
  const response = await request(
    `${data}/listen/production?query=${query}&includeResult=true&includePreviousRevision=true&effectFormat=mendoza`,
    {token},
  )
  expect(response.status).toBe(200)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let heard = (await reader.read()).value ?? ''
  await happen()
  while (!heard.includes('The last word')) heard += (await reader.read()).value ?? ''
  await reader.cancel()
  return heard
}
