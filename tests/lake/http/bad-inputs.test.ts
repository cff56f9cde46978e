import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {studio, testLake} from './harness.ts'
import type {RequestOptions, TestLake} from './harness.ts'

const mutatePath = '/v2025-02-19/data/mutate/production'

let test: TestLake
beforeAll(async () => {
  test = await testLake({limits: {bodyMs: 150, idleMs: 60}})
})
afterAll(() => test.close())

const post = (body: unknown, options: RequestOptions = {}) =>
  test.request(mutatePath, {method: 'POST', token: test.tokens.editor, body, ...options})
const count = () => test.store.read('production', (view) => view.count())
const raw = (document: string) => `{"mutations":[{"create":${document}}]}`

describe('row 5: keys that would change what an object is', () => {
  it.each([
    ['at the top', '{"_type":"t","__proto__":{"admin":true}}'],
    ['deep inside', '{"_type":"t","a":[{"b":{"__proto__":{"admin":true}}}]}'],
    ['escaped', '{"_type":"t","\\u005f_proto__":{"admin":true}}'],
    ['in a patch', null],
  ])('refuses __proto__ %s', async (_, document) => {
    const before = count()
    const response = await post(
      document === null
        ? '{"mutations":[{"patch":{"id":"a","set":{"__proto__":{"admin":true}}}}]}'
        : raw(document),
    )
    expect(response.status).toBe(400)
    expect(count()).toBe(before)
  })

  it('keeps constructor and prototype as plain data', async () => {
    const body = raw('{"_id":"inert","_type":"t","constructor":{"prototype":{"admin":true}}}')
    expect((await post(body)).status).toBe(200)
    const query = encodeURIComponent('*[_id == "inert"][0]{...}')
    const response = await test.request(`/v1/data/query/production?query=${query}`, {
      token: test.tokens.editor,
    })
    const {result} = (await response.json()) as {result: Record<string, unknown>}
    expect(Object.hasOwn(result, 'constructor')).toBe(true)
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
    expect(({} as {admin?: unknown}).admin).toBeUndefined()
  })
})

describe('row 8: JSON that means different things to different readers', () => {
  const bodies: Record<string, string | Uint8Array> = {
    'a key given twice': raw('{"_type":"t","a":1,"a":2}'),
    'a number too large': raw('{"_type":"t","a":1e400}'),
    'an integer that is not exact': raw('{"_type":"t","a":9007199254740993}'),
    NaN: raw('{"_type":"t","a":NaN}'),
    Infinity: raw('{"_type":"t","a":-Infinity}'),
    'a lone surrogate': raw('{"_type":"t","a":"\\ud800"}'),
    'a byte order mark': `\uFEFF${raw('{"_type":"t"}')}`,
    'U+0000 in an id': raw('{"_type":"t","_id":"a\\u0000b"}'),
    'a raw control character': raw('{"_type":"t","a":"\u0001"}'),
    truncated: '{"mutations":[{"create":{"_type":"t"',
    'ten thousand levels': raw(`{"_type":"t","a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
    'ten thousand levels that never end': '['.repeat(10_000),
    'text after the end': `${raw('{"_type":"t"}')}x`,
    'a trailing comma': raw('{"_type":"t",}'),
    'a comment': raw('{"_type":"t"/* c */}'),
    'single quotes': "{'mutations':[]}",
    'a leading zero': raw('{"_type":"t","a":01}'),
    'a plus sign': raw('{"_type":"t","a":+1}'),
    'a bare point': raw('{"_type":"t","a":1.}'),
    hex: raw('{"_type":"t","a":0x10}'),
    'a bad escape': raw('{"_type":"t","a":"\\x41"}'),
    'bytes that are not UTF-8': new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
    'an overlong form': new Uint8Array([0x22, 0xc0, 0xaf, 0x22]),
    'UTF-16': new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
    nothing: '',
    'no object': '[]',
  }

  it.each(Object.keys(bodies))('refuses %s, and stores nothing', async (name) => {
    const before = count()
    const response = await post(bodies[name])
    expect(response.status).toBe(400)
    expect(count()).toBe(before)
  })

  it('says where', async () => {
    const response = await post('{"mutations":\n[{"create":{"_type":"t","a":1,"a":2}}]}')
    expect(await response.json()).toMatchObject({
      errorCode: 'json-duplicate-key',
      message: expect.stringMatching(/^body:2:\d+: .*mutations\[0\]\.create/),
    })
  })

  it('holds for query parameters, POSTed queries and the key-value store too', async () => {
    const token = test.tokens.editor
    const query = encodeURIComponent('*[a == $a]')
    const path = `/v1/data/query/production?query=${query}&%24a=${encodeURIComponent('{"a":1,"a":2}')}`
    expect((await test.request(path, {token})).status).toBe(400)
    for (const [target, method] of [
      ['/v1/data/query/production', 'POST'],
      ['/v1/users/me/keyvalue', 'PUT'],
      ['/v1/data/actions/production', 'POST'],
    ] as const) {
      const response = await test.request(target, {method, token, body: '{"a":1,"a":2}'})
      expect([target, response.status]).toEqual([target, 400])
    }
  })
})

describe('row 9: the limits of the hosted lake', () => {
  it('refuses a body over 4 MB, whether it says its length or not', async () => {
    const body = raw(`{"_type":"t","a":"${'x'.repeat(4 * 1024 * 1024)}"}`)
    expect((await post(body)).status).toBe(413)
    const chunk = new TextEncoder().encode('x'.repeat(1024 * 1024))
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        controller.enqueue(chunk)
      },
    })
    expect((await post(endless)).status).toBe(413)
    expect(sent).toBeLessThan(10)
  })

  it('refuses more than 1000 attributes', async () => {
    const fields = Object.fromEntries(Array.from({length: 1001}, (_, at) => [`f${at}`, at]))
    expect((await post({mutations: [{create: {_type: 't', ...fields}}]})).status).toBe(400)
  })

  it.each([
    'x'.repeat(129),
    '../x',
    'a/b',
    'drafts.drafts.x',
    '_.groups.x',
    '-a',
    'a b',
    'a..b',
    'ä',
    '.',
    'versions.r1.drafts.x',
  ])('refuses the id %s', async (_id) => {
    const before = count()
    const response = await post({mutations: [{create: {_id, _type: 't'}}]})
    expect([400, 403]).toContain(response.status)
    expect(count()).toBe(before)
  })
})

describe('row 12: who asks from where', () => {
  const path = '/v1/users/me'
  const foreign = [
    'http://evil.example',
    'null',
    'http://localhost:3000.evil.example',
    'http://evil.localhost:3000',
    'https://localhost:3000',
    'http://localhost:30000',
    'http://localhost',
    'HTTP://LOCALHOST:3000',
    'http://localhost:3000/',
    'file://',
  ]

  it.each(foreign)('answers %s with 403 and no header that lets it read', async (origin) => {
    for (const method of ['GET', 'OPTIONS']) {
      const headers = {origin, 'access-control-request-method': 'GET'}
      const response = await test.request(path, {method, token: test.tokens.editor, headers})
      expect(response.status).toBe(403)
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
      expect(response.headers.get('access-control-allow-credentials')).toBeNull()
    }
  })

  it('lets an allowed origin read answers, refusals and preflights, and no other', async () => {
    for (const [method, token, status] of [
      ['GET', test.tokens.editor, 200],
      ['GET', undefined, 401],
      ['OPTIONS', undefined, 204],
    ] as const) {
      const response = await test.request(path, {method, token, headers: {origin: studio}})
      expect(response.status).toBe(status)
      expect(response.headers.get('access-control-allow-origin')).toBe(studio)
      expect(response.headers.get('vary')).toContain('origin')
    }
    const response = await test.request('/v1/nothing', {headers: {origin: studio}})
    expect(response.headers.get('access-control-allow-origin')).toBe(studio)
  })

  it.each(['http://evil.example:3333', 'http://192.168.1.5:3333', 'http://localhost.evil.example'])(
    'refuses the host %s, to which DNS may have been rebound',
    async (host) => {
      const response = await test.request(`${host}${path}`, {token: test.tokens.editor})
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({errorCode: 'host-unknown'})
    },
  )

  it.each(['http://127.0.0.1:3333', 'http://[::1]:3333', 'http://local.localhost:3333'])(
    'is called %s too',
    async (host) => {
      const response = await test.request(`${host}${path}`, {token: test.tokens.editor})
      expect(response.status).toBe(200)
    },
  )
})

describe('row 13: a token for the public', () => {
  it('reads nothing without one: the matrix of roles tries every route', async () => {
    for (const target of ['data/query/production?query=*', 'data/doc/production/a', 'users/me']) {
      expect((await test.request(`/v1/${target}`)).status).toBe(401)
    }
  })
})

describe('row 14: requests that are too long, too slow or never end', () => {
  it('refuses an address over 16 kB', async () => {
    const path = `/v1/data/query/production?query=${'x'.repeat(16 * 1024)}`
    expect((await test.request(path, {token: test.tokens.editor})).status).toBe(414)
  })

  it('gives up on a body that does not come', async () => {
    const silent = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array([0x7b])),
    })
    expect((await post(silent)).status).toBe(408)
  })

  it('gives up on a body that drips', async () => {
    let drips = 0
    const dripping = new ReadableStream<Uint8Array>({
      async pull(controller) {
        drips += 1
        await new Promise((resolve) => setTimeout(resolve, 20))
        controller.enqueue(new Uint8Array([0x20]))
      },
    })
    expect((await post(dripping)).status).toBe(408)
    expect(drips).toBeLessThan(20)
  })

  it.each(['gzip', 'br', 'deflate', 'GZIP', 'gzip, gzip'])('unpacks no %s', async (encoding) => {
    const response = await post('x', {headers: {'content-encoding': encoding}})
    expect(response.status).toBe(415)
  })
})
