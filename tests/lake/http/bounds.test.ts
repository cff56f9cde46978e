import {afterEach, beforeEach, expect, it} from 'vitest'

import {testLake} from './harness.ts'
import type {TestLake} from './harness.ts'

let test: TestLake
beforeEach(async () => {
  test = await testLake()
})
afterEach(() => test.close())

it('keeps at most a thousand values for a user, and lets them be changed', async () => {
  const put = async (from: number, count: number) => {
    const pairs = Array.from({length: count}, (_, at) => ({key: `k${from + at}`, value: at}))
    const path = '/v1/users/me/keyvalue'
    const {status} = await test.request(path, {
      method: 'PUT',
      token: test.tokens.viewer,
      body: pairs,
    })
    return status
  }
  for (let from = 0; from < 1000; from += 100) expect(await put(from, 100)).toBe(200)
  expect([await put(1000, 1), await put(999, 2), await put(900, 100)]).toEqual([400, 400, 200])
})

it('lets three export at once, each a dataset in memory, and the next one later', async () => {
  test.store.write('production', (tx) => {
    for (let at = 0; at < 40; at += 1) {
      tx.put({
        _id: `d${at}`,
        _type: 'note',
        _rev: 'r',
        _createdAt: '2026-01-01T00:00:00Z',
        _updatedAt: '2026-01-01T00:00:00Z',
        text: 'x'.repeat(50_000),
      })
    }
  })
  const ask = () => test.request('/v1/data/export/production', {token: test.tokens.viewer})
  const running = await Promise.all([ask(), ask(), ask()])
  const refused = await ask()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10'])
  await running[0]?.body?.cancel()
  const whole = await ask()
  expect((await whole.text()).trim().split('\n')).toHaveLength(40)
  for (const response of running.slice(1)) await response.text()
  expect((await ask()).status).toBe(200)
})
