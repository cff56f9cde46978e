import {beforeEach, describe, expect, it, vi} from 'vitest'

import {filesOf, testDelivery, type TestDelivery} from './test-delivery.ts'

let test: TestDelivery

beforeEach(async () => {
  test = await testDelivery()
})

const article = (path: string, headers: Record<string, string> = {}, token = test.knee) =>
  test.ask(`/v1/articles/${path}`, {token, headers})
const typeOf = (response: Response) => response.headers.get('content-type')

describe('an article', () => {
  it.each([
    ['*/*', 'application/json'],
    ['application/json', 'application/json'],
    ['text/html', 'text/html; charset=utf-8'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html; charset=utf-8'],
    ['application/jats+xml', 'application/jats+xml'],
    ['text/plain;q=0.5, application/pdf', 'text/plain; charset=utf-8'],
    ['text/*;q=0.1, application/jats+xml;q=0.2', 'application/jats+xml'],
  ])('comes as %s', async (accept, type) => {
    const response = await article('article-knee', {accept})
    expect([response.status, typeOf(response)]).toEqual([200, type])
    expect(response.headers.get('vary')).toContain('Accept')
  })

  it('is given no more once it has run out, and the manifest says so', async () => {
    const validUntil = test.entries.knee.validUntil!
    const manifest = async () => {
      const response = await test.ask('/v1/manifest', {token: test.knee})
      return ((await response.json()) as {articles: unknown[]}).articles
    }
    test.now = new Date(Date.parse(validUntil) - 1).toISOString()
    expect((await article('article-knee')).status).toBe(200)
    expect(await manifest()).toEqual([expect.not.objectContaining({hasRunOut: true})])

    test.now = validUntil
    const response = await article('article-knee')
    expect([response.status, await response.json()]).toMatchObject([
      404,
      {code: 'run-out', detail: expect.stringContaining(validUntil)},
    ])
    expect(await manifest()).toMatchObject([{hasRunOut: true, formats: []}])
    const page = await (await test.ask('/', {token: test.knee})).text()
    expect(page).toMatch(/Nothing is published for you yet.*Could be shown until/s)
    expect((await test.ask('/?article=article-knee', {token: test.knee})).status).toBe(404)
  })

  it('says where it lies, in which language, and where its bundle is', async () => {
    const response = await article('article-knee', {accept: 'text/html'})
    const {bundle} = test.entries.knee
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-location': `/bundles/${bundle}/data/index.html`,
      'content-language': 'en',
      link: `</bundles/${bundle}.zip>; rel="enclosure"; type="application/zip"`,
      'cache-control': 'private, no-cache',
      'content-security-policy': expect.stringMatching(/^sandbox .*default-src 'none'/),
      'x-content-type-options': 'nosniff',
    })
  })

  it('comes in the format that is named, before any that is accepted', async () => {
    const response = await article('article-knee?format=text', {accept: 'text/html'})
    expect(await response.text()).toBe('article-knee as text')
  })

  it('is not there in formats that the licence or the bundle has not', async () => {
    test.licences.set('knee', {...test.licences.get('knee')!, formats: ['json', 'pdf']})
    for (const [path, accept] of [
      ['article-knee', 'text/html'],
      ['article-knee', 'application/pdf'],
      ['article-knee?format=html', '*/*'],
    ] as const) {
      const response = await article(path, {accept})
      expect(response.status).toBe(406)
      expect(await response.json()).toMatchObject({
        code: 'format-unavailable',
        available: [{format: 'json', mediaType: 'application/json'}],
      })
    }
  })

  it('is the latest edition, with a tag of its own', async () => {
    const tag = (await article('article-knee')).headers.get('etag')!
    expect((await article('article-knee', {'if-none-match': tag})).status).toBe(304)
    const entry = await test.repository.addBundle({
      id: 'article-knee',
      number: 2,
      files: {'article.json': '{"number":2}'},
    })
    await test.repository.publish('knee.en.0h', [{type: 'published', entry}])
    const newer = await article('article-knee', {'if-none-match': tag})
    expect([newer.status, await newer.text()]).toEqual([200, '{"number":2}'])
  })

  it('is asked for in a language where there are several', async () => {
    const entry = await test.repository.addBundle({
      id: 'article-knee',
      language: 'de',
      files: {'article.txt': 'Knie'},
    })
    await test.repository.publish('knee.en.0h', [{type: 'published', entry}])
    expect(await (await article('article-knee?language=de')).text()).toBe('Knie')
    const asked = await article('article-knee', {'accept-language': 'de-AT, de;q=0.9, en;q=0.5'})
    expect(asked.headers.get('content-language')).toBe('de')
    const unclear = await article('article-knee')
    expect(unclear.status).toBe(400)
    expect(await unclear.json()).toMatchObject({code: 'language-needed', available: ['de', 'en']})
    expect((await article('article-knee?language=fr')).status).toBe(404)
  })

  it('of others, of nobody and of odd names is not there', async () => {
    for (const path of ['article-hip', 'no', '%2e%2e%2f.lock', '%00', '%zz', '__proto__']) {
      expect([path, (await article(path)).status]).toEqual([path, 404])
    }
    expect((await article('article-knee?language=../x')).status).toBe(400)
    expect((await article('article-knee?format=a&format=b')).status).toBe(400)
  })

  it('that was withdrawn is gone, with its tombstone or its notice', async () => {
    const tombstone = await test.repository.withdraw(['knee.en.0h'], test.entries.knee)
    const forPrograms = await article('article-knee')
    expect([forPrograms.status, await forPrograms.text()]).toEqual([410, tombstone])
    const forPeople = await article('article-knee', {accept: 'text/html'})
    expect([forPeople.status, typeOf(forPeople)]).toEqual([410, 'text/html; charset=utf-8'])
    expect(await forPeople.text()).toContain('The dose was wrong.')
    expect((await article('article-knee', {}, test.hip)).status).toBe(404)
  })

  it('that the audience does not get any more is not there', async () => {
    const {kind, article: id, language, number, edition, digest} = test.entries.knee
    await test.repository.publish('knee.en.0h', [
      {
        type: 'removed',
        entry: {
          status: 'removed',
          kind,
          article: id,
          language,
          number,
          edition,
          digest,
          because: 'not-carried',
        },
      },
    ])
    expect((await article('article-knee')).status).toBe(404)
  })

  it('may be fetched in part, and compressed', async () => {
    const part = await article('article-knee?format=text', {range: 'bytes=0-6'})
    expect([part.status, await part.text()]).toEqual([206, 'article'])
    const coded = await article('article-knee', {'accept-encoding': 'gzip'})
    expect(coded.headers.get('content-encoding')).toBe('gzip')
  })
})

interface Manifest {
  articles: Array<{
    title: string | null
    entry: {article: string; status: string}
    formats: Array<{name: string; href: string}>
    links: Record<string, string>
  }>
  links: Record<string, string>
}

describe('the manifest', () => {
  const manifest = async (token: string) => {
    const response = await test.ask('/v1/manifest', {token})
    expect(response.status).toBe(200)
    return (await response.json()) as Manifest
  }

  it('lists what a licence has, with links that lead there', async () => {
    const {articles, links} = await manifest(test.knee)
    expect(articles.map(({title}) => title)).toEqual(['The growing knee'])
    const hrefs = [
      ...Object.entries(links).flatMap(([name, href]) => (name === 'acks' ? [] : [href])),
      ...Object.values(articles[0]!.links),
      ...articles[0]!.formats.map(({href}) => href),
    ]
    for (const href of hrefs) {
      expect([href, (await test.ask(href, {token: test.knee})).status]).toEqual([href, 200])
    }
  })

  it('names nothing of a neighbour', async () => {
    const response = await test.ask('/v1/manifest', {token: test.hip})
    expect(await response.text()).not.toMatch(/knee/i)
  })

  it('shows formats, languages and withdrawals as they are licensed', async () => {
    test.licences.set('everything', {
      ...test.licences.get('everything')!,
      formats: ['jats'],
    })
    await test.repository.withdraw(['all'], test.entries.hip)
    const {articles} = await manifest(test.everything)
    expect(
      articles.map(({entry, title, formats}) => [
        entry.status,
        title,
        formats.map(({name}) => name),
      ]),
    ).toEqual([
      ['withdrawn', 'Title of article-hip', []],
      ['live', 'The growing knee', ['jats']],
    ])
    test.licences.set('everything', {...test.licences.get('everything')!, languages: ['de']})
    expect((await manifest(test.everything)).articles).toEqual([])
  })

  it('is made once for all who may have the same, until something happens', async () => {
    const tagOf = async (token: string) =>
      (await test.ask('/v1/manifest', {token})).headers.get('etag')
    const tag = await tagOf(test.knee)
    const stringify = vi.spyOn(JSON, 'stringify')
    expect(await tagOf(test.knee)).toBe(tag)
    const longest = Math.max(
      ...stringify.mock.results.map(({value}) => (value as string | undefined)?.length ?? 0),
    )
    stringify.mockRestore()
    expect(longest).toBeLessThan(100)
    expect(await tagOf(test.hip)).not.toBe(tag)
    const licence = test.licences.get('knee')!
    test.licences.set('knee', {...licence, formats: ['json']})
    const fewer = await tagOf(test.knee)
    expect(fewer).not.toBe(tag)
    test.licences.set('knee', licence)
    expect(await tagOf(test.knee)).toBe(tag)
    await test.repository.publish('knee.en.0h', [{type: 'rebuilt', entry: test.entries.knee}])
    expect(await tagOf(test.knee)).not.toBe(tag)
  })

  it('survives a bundle that went away a moment ago', async () => {
    const entry = {...test.entries.knee, article: 'article-lost', bundle: 'f'.repeat(64)}
    await test.repository.publish('knee.en.0h', [{type: 'published', entry}])
    const {articles} = await manifest(test.knee)
    expect(articles.map(({title}) => title)).toEqual(['The growing knee', null])
    expect((await article('article-lost')).status).toBe(404)
    expect(Object.keys(filesOf('x'))).toContain('article.json')
  })
})
