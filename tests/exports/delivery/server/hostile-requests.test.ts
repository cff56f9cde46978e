import {request as httpRequest} from 'node:http'
import {connect} from 'node:net'
import {mkdirSync, renameSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {serveLake, type LakeServer} from '../../../../lake/serve-lake.ts'
import {testDelivery, type TestDelivery} from './test-delivery.ts'

let test: TestDelivery
let server: LakeServer

beforeEach(async () => {
  test = await testDelivery()
  server = await serveLake(
    {
      handle: (request, connection) => test.delivery.handle(request, connection!),
      upgrade: (_request, socket) => socket.destroy(),
      close: () => test.delivery.close(),
    },
    {port: 0, graceMs: 200},
  )
})
afterEach(() => server.close())

/** Ask with a path exactly as it is written. */
function raw(path: string, options: {method?: string; headers?: Record<string, string>} = {}) {
  const {promise, resolve, reject} = Promise.withResolvers<{status: number; body: string}>()
  const request = httpRequest(
    {
      host: '127.0.0.1',
      port: new URL(server.url).port,
      path,
      method: options.method ?? 'GET',
      headers: {authorization: `Bearer ${test.everything}`, ...options.headers},
    },
    (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (piece: string) => (body += piece))
      response.on('end', () => resolve({status: response.statusCode!, body}))
    },
  )
  request.on('error', reject)
  request.end()
  return promise
}

describe('paths', () => {
  it.each([
    '/.lock',
    '/.staging/half',
    '/%2elock',
    '/%2E%6cock',
    '/%252elock',
    '/bundles/../.lock',
    '/bundles/%2e%2e/.lock',
    '/bundles/%2e%2e%2f.lock',
    '/bundles/..%2f.lock',
    '/bundles/..%5c.lock',
    '/bundles/..\\.lock',
    '/bundles/%252e%252e%252f.lock',
    '/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '/../../../../etc/passwd',
    '/latest/../../etc/passwd',
    '/latest/%2e%2e/%2e%2e/.lock',
    '/latest/..;/x',
    '/latest/index.html%00.png',
    '/latest/%c0%ae%c0%ae/x',
    '/latest/%zz',
    '/latest/%E2%80%AE',
    '/latest/index.html.',
    '/latest/con',
    '/LATEST/index.html',
    '/latest//index.html',
    '//etc/passwd',
    '/file:///etc/passwd',
    '/views',
    '/views/',
    '/bundles/',
    '/audiences/',
    '/audiences/all',
    '/audiences/all/',
    '/trust.dsse.json/',
    '/marrow-repository.json/x',
    '/outside',
    '/bundles/outside',
  ])('%s leads nowhere', async (path) => {
    const {status, body} = await raw(path)
    expect([400, 404]).toContain(status)
    expect(body).not.toMatch(/secret|half|root:/)
  })

  it('no link but `latest` is followed', async () => {
    const {dir} = test.repository
    writeFileSync(`${dir}-outside`, 'secret of the machine')
    symlinkSync(`${dir}-outside`, join(dir, 'trust.pae'))
    symlinkSync('/etc', join(dir, 'roots'))
    mkdirSync(join(dir, 'tombstones'))
    const digest = 'a'.repeat(64)
    symlinkSync('/etc', join(dir, 'views', digest))
    for (const path of ['/trust.pae', '/roots/passwd', `/views/${digest}/passwd`]) {
      expect((await raw(path)).status).toBe(404)
    }
  })

  it('`latest` that leads elsewhere is not followed', async () => {
    const {dir} = test.repository
    for (const target of ['/etc', '../..', 'views/../..', 'bundles']) {
      symlinkSync(target, join(dir, '.staged'))
      renameSync(join(dir, '.staged'), join(dir, 'latest'))
      expect((await raw('/latest/passwd')).status).toBe(404)
      expect((await raw('/latest/')).status).toBe(404)
    }
  })

  it('a folder to browse gets its slash and its page', async () => {
    expect((await raw('/latest')).status).toBe(308)
    expect((await raw('/latest/')).body).toContain('<title>All')
    expect((await raw('/latest/article-knee.en')).status).toBe(308)
    expect((await raw('/latest/article-knee.en/')).body).toContain('<title>Knee')
  })
})

describe('requests', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'POST'])(
    '%s is refused with what is allowed',
    async (method) => {
      const response = await test.ask('/trust.dsse.json', {token: test.everything, method})
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('GET, HEAD')
    },
  )

  it.each(['TRACE', 'TRACK'])('%s echoes nothing', async (method) => {
    const {status, body} = await raw('/', {method, headers: {'x-secret': 'echo-me'}})
    expect([400, 405, 501]).toContain(status)
    expect(body).not.toContain('echo-me')
  })

  it('long addresses and headers are refused', async () => {
    expect((await raw(`/latest/${'a'.repeat(9000)}`)).status).toBe(414)
    expect((await raw(`/latest/?${'a'.repeat(9000)}`)).status).toBe(414)
    expect((await raw('/health', {headers: {'x-long': 'a'.repeat(40_000)}})).status).toBe(431)
  })

  it('a thousand ranges, tags and accepted types are answered', async () => {
    const zip = `/bundles/${test.entries.knee.bundle}.zip`
    const many = (text: string) => Array.from({length: 1000}, (_, at) => text + at).join(',')
    const {status} = await raw(zip, {headers: {range: `bytes=${many('0-')}`}})
    expect(status).toBe(200)
    expect(
      (await raw(zip, {headers: {'if-none-match': many('"x').replaceAll(',', '",')}})).status,
    ).toBe(200)
    expect((await raw(zip, {headers: {'accept-encoding': many('br;q=0.')}})).status).toBe(200)
  })

  it('lists that are long to compare say nothing, and hold nobody up', async () => {
    const lists = ['*/*,'.repeat(7500), `a/b${' '.repeat(30_000)}x`, `br;${'q=1;'.repeat(7500)}`]
    for (const list of lists) {
      const headers = {accept: list, 'accept-encoding': list, 'accept-language': list}
      const response = await test.ask('/v1/articles/article-knee', {token: test.knee, headers})
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(response.headers.get('content-encoding')).toBe(null)
      expect((await test.ask('/openapi.json', {headers})).status).toBe(200)
    }
  })

  it('what is no HTTP ends its connection', async () => {
    for (const text of [
      '\0\0\0\0\r\n\r\n',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      'GET http://[ HTTP/1.1\r\n\r\n',
    ]) {
      const {promise, resolve} = Promise.withResolvers<string>()
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
      let answer = ''
      socket.on('data', (data) => (answer += data.toString()))
      socket.on('close', () => resolve(answer))
      socket.write(text)
      expect(await promise).toMatch(/^HTTP\/1\.1 400/)
    }
    expect((await raw('/health')).status).toBe(200)
  })
})
