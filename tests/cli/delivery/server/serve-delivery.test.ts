import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {clientAddress, namedProxies} from '../../../../cli/delivery/server/client-address.ts'
import {serveDelivery, type ServedDelivery} from '../../../../cli/delivery/server/serve-delivery.ts'
import {homeAt} from '../../../../cli/home/paths.ts'
import {licencesText} from '../../../../exports/delivery/server/licence.ts'
import {FixtureRepository} from '../../../exports/delivery/server/repository-fixture.ts'
import {marrow, now, temporaryFolder} from '../../harness.ts'

let dir: string
let repository: FixtureRepository
let served: ServedDelivery
const log: unknown[] = []

const serve = (options: Partial<Parameters<typeof serveDelivery>[0]> = {}) =>
  serveDelivery({
    home: homeAt({MARROW_HOME: dir}),
    out: repository.dir,
    port: 0,
    clock: () => new Date(now).toISOString(),
    log: (entry) => log.push(entry),
    ...options,
  })

beforeEach(async () => {
  log.length = 0
  dir = join(temporaryFolder(), 'home')
  mkdirSync(join(dir, 'delivery'), {recursive: true, mode: 0o700})
  const licence = {collections: [], languages: [], formats: [], embargoHours: 0}
  writeFileSync(
    join(dir, 'delivery', 'publishers.json'),
    licencesText([{id: 'press', name: 'Press', audience: 'all', ...licence}]),
  )
  repository = new FixtureRepository()
  const entry = await repository.addBundle({id: 'article-knee', files: {'article.txt': 'knee'}})
  await repository.publish('all', [{type: 'published', entry}])
})
afterEach(async () => {
  await served?.close()
  repository.remove()
})

const statusWith = async (token: string, path = '/audiences/all/head.dsse.json') =>
  (await fetch(served.url + path, {headers: {authorization: `Bearer ${token}`}})).status

/** Ask until it answers so; the wait is bounded by the time that the test has. */
async function until(status: number, token: string): Promise<number> {
  const started = performance.now()
  while ((await statusWith(token)) !== status) {
    const {promise, resolve} = Promise.withResolvers<void>()
    setTimeout(resolve, 50)
    await promise
  }
  return performance.now() - started
}

describe('the delivery server of a home', () => {
  it('takes new tokens at once and revoked ones no longer than five seconds', async () => {
    served = await serve()
    const issued = (await marrow(dir, ['tokens', 'issue', 'press', '--json'])).json() as {
      token: string
      id: string
    }
    await until(200, issued.token)
    expect((await marrow(dir, ['tokens', 'revoke', issued.id])).exit).toBe(0)
    expect(await until(401, issued.token)).toBeLessThan(5000)
    expect(JSON.stringify(log)).not.toContain(issued.token)
  })

  it('refuses wider addresses without a proxy that has TLS, and a port that is taken', async () => {
    await expect(serve({host: '0.0.0.0'})).rejects.toThrow(/--behind-proxy/)
    served = await serve({host: '0.0.0.0', isBehindProxy: true})
    const port = Number(new URL(served.url).port)
    await expect(serve({host: '0.0.0.0', isBehindProxy: true, port})).rejects.toThrow(
      /--delivery-port/,
    )
  })

  it('shows its metrics to this machine, but not where a proxy is in front', async () => {
    const statuses = []
    for (const proxy of [{}, {isBehindProxy: true}, {trustedProxies: ['127.0.0.1']}]) {
      served = await serve(proxy)
      statuses.push((await fetch(`${served.url}/metrics`)).status)
      await served.close()
    }
    expect(statuses).toEqual([200, 403, 403])
  })

  it('counts guesses by socket, whatever a client forwards', async () => {
    served = await serve()
    const guess = async (index: number) =>
      (
        await fetch(`${served.url}/trust.dsse.json`, {
          headers: {authorization: 'Bearer mrw_no', 'x-forwarded-for': `10.0.0.${index}`},
        })
      ).status
    const statuses = []
    for (let index = 0; index < 12; index += 1) statuses.push(await guess(index))
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(statuses.slice(10)).toEqual([429, 429])
  })
})

describe('the address of a client', () => {
  const address = (proxies: string[], socket: string, forwarded?: string) =>
    clientAddress(namedProxies(proxies))(
      new Headers(forwarded === undefined ? {} : {'x-forwarded-for': forwarded}),
      socket,
    )

  it("is the socket's, unless that is a proxy that was named", () => {
    expect(address([], '203.0.113.1', '10.0.0.1')).toBe('203.0.113.1')
    expect(address(['10.0.0.0/8'], '203.0.113.1', '10.0.0.1')).toBe('203.0.113.1')
    expect(address(['10.0.0.0/8'], '10.1.1.1', '203.0.113.7')).toBe('203.0.113.7')
    expect(address(['10.0.0.0/8'], '::ffff:10.1.1.1', '203.0.113.7')).toBe('203.0.113.7')
    expect(address(['::1'], '::1', '2001:db8::1')).toBe('2001:db8::1')
  })

  it('is read from the end, up to the first that nobody vouches for', () => {
    const proxies = ['10.0.0.0/8']
    expect(address(proxies, '10.1.1.1', '1.2.3.4, 203.0.113.7, 10.2.2.2')).toBe('203.0.113.7')
    expect(address(proxies, '10.1.1.1', '1.2.3.4, nonsense')).toBe('10.1.1.1')
    expect(address(proxies, '10.1.1.1')).toBe('10.1.1.1')
    expect(address(proxies, '10.1.1.1', '')).toBe('10.1.1.1')
  })

  it('needs proxies that are addresses', () => {
    for (const proxy of ['proxy.example', '10.0.0.0/99', '']) {
      expect(() => namedProxies([proxy])).toThrow(/--trusted-proxy/)
    }
  })
})
