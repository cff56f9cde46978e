import {Agent, request as httpRequest} from 'node:http'
import {connect, type Socket} from 'node:net'
import {setImmediate} from 'node:timers/promises'
import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import type {LiveEntry} from '../../../../exports/repository/format/entries.ts'
import {serveLake, type LakeServer} from '../../../../lake/serve-lake.ts'
import {sha256} from './repository-fixture.ts'
import {testDelivery, type TestDelivery} from './test-delivery.ts'

const isLong = process.env['MARROW_LONG'] !== undefined
let test: TestDelivery
let server: LakeServer
let entry: LiveEntry

/** Text of 100 kB that looks like an article. */
const bundleBytes = Buffer.alloc(100_000, 'What is known of the growing knee. ')

async function serve(options: {stallMs?: number} = {}) {
  test = await testDelivery({limits: {requestsPerSecond: 1e6, requestsAtOnce: 1e6}})
  entry = await test.repository.addBundle({
    id: 'article-large',
    files: {'article.txt': bundleBytes},
  })
  await test.repository.publish('knee.en.0h', [{type: 'published', entry}])
  server = await serveLake(
    {
      handle: (request, connection) => test.delivery.handle(request, connection!),
      upgrade: (_request, socket) => socket.destroy(),
      close: () => test.delivery.close(),
    },
    {port: 0, graceMs: 5000, maxConnections: 4000, idleMs: 75_000, ...options},
  )
}

beforeEach(() => serve())
afterEach(() => server.close())

const portOf = () => Number(new URL(server.url).port)

/** Fetch on a connection of its own, as another machine would. */
function read(path: string, agent?: Agent): Promise<{status: number; body: Buffer}> {
  const {promise, resolve, reject} = Promise.withResolvers<{status: number; body: Buffer}>()
  const request = httpRequest(
    {
      host: '127.0.0.1',
      port: portOf(),
      path,
      agent: agent ?? false,
      headers: {authorization: `Bearer ${test.knee}`},
    },
    (response) => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece))
      response.on('error', reject)
      response.on('end', () => resolve({status: response.statusCode!, body: Buffer.concat(pieces)}))
    },
  )
  request.on('error', reject)
  request.end()
  return promise
}

/** Ask on a bare socket, and take only what the test takes. */
function askSlowly(path: string): Socket {
  const socket = connect(portOf(), '127.0.0.1')
  socket.on('error', () => undefined)
  socket.pause()
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${test.knee}\r\n\r\n`,
  )
  return socket
}

/** What buffers hold once what nobody holds is collected: what is freed is counted a turn later. */
async function heldBytes(): Promise<number> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  for (let turn = 0; turn < 3; turn += 1) {
    collect()
    await setImmediate()
  }
  return process.memoryUsage().arrayBuffers
}

const closed = (socket: Socket) => {
  const {promise, resolve} = Promise.withResolvers<void>()
  socket.once('close', () => resolve())
  return promise
}

describe('many readers', () => {
  const readers = isLong ? 1000 : 200

  it(`of whom each of ${readers} at once gets every byte`, async () => {
    const path = `/bundles/${entry.bundle}.zip`
    for (let round = 0; round < (isLong ? 10 : 1); round += 1) {
      const answers = await Promise.all(Array.from({length: readers}, () => read(path)))
      expect(new Set(answers.map(({status}) => status))).toEqual(new Set([200]))
      expect(new Set(answers.map(({body}) => sha256(body)))).toEqual(new Set([entry.zip.sha256]))
    }
  })

  it('of a file that is replaced again and again: each gets one version, whole', async () => {
    const path = '/audiences/knee.en.0h/feed.json'
    const versions = Array.from({length: 20}, (_, at) =>
      JSON.stringify({version: at, filling: String(at).repeat(30_000)}),
    )
    test.repository.write(path.slice(1), versions[0]!)
    const digests = new Set(versions.map((text) => sha256(text)))
    const agent = new Agent({keepAlive: true, maxSockets: 20})
    const seen = new Set<string>()
    let done = 0
    const readAgainAndAgain = async (): Promise<void> => {
      for (let round = 0; round < 15; round += 1) {
        const {status, body} = await read(path, agent)
        expect(status).toBe(200)
        seen.add(sha256(body))
        done += 1
        if (done % 15 === 0) test.repository.write(path.slice(1), versions[done / 15]!)
      }
    }
    await Promise.all(Array.from({length: 19}, readAgainAndAgain))
    agent.destroy()
    expect([...seen].filter((digest) => !digests.has(digest))).toEqual([])
    expect(seen.size).toBeGreaterThan(1)
  })
})

describe('slow readers', () => {
  it('hold no copy of what they read, and nobody else up', async () => {
    const large = Buffer.alloc(10_000_000, 'x')
    test.repository.write(`bundles/${entry.bundle}/data/assets/large.svg`, large)
    const path = `/bundles/${entry.bundle}/data/assets/large.svg`
    await read(path)
    const before = await heldBytes()
    const sockets = Array.from({length: 40}, () => askSlowly(path))
    await expect
      .poll(() => test.log.filter((line) => line['path'] === path).length, {timeout: 30_000})
      .toBe(41)
    const {status} = await read(`/bundles/${entry.bundle}.zip`)
    expect(status).toBe(200)
    // The client's end of each connection has read its 64 kB in this process, too.
    const each = ((await heldBytes()) - before) / sockets.length - 65_536
    expect(each).toBeLessThan(64_000)
    for (const socket of sockets) socket.destroy()
  })

  it('that take nothing are cut', async () => {
    await server.close()
    await serve({stallMs: 200})
    test.repository.write(`bundles/${entry.bundle}/data/assets/large.svg`, Buffer.alloc(20_000_000))
    const socket = askSlowly(`/bundles/${entry.bundle}/data/assets/large.svg`)
    // What fills the buffers of the system is taken; then nothing is.
    await expect
      .poll(() => test.log.some(({route, status}) => route === 'repository' && status === 200))
      .toBe(true)
    const started = performance.now()
    const end = closed(socket)
    setTimeout(() => socket.resume(), 700)
    await end
    expect(socket.bytesRead).toBeLessThan(20_000_000)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('that send their head byte by byte do no harm', async () => {
    const sockets = Array.from({length: 50}, () => {
      const socket = connect(portOf(), '127.0.0.1')
      socket.on('error', () => undefined)
      socket.write('GET / HTTP/1.1\r\nHost: ')
      return socket
    })
    expect((await read(`/bundles/${entry.bundle}.zip`)).status).toBe(200)
    for (const socket of sockets) socket.destroy()
  })
})

describe('a shutdown', () => {
  it('finishes what is being read, ends streams, and refuses what comes', async () => {
    test.repository.write(`bundles/${entry.bundle}/data/assets/large.svg`, Buffer.alloc(5_000_000))
    const path = `/bundles/${entry.bundle}/data/assets/large.svg`
    const reading = read(path)
    const stream = await fetch(`${server.url}/v1/changes?since=2`, {
      headers: {authorization: `Bearer ${test.knee}`, accept: 'text/event-stream'},
    })
    await expect.poll(() => test.log.filter((line) => line['path'] === path).length).toBe(1)
    const closing = server.close()
    const {status, body} = await reading
    expect([status, body.length]).toEqual([200, 5_000_000])
    expect(await stream.text()).toMatch(/come back with Last-Event-ID: 2\nretry: 2000/)
    await closing
    await expect(read(path)).rejects.toThrow(/ECONNREFUSED/)
  })
})
