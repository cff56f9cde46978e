import {readFileSync} from 'node:fs'

import {beforeEach, describe, expect, it} from 'vitest'

import {routes} from '../../../lake/http/route-table.ts'
import {base, testLake} from './harness.ts'
import type {TestLake} from './harness.ts'

const mutatePath = '/v2025-02-19/data/mutate/production'

describe('routes', () => {
  let test: TestLake
  beforeEach(async () => {
    test = await testLake()
    return () => test.close()
  })

  it('logs and counts what no route knows, without what could be a token', async () => {
    const secret = test.tokens.editor
    const response = await test.request(`/v1/new/feature/${secret}?token=${secret}`)
    expect(response.status).toBe(404)
    expect(test.lake.metrics.value('marrow_lake_unknown_routes_total')).toBe(1)
    expect(test.log.at(-1)).toMatchObject({
      level: 'warn',
      event: 'unknown-route',
      path: '/v1/new/feature/[…]',
    })
  })

  it('says which methods a path takes', async () => {
    const response = await test.request(mutatePath, {token: test.tokens.editor})
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
  })

  it.each(['/v1/users/%zz', '/v1/data/doc/production/%'])('refuses the path %s', async (path) => {
    expect((await test.request(path, {token: test.tokens.editor})).status).toBe(400)
  })

  it('never logs a token, a query or a body', async () => {
    const {tokens, request, log} = test
    await request(`/v1/data/query/production?query=${encodeURIComponent('*[a == "words"]')}`, {
      token: tokens.editor,
    })
    await request(mutatePath, {method: 'POST', token: tokens.editor, body: '{"words": '})
    await request('/v1/users/me', {token: `mt_${'A'.repeat(43)}`})
    const text = JSON.stringify(log)
    expect(log.length).toBe(3)
    expect(text).not.toMatch(/words|mt_|AAAA/)
    for (const token of Object.values(tokens)) expect(text).not.toContain(token.slice(5, 20))
  })

  it('gives metrics to who has a token', async () => {
    expect((await test.request('/metrics')).status).toBe(401)
    const response = await test.request('/metrics', {token: test.tokens.viewer})
    expect(await response.text()).toContain(
      'marrow_lake_requests_total{route="metrics",method="GET",status="401"} 1',
    )
  })

  it('answers while it closes that it does', async () => {
    await test.lake.close()
    const response = await test.request('/ping')
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
  })

  it('is found under its own address', async () => {
    for (const path of ['/v1/ping', '/v2025-02-19/data/ping/production']) {
      expect(await (await test.request(base + path)).json()).toEqual({pong: 'marrow'})
    }
  })
})

describe('docs/lake.md', () => {
  const page = readFileSync(new URL('../../../docs/lake.md', import.meta.url), 'utf8')

  it.each(routes.map(({method, path}) => `${method} ${path}`))('has %s', (name) => {
    const [method = '', path = ''] = name.split(' ')
    const shown = path.replace('/:version', '/v…').replaceAll(/:(\w+)/g, '<$1>')
    const short = shown.replace('/v…/data/history/<dataset>', '…')
    const line = page
      .split('\n')
      .find(
        (text) =>
          (text.includes(`${shown}\``) || text.includes(`${short}\``)) && text.includes(method),
      )
    expect(line).toBeDefined()
  })
})
