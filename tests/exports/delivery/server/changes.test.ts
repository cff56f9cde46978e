import {beforeEach, describe, expect, it} from 'vitest'

import type {FeedEvent} from '../../../../exports/repository/format/feed-event.ts'
import {hashToken, testDelivery, type TestDelivery} from './test-delivery.ts'

let test: TestDelivery

beforeEach(async () => {
  test = await testDelivery()
})

interface Changes {
  events: FeedEvent[]
  next: number
  more: boolean
  head: {seq: number; hash: string}
}

const changes = async (query = '', token = test.knee) => {
  const response = await test.ask(`/v1/changes${query}`, {token})
  return {status: response.status, body: (await response.json()) as Changes}
}

/** Put so many events into a feed: an article that is built anew each time. */
const happen = async (count: number, audience = 'knee.en.0h') => {
  const entry = test.entries.knee
  const news = Array.from({length: count}, () => ({type: 'rebuilt' as const, entry}))
  await test.repository.publish(audience, news)
}

const revoke = (token: string) => {
  const record = test.tokens.get(hashToken(token))!
  test.tokens.set(record.sha256, {...record, revokedAt: test.now})
}
/** Give the publisher `knee` the terms of `hip`. */
const readAnother = () => {
  test.licences.set('knee', {...test.licences.get('knee')!, audience: 'hip.en.0h'})
}

const numbers = ({events}: Changes) => events.map(({seq}) => seq)
const upTo = (from: number, to: number) => Array.from({length: to - from + 1}, (_, at) => from + at)

describe('events after a cursor', () => {
  it('come in pages that chain, whatever the limit, over the pages of the feed', async () => {
    await happen(249)
    for (const limit of [1, 7, 100, 101, 1000]) {
      let since = 0
      const seen: FeedEvent[] = []
      for (;;) {
        const {body} = await changes(`?since=${since}&limit=${limit}`)
        expect(body.events.length).toBeLessThanOrEqual(limit)
        seen.push(...body.events)
        since = body.next
        expect(body.more).toBe(since < 250)
        if (!body.more) break
        if (limit === 1 && seen.length > 3) break
      }
      if (limit > 1) expect(seen.map(({seq}) => seq)).toEqual(upTo(1, 250))
      expect(seen.slice(1).map(({prev}) => prev)).toEqual(seen.slice(0, -1).map(({hash}) => hash))
    }
  })

  it('are of the audience alone', async () => {
    const {body} = await changes('', test.hip)
    expect(body.events.map(({entry}) => entry?.article)).toEqual(['article-hip'])
  })

  it('are none at the end of the feed, and a conflict beyond it', async () => {
    expect((await changes('?since=1')).body).toMatchObject({events: [], next: 1, more: false})
    const ahead = await changes('?since=2')
    expect(ahead).toMatchObject({status: 409, body: {code: 'cursor-ahead', head: 1}})
  })

  it('are not asked for again: a tag', async () => {
    const response = await test.ask('/v1/changes', {token: test.knee})
    const tag = response.headers.get('etag')!
    const again = await test.ask('/v1/changes', {
      token: test.knee,
      headers: {'if-none-match': tag},
    })
    expect(again.status).toBe(304)
    expect(response.headers.get('cache-control')).toBe('private, no-cache')
  })

  it.each([
    'since=-1',
    'since=1.5',
    'since=x',
    'since=',
    'since=1&since=2',
    'since=99999999999999999999',
    'limit=0',
    'limit=1001',
    'wait=61',
    'wait=-1',
  ])('%s is refused', async (query) => {
    expect(await changes(`?${query}`)).toMatchObject({
      status: 400,
      body: {code: 'parameter-malformed'},
    })
  })

  it('leave out what a writer that died put beyond the head', async () => {
    const {body} = await changes()
    const line = JSON.stringify({...body.events[0], seq: 2})
    test.repository.write(
      'audiences/knee.en.0h/feed/1.ndjson',
      `${JSON.stringify(body.events[0])}\n${line}\n{"torn`,
    )
    expect(numbers((await changes()).body)).toEqual([1])
  })
})

describe('a poll that waits', () => {
  it('is answered when something happens', async () => {
    const waiting = changes('?since=1&wait=60')
    await expect.poll(() => test.world.metrics.toText()).toContain('marrow_delivery_waiting 1')
    await happen(1)
    expect(numbers((await waiting).body)).toEqual([2])
    expect(test.world.metrics.toText()).toContain('marrow_delivery_waiting 0')
  })

  it('is answered at once where something did', async () => {
    expect(numbers((await changes('?since=0&wait=60')).body)).toEqual([1])
  })

  it('is answered empty when its time is over, or the server stops', async () => {
    expect((await changes('?since=1&wait=1')).body).toMatchObject({events: [], next: 1})
    const waiting = changes('?since=1&wait=60')
    await expect.poll(() => test.world.metrics.toText()).toContain('marrow_delivery_waiting 1')
    await test.delivery.close()
    expect((await waiting).body).toMatchObject({events: [], next: 1})
    expect((await test.ask('/health')).status).toBe(503)
  })

  it('ends when its token does, and tells nothing of what happens then', async () => {
    const waiting = changes('?since=1&wait=60')
    await expect.poll(() => test.world.metrics.toText()).toContain('marrow_delivery_waiting 1')
    revoke(test.knee)
    await happen(1)
    expect(await waiting).toMatchObject({status: 401, body: {code: 'unauthorized'}})
  })

  it('tells no more of a feed that its publisher has no licence for any more', async () => {
    const waiting = changes('?since=1&wait=60')
    await expect.poll(() => test.world.metrics.toText()).toContain('marrow_delivery_waiting 1')
    readAnother()
    await happen(1)
    expect(await waiting).toMatchObject({status: 200, body: {events: [], next: 1}})
  })

  it('is one of a bounded number', async () => {
    test = await testDelivery({limits: {pollMs: 5, streamsOfToken: 2, streams: 3}})
    const leave = new AbortController()
    const open = (token: string) =>
      test.ask('/v1/changes?since=1', {
        token,
        signal: leave.signal,
        headers: {accept: 'text/event-stream'},
      })
    const {token: second} = test.issue('hip')
    const statuses = []
    for (const token of [test.knee, test.knee, test.knee, test.hip, second]) {
      statuses.push((await open(token)).status)
    }
    expect(statuses).toEqual([200, 200, 429, 200, 429])
    leave.abort()
    await expect.poll(async () => (await open(second)).status).toBe(200)
  })
})

/** Read an event stream as a browser does; ends after so many events. */
async function follow(
  target: TestDelivery,
  count: number,
  options: {since?: number; lastId?: number; token?: string; cutAfter?: number} = {},
) {
  const {since = 0, lastId, token = target.knee, cutAfter = Infinity} = options
  const leave = new AbortController()
  const response = await target.ask(`/v1/changes?since=${since}`, {
    token,
    signal: leave.signal,
    headers: {
      accept: 'text/event-stream',
      ...(lastId !== undefined && {'last-event-id': String(lastId)}),
    },
  })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const ids: number[] = []
  let text = ''
  let comments = 0
  for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
    text += piece
    const blocks = text.split('\n\n')
    text = blocks.pop()!
    for (const block of blocks) {
      if (block.startsWith(':')) comments += 1
      const id = /^id: (\d+)$/m.exec(block)?.[1]
      if (id === undefined) continue
      const data = JSON.parse(/^data: (.*)$/m.exec(block)![1]!) as FeedEvent
      expect(data.seq).toBe(Number(id))
      ids.push(data.seq)
      if (ids.length >= cutAfter) break
    }
    if (ids.length >= Math.min(count, cutAfter) || comments > 2) break
  }
  leave.abort()
  return {ids, comments}
}

describe('an event stream', () => {
  it('sends what happened, then what happens', async () => {
    const following = follow(test, 251)
    await happen(150)
    await happen(100)
    expect((await following).ids).toEqual(upTo(1, 251))
  })

  it('is taken up where it was cut: each event exactly once', async () => {
    let lastId: number | undefined
    const seen: number[] = []
    for (let round = 0; round < 12; round += 1) {
      await happen(17)
      const cutAfter = 1 + ((round * 7) % 23)
      const {ids} = await follow(test, Math.min(cutAfter, 17 * (round + 1) + 1 - seen.length), {
        cutAfter,
        ...(lastId !== undefined && {lastId}),
      })
      seen.push(...ids)
      lastId = seen.at(-1)!
    }
    const {ids} = await follow(test, 205 - seen.length, {lastId: lastId!})
    expect([...seen, ...ids]).toEqual(upTo(1, 205))
  })

  it('gives signs of life', async () => {
    test = await testDelivery({limits: {pollMs: 5, heartbeatMs: 10}})
    expect((await follow(test, 1, {since: 1})).comments).toBeGreaterThan(2)
  })

  it('ends when its token does', async () => {
    const following = follow(test, 99, {since: 1})
    await expect.poll(() => test.world.metrics.toText()).toContain('marrow_delivery_waiting 1')
    revoke(test.knee)
    expect(await following).toMatchObject({ids: []})
  })

  it('ends when its publisher is to read another feed', async () => {
    const following = follow(test, 99, {since: 1})
    await expect.poll(() => test.world.metrics.toText()).toContain('marrow_delivery_waiting 1')
    readAnother()
    await happen(1)
    expect(await following).toMatchObject({ids: []})
  })

  it('ends with a hint when to come back when the server stops', async () => {
    const response = await test.ask('/v1/changes?since=1', {
      token: test.knee,
      headers: {accept: 'text/event-stream'},
    })
    const text = response.text()
    await expect.poll(() => test.world.metrics.toText()).toContain('marrow_delivery_waiting 1')
    await test.delivery.close()
    expect(await text).toMatch(/^retry: 2000\n\n: the server stops; .*\nretry: 2000\n\n$/)
    expect(test.world.metrics.toText()).toContain('marrow_delivery_waiting 0')
  })

  it('of a cursor beyond the feed, or none at all, is refused', async () => {
    const statusOf = async (id: string) =>
      (
        await test.ask('/v1/changes', {
          token: test.knee,
          headers: {accept: 'text/event-stream', 'last-event-id': id},
        })
      ).status
    expect([await statusOf('7'), await statusOf('x'), await statusOf('-1')]).toEqual([
      409, 400, 400,
    ])
  })

  it('opens what is under embargo at its second', async () => {
    const opensAt = '2026-06-01T13:00:00.000Z'
    let opening: string | null = opensAt
    test = await testDelivery({
      nextOpening: () => opening,
      async settle() {
        opening = null
        await happen(1)
      },
    })
    const following = follow(test, 1, {since: 1})
    await expect.poll(() => test.world.metrics.toText()).toContain('marrow_delivery_waiting 1')
    test.now = opensAt
    expect((await following).ids).toEqual([2])
  })
})
