import {beforeEach, describe, expect, it} from 'vitest'

import {
  issueToken,
  parseTokens,
  revokeToken,
  tokensText,
} from '../../../../exports/delivery/server/token-file.ts'
import {hashToken, testDelivery, type TestDelivery} from './test-delivery.ts'

const path = '/trust.dsse.json'
let test: TestDelivery

beforeEach(async () => {
  test = await testDelivery()
})

const statusOf = async (token?: string, address?: string) =>
  (await test.ask(path, {...(token !== undefined && {token}), ...(address && {address})})).status

describe('tokens that do not count', () => {
  it('are answered alike: unknown, revoked, expired, cut short, of nobody, none at all', async () => {
    const {token: expired} = test.issue('knee', '2026-06-01T13:00:00.000Z')
    test.now = '2026-06-01T13:00:00.000Z'
    const revoked = test.hip
    const record = test.tokens.get(hashToken(revoked))!
    test.tokens.set(record.sha256, {...record, revokedAt: test.now})
    const {token: operators} = test.issue()
    test.licences.delete('everything')
    const answers = new Set<string>()
    for (const token of [
      `mrw_${'a'.repeat(43)}`,
      revoked,
      expired,
      test.knee.slice(0, -1),
      test.knee.slice(4),
      `${test.knee}a`,
      operators,
      test.everything,
      undefined,
    ]) {
      const response = await test.ask(path, token === undefined ? {} : {token, address: '10.9.8.7'})
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="marrow"')
      answers.add(await response.text())
    }
    expect(answers.size).toBe(1)
  })

  it.each(['Basic a2xlZTprbmVl', 'Bearer', 'mrw_x', 'Bearer a b'])(
    '%s is no way to show one',
    async (authorization) => {
      expect((await test.ask(path, {headers: {authorization}})).status).toBe(401)
    },
  )

  it('expire at their second', async () => {
    const {token} = test.issue('knee', '2026-06-01T13:00:00.000Z')
    test.now = '2026-06-01T12:59:59.999Z'
    expect(await statusOf(token)).toBe(200)
    test.now = '2026-06-01T13:00:00.000Z'
    expect(await statusOf(token)).toBe(401)
  })

  it('in an address are refused before anything else', async () => {
    for (const query of [
      `?token=${test.knee}`,
      `?access_token=x`,
      `?since=${test.knee}`,
      '?KEY=1',
    ]) {
      const response = await test.ask(path + query, {token: test.knee})
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({code: 'token-in-query'})
    }
  })
})

describe('guessing', () => {
  it('is slowed by network, whatever the headers say, and nobody else is', async () => {
    const guess = (index: number, address: string) =>
      test.ask(path, {
        token: `mrw_${String(index).padStart(43, '0')}`,
        address,
        headers: {
          'x-forwarded-for': `10.0.${index % 256}.1`,
          forwarded: `for=10.0.${index % 256}.1`,
          'x-real-ip': `10.0.${index % 256}.1`,
        },
      })
    const count = process.env['MARROW_LONG'] ? 100_000 : 2000
    const bodies = new Map<number, Set<string>>()
    for (let index = 0; index < count; index += 1) {
      const response = await guess(index, '203.0.113.9')
      const texts = bodies.get(response.status) ?? new Set()
      bodies.set(response.status, texts.add(await response.text()))
      if (index % 500 === 0) {
        expect(await statusOf(test.knee, '203.0.113.9')).toBe(200)
        expect(await statusOf(test.knee, '198.51.100.1')).toBe(200)
      }
    }
    expect([...bodies.keys()]).toEqual([401, 429])
    expect([...bodies.values()].map((texts) => texts.size)).toEqual([1, 1])
    expect((await guess(1, '198.51.100.1')).status).toBe(401)
    test.now = '2026-06-01T12:01:01.000Z'
    expect((await guess(1, '203.0.113.9')).status).toBe(401)
  })

  it('counts a whole /64 of IPv6 as one', async () => {
    const statuses = []
    for (let index = 0; index < 20; index += 1) {
      statuses.push(await statusOf('mrw_no', `2001:db8:1:2::${index.toString(16)}`))
    }
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    expect(await statusOf('mrw_no', '2001:db8:1:3::1')).toBe(401)
  })
})

describe('rates', () => {
  it('hold each token, and none for the others', async () => {
    test = await testDelivery({limits: {requestsPerSecond: 2, requestsAtOnce: 3}})
    const statuses = []
    for (let index = 0; index < 5; index += 1) statuses.push(await statusOf(test.knee))
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    expect(await statusOf(test.hip)).toBe(200)
    const refused = await test.ask(path, {token: test.knee})
    expect(refused.headers.get('retry-after')).toBe('1')
    test.now = '2026-06-01T12:00:01.000Z'
    expect([
      await statusOf(test.knee),
      await statusOf(test.knee),
      await statusOf(test.knee),
    ]).toEqual([200, 200, 429])
  })

  it('hold pages for people, which take longest to make, to fewer', async () => {
    test = await testDelivery({limits: {pagesPerSecond: 1, pagesAtOnce: 2}})
    const statuses = []
    for (const place of ['/', '/?article=article-knee', '/', '/?article=no', path]) {
      statuses.push((await test.ask(place, {token: test.knee})).status)
    }
    expect(statuses).toEqual([200, 200, 429, 429, 200])
    expect((await test.ask('/', {token: test.hip})).status).toBe(200)
  })

  it('hold who has no token by network, wherever that asks', async () => {
    test = await testDelivery({limits: {strangerPerSecond: 1, strangerAtOnce: 2}})
    const places = [path, '/v1/manifest', '/', '/metrics', '/bundles/x', '/health']
    const statuses = []
    for (const place of places) {
      statuses.push((await test.ask(place, {address: '10.0.0.1'})).status)
    }
    expect(statuses).toEqual([401, 401, 429, 429, 429, 429])
    expect(await statusOf(test.knee, '10.0.0.1')).toBe(200)
  })

  it('hold who has no token by network', async () => {
    test = await testDelivery({limits: {strangerPerSecond: 1, strangerAtOnce: 2}})
    const health = async (address: string) => (await test.ask('/health', {address})).status
    expect([await health('10.0.0.1'), await health('10.0.0.1'), await health('10.0.0.1')]).toEqual([
      200, 200, 429,
    ])
    expect(await health('10.0.0.2')).toBe(200)
    expect(await statusOf(test.knee, '10.0.0.1')).toBe(200)
  })
})

describe('the token file', () => {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const effects = {now: '2026-06-01T12:00:00.000Z', random}

  it('keeps no token, and at most two live ones of a publisher', () => {
    const first = issueToken([], {publisher: 'p'}, effects)
    const second = issueToken(first.tokens, {publisher: 'p'}, effects)
    expect(first.token).toMatch(/^mrw_[\w-]{43}$/)
    expect(tokensText(second.tokens)).not.toContain(first.token.slice(4))
    expect(() => issueToken(second.tokens, {publisher: 'p'}, effects)).toThrow(/revoke one first/)
    expect(issueToken(second.tokens, {publisher: 'q'}, effects).tokens).toHaveLength(3)
    const revoked = revokeToken(second.tokens, first.record.id, effects.now)
    expect(issueToken(revoked, {publisher: 'p'}, effects).tokens).toHaveLength(3)
    expect(() => revokeToken(revoked, first.record.id, effects.now)).toThrow(/no live token/)
    expect(parseTokens(tokensText(revoked))).toEqual(revoked)
  })

  it('names what is wrong with it', () => {
    expect(() => parseTokens('{"format":1,"tokens":[{"id":"a"}]}')).toThrow(/tokens\[0\]\.sha256/)
    expect(() => parseTokens('{"format":1,"tokens":[],"tokens":[]}')).toThrow(/tokens/)
  })
})
