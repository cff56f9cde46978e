import {beforeEach, describe, expect, it} from 'vitest'

import {testDelivery, type TestDelivery} from './test-delivery.ts'

let test: TestDelivery

beforeEach(async () => {
  test = await testDelivery()
  await test.repository.publish('knee.en.0h', [{type: 'rebuilt', entry: test.entries.knee}])
})

const acknowledge = async (
  body: unknown,
  {
    token = test.knee,
    type = 'application/json',
    query = '',
  }: {token?: string; type?: string; query?: string} = {},
) => {
  const response = await test.ask(`/v1/acks${query}`, {
    token,
    method: 'POST',
    headers: {'content-type': type},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return {status: response.status, body: (await response.json()) as Record<string, unknown>}
}

describe('acknowledgements', () => {
  it('are held to a rate for each publisher: each waits for the disk', async () => {
    test = await testDelivery({limits: {acksPerSecond: 1, acksAtOnce: 2}})
    const {token: second} = test.issue('knee')
    const statuses = []
    for (const token of [test.knee, second, test.knee, test.hip]) {
      statuses.push((await acknowledge({seq: 1, outcome: 'failed'}, {token})).status)
    }
    expect(statuses).toEqual([200, 200, 429, 200])
    test.now = '2026-06-01T12:00:01.000Z'
    expect((await acknowledge({seq: 1})).status).toBe(200)
  })

  it('only rise, and may be said again', async () => {
    const said = {status: 200, body: {acknowledged: 2, at: test.now}}
    expect((await acknowledge({seq: 1})).body).toMatchObject({acknowledged: 1})
    expect(await acknowledge({seq: 2})).toEqual(said)
    test.now = '2026-06-02T12:00:00.000Z'
    expect(await acknowledge({seq: 2})).toEqual(said)
    expect(await acknowledge({seq: 1, outcome: 'applied'})).toEqual(said)
    expect(test.acks).toEqual([
      {publisher: 'knee', audience: 'knee.en.0h', seq: 2, at: '2026-06-01T12:00:00.000Z'},
    ])
  })

  it('count for no other feed than the one that its publisher has now', async () => {
    const of = (audience: string) => acknowledge({seq: 1}, {query: `?audience=${audience}`})
    expect((await of('hip.en.0h')).status).toBe(404)
    expect(test.acks).toEqual([])
    expect((await of('knee.en.0h')).body).toMatchObject({acknowledged: 1})
  })

  it('keep what failed beside them', async () => {
    await acknowledge({seq: 1})
    const failed = await acknowledge({seq: 2, outcome: 'failed', message: 'disk full'})
    expect(failed.body).toMatchObject({acknowledged: 1})
    expect(test.acks[0]).toMatchObject({seq: 1, failed: {seq: 2, message: 'disk full'}})
  })

  it('are each publisher’s own', async () => {
    expect(await acknowledge({seq: 2}, {token: test.hip})).toMatchObject({
      status: 409,
      body: {code: 'cursor-ahead', head: 1},
    })
    await acknowledge({seq: 1}, {token: test.hip})
    expect(test.acks.map(({publisher}) => publisher)).toEqual(['hip'])
  })

  it.each([
    [{}, 400],
    [{seq: 0}, 400],
    [{seq: 1.5}, 400],
    [{seq: '1'}, 400],
    [{seq: 1, outcome: 'ignored'}, 400],
    [{seq: 1, publisher: 'hip'}, 400],
    [{seq: 1, message: 7}, 400],
    ['', 400],
    ['{"seq":1,"seq":2}', 400],
    ['{"seq":1,"__proto__":{}}', 400],
    ['[1]', 400],
    [{seq: 99}, 409],
    [{seq: 1, message: 'x'.repeat(20_000)}, 413],
  ])('%.60j is answered with %i', async (body, status) => {
    expect((await acknowledge(body)).status).toBe(status)
    expect(test.acks).toEqual([])
  })

  it('are plain JSON', async () => {
    expect((await acknowledge({seq: 1}, {type: 'text/plain'})).status).toBe(415)
    const coded = await test.ask('/v1/acks', {
      token: test.knee,
      method: 'POST',
      headers: {'content-type': 'application/json', 'content-encoding': 'gzip'},
      body: '{"seq":1}',
    })
    expect(coded.status).toBe(415)
  })

  it('need a token', async () => {
    const response = await test.ask('/v1/acks', {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: '{"seq":1}',
    })
    expect(response.status).toBe(401)
  })
})
