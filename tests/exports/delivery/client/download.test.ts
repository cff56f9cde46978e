import {createHash} from 'node:crypto'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {download} from '../../../../exports/delivery/client/download.ts'
import {httpSource} from '../../../../exports/delivery/client/http-source.ts'
import {random} from './random.ts'

const rounds = process.env['MARROW_LONG'] ? 100 : 15
const chunkBytes = 64 * 1024

let root: string
let server: Server
let url: URL
let answer: (request: IncomingMessage, response: ServerResponse) => void
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'marrow-download-'))
  server = createServer((request, response) => answer(request, response))
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(root, {recursive: true, force: true})
})

const waits: number[] = []
const patience = {
  tries: 5,
  backoffMs: 500,
  sleep: (milliseconds: number) => {
    waits.push(milliseconds)
    return Promise.resolve()
  },
}

function fetchFile(bytes: Uint8Array, part = join(root, 'part')): Promise<Uint8Array> {
  const source = httpSource(url, {idleMs: 2000, slowest: 1})
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return download(source, {path: 'file', sha256, bytes: bytes.length}, part, patience)
}

function startOf(request: IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
}

/** Send a file from where it is wanted, as far as a byte; then cut the line. */
function send(
  request: IncomingMessage,
  response: ServerResponse,
  file: {bytes: Uint8Array; etag: string},
  end = file.bytes.length,
): void {
  const from = startOf(request)
  const {length} = file.bytes
  const headers = {etag: file.etag, 'content-length': length - from}
  const range = {'content-range': `bytes ${from}-${length - 1}/${length}`}
  response.writeHead(from > 0 ? 206 : 200, from > 0 ? {...headers, ...range} : headers)
  if (end >= length) response.end(file.bytes.subarray(from))
  else response.write(file.bytes.subarray(from, end), () => response.destroy())
}

function fileOf(length: number, next: () => number): Uint8Array {
  return Uint8Array.from({length}, () => Math.floor(next() * 256))
}

describe('download', () => {
  it(`of ${rounds} files cut at random bytes gives each whole, and asks again for a chunk at most`, async () => {
    const next = random(20_261_129)
    for (let round = 0; round < rounds; round += 1) {
      const bytes = fileOf(1 + Math.floor(next() * 400_000), next)
      const file = {bytes, etag: `"${round}"`}
      let cuts = 1 + Math.floor(next() * 3)
      let sent = 0
      let again = 0
      answer = (request, response) => {
        const from = startOf(request)
        again += Math.max(0, sent - from)
        const left = bytes.length - from
        const end = cuts > 0 ? from + Math.floor(next() * left) : bytes.length
        cuts -= 1
        sent = end
        send(request, response, file, end)
      }
      const got = await fetchFile(bytes, join(root, String(round)))
      expect(Buffer.compare(got, bytes), `round ${round}`).toBe(0)
      expect(again, `round ${round}`).toBeLessThanOrEqual(chunkBytes)
    }
  })

  it('begins again when the file has another version, and never mixes two', async () => {
    const [old, fresh] = [fileOf(50_000, random(1)), fileOf(50_000, random(2))]
    let isOld = true
    answer = (request, response) => {
      if (isOld) {
        isOld = false
        send(request, response, {bytes: old, etag: '"old"'}, 20_000)
        return
      }
      expect(request.headers['if-range']).toBe('"old"')
      delete request.headers.range
      send(request, response, {bytes: fresh, etag: '"new"'})
    }
    expect(Buffer.compare(await fetchFile(fresh), fresh)).toBe(0)
  })

  it('begins again when a server gives another version although it was asked for the old', async () => {
    const [old, fresh] = [fileOf(50_000, random(1)), fileOf(50_000, random(2))]
    let asked = 0
    answer = (request, response) => {
      asked += 1
      if (asked === 1) send(request, response, {bytes: old, etag: '"old"'}, 20_000)
      else send(request, response, {bytes: fresh, etag: '"old"'})
    }
    await expect(fetchFile(fresh)).rejects.toMatchObject({code: 'altered'})
    expect(Buffer.compare(await fetchFile(fresh), fresh)).toBe(0)
  })

  it('takes the whole file from a server that knows no ranges', async () => {
    const bytes = fileOf(90_000, random(3))
    let asked = 0
    answer = (request, response) => {
      asked += 1
      delete request.headers.range
      send(request, response, {bytes, etag: '"1"'}, asked < 3 ? 30_000 : undefined)
    }
    expect(Buffer.compare(await fetchFile(bytes), bytes)).toBe(0)
    expect(asked).toBe(3)
  })

  it('goes on from what a run before left, and from nothing that is damaged', async () => {
    const bytes = fileOf(90_000, random(4))
    const part = join(root, 'part')
    const from: number[] = []
    answer = (request, response) => {
      from.push(startOf(request))
      send(request, response, {bytes, etag: '"1"'})
    }
    writeFileSync(part, bytes.subarray(0, 70_000))
    await fetchFile(bytes)
    expect(from).toEqual([70_000])
    rmSync(part)
    writeFileSync(part, new Uint8Array(70_000))
    expect(Buffer.compare(await fetchFile(bytes), bytes)).toBe(0)
    expect(from).toEqual([70_000, 70_000, 0])
    writeFileSync(part, new Uint8Array(100_000))
    expect(Buffer.compare(await fetchFile(bytes), bytes)).toBe(0)
  })

  it('asks nothing when the whole file is there', async () => {
    const bytes = fileOf(1000, random(5))
    answer = (_, response) => response.writeHead(500).end()
    writeFileSync(join(root, 'part'), bytes)
    expect(Buffer.compare(await fetchFile(bytes), bytes)).toBe(0)
  })

  it('gives up after five tries that bring nothing, longer apart each time', async () => {
    waits.length = 0
    answer = (_, response) => response.writeHead(503).end()
    await expect(fetchFile(new Uint8Array(9))).rejects.toMatchObject({code: 'unreachable'})
    expect(waits).toEqual([500, 1000, 2000, 4000])
  })

  it.each([true, false])(
    'gives up on a file that is torn on the server (ranges: %s)',
    async (ranges) => {
      const bytes = fileOf(5000, random(6))
      const torn = {bytes: bytes.subarray(0, 3000), etag: '"torn"'}
      let asked = 0
      answer = (request, response) => {
        asked += 1
        if (!ranges) delete request.headers.range
        if (startOf(request) >= 3000) response.writeHead(416).end()
        else send(request, response, asked > 40 ? {bytes, etag: '"whole"'} : torn)
      }
      await expect(fetchFile(bytes)).rejects.toMatchObject({
        code: 'unreachable',
        message: 'ended after 3000 of 5000 bytes',
      })
    },
  )

  it('ends a body that is longer than was signed, and keeps none of what was too much', async () => {
    answer = (_, response) => {
      response.writeHead(200)
      const more = (): void => {
        if (!response.destroyed) response.write(new Uint8Array(chunkBytes), more)
      }
      more()
    }
    await expect(fetchFile(new Uint8Array(100_000))).rejects.toMatchObject({code: 'too-large'})
    expect(readFileSync(join(root, 'part')).length).toBeLessThanOrEqual(100_000)
  })

  it('ends a body that does not come', async () => {
    answer = (_, response) => {
      response.writeHead(200).write('x')
    }
    const source = httpSource(url, {idleMs: 50, slowest: 1})
    await expect(source.read('file', 10)).rejects.toMatchObject({code: 'too-slow'})
  })

  it('ends a body that comes a byte at a time', async () => {
    answer = (_, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('x'), 5)
      response.once('close', () => clearInterval(drip))
    }
    const source = httpSource(url, {idleMs: 100, slowest: 100_000})
    await expect(source.read('file', 10_000)).rejects.toMatchObject({code: 'too-slow'})
  })
})
