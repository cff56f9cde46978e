import {connect} from 'node:net'
import type {Socket} from 'node:net'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {WebSocket} from 'ws'

import {serveLake} from '../../../lake/serve-lake.ts'
import type {LakeServer, ServeOptions} from '../../../lake/serve-lake.ts'
import {studio, testLake} from './harness.ts'
import type {TestLake} from './harness.ts'

let test: TestLake
let server: LakeServer

const serve = async (options: ServeOptions = {}) => {
  server = await serveLake(test.lake, {port: 0, graceMs: 1000, ...options})
}

beforeEach(async () => {
  test = await testLake({limits: {bodyMs: 300, idleMs: 150}})
})
afterEach(async () => {
  await server.close()
  test.store.close()
})

const portOf = () => Number(new URL(server.url).port)

/** Say something on a bare socket, and read until it closes. */
const speak = async (text: string): Promise<string> => {
  const socket = connect(portOf(), '127.0.0.1')
  let answer = ''
  socket.on('data', (data) => (answer += data.toString()))
  socket.on('error', () => undefined)
  socket.write(text)
  await closed(socket)
  return answer
}

const closed = (socket: Socket) =>
  new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
  })

describe('where a lake listens', () => {
  it.each(['0.0.0.0', '::', '192.168.1.5', 'lake.example'])(
    'refuses %s without TLS or the flag, and says what to do',
    async (host) => {
      await serve()
      const wide = serveLake(test.lake, {host, port: 0})
      await expect(wide).rejects.toMatchObject({
        code: 'tls-missing',
        message: expect.stringMatching(/TLS key and certificate/),
      })
    },
  )

  it('listens on this machine alone unless told otherwise', async () => {
    await serve()
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it('says that a port is in use', async () => {
    await serve()
    const second = serveLake(test.lake, {port: portOf()})
    await expect(second).rejects.toMatchObject({code: 'port-busy'})
  })
})

describe('row 12, over a socket', () => {
  it('refuses a host name that was rebound to this machine', async () => {
    await serve()
    const answer = await speak(
      `GET /v1/users/me HTTP/1.1\r\nHost: evil.example:${portOf()}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    expect(answer.toLowerCase()).not.toContain('access-control-allow')
  })

  it.each([
    ['no host', 'GET /ping HTTP/1.1\r\n\r\n'],
    ['a host that is none', 'GET /ping HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'],
    [
      'an address in place of a path',
      'GET http://evil.example/ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    ],
    ['TRACE', 'TRACE /ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'],
    [
      'two lengths',
      'POST /ping HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
    ],
    ['nonsense', 'HELO\r\n\r\n'],
  ])('answers %s with 400', async (_, text) => {
    await serve()
    expect(await speak(text)).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('opens no WebSocket for a foreign origin or host', async () => {
    await serve()
    const url = `${server.url.replace('http', 'ws')}/v1/data/listen/production?query=*`
    const statusOf = (headers: Record<string, string>, path = url) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(path, {headers})
        socket.on('unexpected-response', (_, response) => {
          resolve(response.statusCode ?? 0)
          response.destroy()
        })
        socket.on('open', () => {
          resolve(101)
          socket.terminate()
        })
        socket.on('error', () => undefined)
      })
    expect(await statusOf({origin: 'http://evil.example'})).toBe(403)
    expect(await statusOf({origin: 'null'})).toBe(403)
    expect(await statusOf({host: 'evil.example'})).toBe(403)
    expect(await statusOf({authorization: 'Bearer wrong'})).toBe(401)
    expect(await statusOf({origin: studio}, url.replace('listen', 'nothing'))).toBe(404)
    expect(test.lake.metrics.value('marrow_lake_unknown_routes_total')).toBe(1)
    expect(await statusOf({origin: studio})).toBe(101)
  })
})

describe('row 14, over a socket', () => {
  it('answers headers over 32 kB with 431', async () => {
    await serve()
    const answer = await speak(
      `GET /ping HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
  })

  it('answers an address over 16 kB with 414', async () => {
    await serve()
    const answer = await speak(
      `GET /ping?${'x'.repeat(17_000)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 414 /)
  })

  it('cuts headers that drip', async () => {
    await serve({headersMs: 200})
    expect(await speak('GET /ping HTTP/1.1\r\nHost: local')).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('answers a body that drips or never ends with 408 or 413, and closes', async () => {
    await serve()
    const head = [
      'POST /v1/data/mutate/production HTTP/1.1',
      'Host: localhost',
      `Authorization: Bearer ${test.tokens.editor}`,
      'Transfer-Encoding: chunked',
    ].join('\r\n')
    expect(await speak(`${head}\r\n\r\n1\r\n{\r\n`)).toMatch(/^HTTP\/1\.1 408 /)

    const socket = connect(portOf(), '127.0.0.1')
    let answer = ''
    socket.on('data', (data) => (answer += data.toString()))
    socket.on('error', () => undefined)
    socket.write(`${head}\r\n\r\n`)
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
    const more = () => {
      while (!socket.destroyed && socket.write(chunk));
    }
    socket.on('drain', more)
    more()
    await closed(socket)
    expect(answer).toMatch(/^HTTP\/1\.1 413 |^$/)
    expect(test.log.at(-1)).toMatchObject({status: 413})
  })

  it('cuts off who does not read the answer', async () => {
    await serve({idleMs: 300, maxConnections: 1})
    test.store.write('production', (tx) => {
      const times = {_createdAt: '2026-01-01T00:00:00Z', _updatedAt: '2026-01-01T00:00:00Z'}
      const text = 'x'.repeat(100_000)
      for (let at = 0; at < 200; at += 1) {
        tx.put({_id: `big-${at}`, _type: 'note', _rev: 'r', ...times, text})
      }
    })
    const socket = connect(portOf(), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.pause()
    socket.write(
      `GET /v1/data/export/production HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${test.tokens.editor}\r\n\r\n`,
    )
    await expect.poll(() => test.log.length).toBe(1)
    // twenty megabytes are more than the system holds for a reader; its place is free again
    const ping = () =>
      fetch(`${server.url}/ping`).then(
        ({status}) => status,
        () => 'refused',
      )
    expect(await ping()).toBe('refused')
    await expect.poll(ping, {timeout: 5000}).toBe(200)
    socket.destroy()
  })

  it('takes no more sockets than it is told to, and goes on when they leave', async () => {
    await serve({maxConnections: 20})
    const listen = () =>
      new Promise<Socket>((resolve, reject) => {
        const socket = connect(portOf(), '127.0.0.1')
        socket.on('error', reject)
        socket.once('data', () => resolve(socket))
        socket.once('close', () => reject(new Error('refused')))
        socket.write(
          `GET /v1/data/listen/production?query=* HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${test.tokens.editor}\r\n\r\n`,
        )
      })
    const settled = await Promise.allSettled(Array.from({length: 60}, listen))
    const open = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(open).toHaveLength(20)
    for (const socket of open) socket.destroy()
    await expect.poll(async () => (await fetch(`${server.url}/ping`)).status).toBe(200)
  })
})

describe('streams and shutdown', () => {
  it('streams events until the client leaves', async () => {
    await serve()
    const abort = new AbortController()
    const response = await fetch(`${server.url}/v1/data/listen/production?query=*`, {
      headers: {authorization: `Bearer ${test.tokens.editor}`},
      signal: abort.signal,
    })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader.read()).value).toContain('event: welcome')
    expect(test.lake.metrics.toText()).toContain('marrow_lake_listeners 1')
    abort.abort()
    await expect.poll(() => test.lake.metrics.toText()).toContain('marrow_lake_listeners 0')
  })

  it('finishes what is being answered, ends streams, then stops', async () => {
    // On a machine that is busy an answer takes its time.
    await serve({graceMs: 30_000})
    const headers = {authorization: `Bearer ${test.tokens.editor}`}
    const stream = await fetch(`${server.url}/v1/data/listen/production?query=*`, {headers})
    const query = encodeURIComponent('count(*[_type match "x*"])')
    const answer = fetch(`${server.url}/v1/data/query/production?query=${query}`, {headers})
    let isAnswered = false
    void answer.finally(() => {
      isAnswered = true
    })
    const isRunning = () => /requests_running [1-9]/.test(test.lake.metrics.toText())
    await expect.poll(() => isAnswered || isRunning(), {interval: 5}).toBe(true)
    await server.close()
    expect((await answer).status).toBe(200)
    expect(await stream.text()).toContain('welcome')
    await expect(fetch(`${server.url}/ping`)).rejects.toThrow('fetch failed')
  })

  it('goes on when its log fails', async () => {
    let isFailing = false
    const other = await testLake({
      log: () => {
        if (isFailing) throw new Error('no space for the log')
      },
    })
    server = await serveLake(other.lake, {port: 0})
    isFailing = true
    await expect(fetch(`${server.url}/ping`)).rejects.toThrow('fetch failed')
    isFailing = false
    expect((await fetch(`${server.url}/ping`)).status).toBe(200)
    await test.lake.close()
    await server.close()
    other.store.close()
    await serve()
  })

  it('answers HEAD without a body', async () => {
    await serve()
    const response = await fetch(`${server.url}/ping`, {method: 'HEAD'})
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  it('keeps a connection for the next request', async () => {
    await serve()
    const get = (more: string) => `GET /ping HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`
    const answers = await speak(get('') + get('Connection: close\r\n'))
    expect(answers.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
  })
})
