import {beforeEach, describe, expect, it} from 'vitest'

import {testDelivery, type TestDelivery} from './test-delivery.ts'

let test: TestDelivery

beforeEach(async () => {
  test = await testDelivery()
})

describe('the log', () => {
  it('has who asked for what, and no token, cookie or query', async () => {
    const form = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'http://127.0.0.1:3334',
    }
    const login = await test.ask('/login', {
      method: 'POST',
      body: `token=${test.knee}`,
      headers: form,
    })
    const cookie = login.headers.get('set-cookie')!.split(';')[0]!
    await test.ask('/', {headers: {cookie}})
    await test.ask('/login', {method: 'POST', body: `token=${test.hip}x`, headers: form})
    await test.ask(`/trust.dsse.json?token=${test.knee}`)
    await test.ask(`/latest/${test.knee}`, {token: test.knee})
    await test.ask(`/v1/articles/${test.knee}?language=${test.hip}`, {token: test.knee})
    await test.ask(`/v1/changes?since=1&secret=s3cret`, {token: `${test.knee}x`})
    const zip = `/bundles/${test.entries.knee.bundle}.zip`
    await test.ask(zip, {token: test.knee})
    const text = JSON.stringify(test.log)
    for (const secret of [test.knee, test.hip, cookie.split('=')[1]!, 's3cret', 'since=']) {
      expect(text).not.toContain(secret)
    }
    expect(test.log.at(-1)).toMatchObject({
      at: test.now,
      level: 'info',
      event: 'request',
      method: 'GET',
      route: 'repository',
      path: zip,
      status: 200,
      publisher: 'knee',
      token: expect.stringMatching(/^t[0-9a-f]{12}$/),
    })
  })

  it('says what failed, which the answer does not', async () => {
    test = await testDelivery({
      findLicence: async () => {
        throw new Error('publishers.json cannot be read, and mrw_secret is in here')
      },
    })
    const response = await test.ask('/v1/manifest', {token: test.knee})
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/publishers/)
    expect(test.log.at(-1)).toMatchObject({level: 'error', code: 'internal'})
    expect(test.log.at(-1)!['fault']).toMatch(
      /publishers\.json cannot be read, and \[…\] is in here/,
    )
  })
})

describe('metrics', () => {
  const statusOf = async (options: Parameters<TestDelivery['ask']>[1] = {}, url = '/metrics') =>
    (await test.ask(url, options)).status

  it('count requests by route and status', async () => {
    await test.ask('/v1/manifest', {token: test.knee})
    await test.ask('/nothing', {token: test.knee})
    const text = await (await test.ask('/metrics')).text()
    expect(text).toContain(
      'marrow_delivery_requests_total{route="manifest",method="GET",status="200"} 1',
    )
    expect(text).toContain(
      'marrow_delivery_requests_total{route="repository",method="GET",status="404"} 1',
    )
  })

  it('are for this machine, by its own name, and for the operator', async () => {
    expect(await statusOf()).toBe(200)
    expect(await statusOf({address: '10.0.0.1'})).toBe(403)
    expect(await statusOf({}, 'http://evil.example/metrics')).toBe(403)
    expect(await statusOf({token: test.knee})).toBe(403)
    expect(await statusOf({token: 'mrw_no'})).toBe(401)
    const {token} = test.issue()
    expect(await statusOf({token, address: '10.0.0.1'})).toBe(200)
  })

  it('are not for who comes through a proxy of this machine', async () => {
    test = await testDelivery({isOwnMachine: () => false})
    expect(await statusOf()).toBe(403)
  })
})

describe('health', () => {
  it('says whether there is a repository', async () => {
    expect(await (await test.ask('/health')).json()).toEqual({status: 'ok'})
    test.repository.remove()
    const response = await test.ask('/health')
    expect([response.status, await response.json()]).toEqual([503, {status: 'no-repository'}])
  })
})
