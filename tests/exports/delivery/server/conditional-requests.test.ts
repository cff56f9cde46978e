import {createHash} from 'node:crypto'
import {brotliDecompressSync, gunzipSync} from 'node:zlib'

import {beforeEach, describe, expect, it} from 'vitest'

import {testDelivery, type TestDelivery} from './test-delivery.ts'

let test: TestDelivery
let zip: string
let page: string

beforeEach(async () => {
  test = await testDelivery()
  zip = `/bundles/${test.entries.knee.bundle}.zip`
  page = `/bundles/${test.entries.knee.bundle}/data/index.html`
})

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  test.ask(path, {token: test.knee, headers, method})
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer())
const fieldOf = (bytes: Uint8Array) =>
  `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`

describe('a whole file', () => {
  it('has its bytes, length, type, digest, a strong tag and a bounded age', async () => {
    const response = await get(zip)
    const bytes = await bytesOf(response)
    expect(response.status).toBe(200)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(test.entries.knee.zip.sha256)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(bytes.length),
      'repr-digest': fieldOf(bytes),
      'content-digest': fieldOf(bytes),
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=300, immutable',
      'x-content-type-options': 'nosniff',
      etag: expect.stringMatching(/^"[\w-]{27}"$/),
      vary: 'Authorization, Cookie, Accept, Accept-Encoding',
    })
  })

  it('answers HEAD with the same headers and no body', async () => {
    const [whole, head] = [await get(zip), await get(zip, {}, 'HEAD')]
    expect(head.status).toBe(200)
    expect((await bytesOf(head)).length).toBe(0)
    for (const name of ['content-length', 'etag', 'repr-digest', 'cache-control']) {
      expect(head.headers.get(name)).toBe(whole.headers.get(name))
    }
  })

  it('is asked for anew where it may change', async () => {
    for (const path of ['head.dsse.json', 'feed/1.ndjson', 'current/article-knee.en.json']) {
      const response = await get(`/audiences/knee.en.0h/${path}`)
      expect([path, response.headers.get('cache-control')]).toEqual([path, 'private, no-cache'])
    }
    const index = await get('/audiences/knee.en.0h/index/1.dsse.json')
    expect(index.headers.get('cache-control')).toBe('private, max-age=300, immutable')
  })
})

describe('conditions', () => {
  it.each([
    ['if-none-match', (tag: string) => tag, 304],
    ['if-none-match', (tag: string) => `"other", ${tag}`, 304],
    ['if-none-match', (tag: string) => `W/${tag}`, 304],
    ['if-none-match', () => '*', 304],
    ['if-none-match', () => '"other"', 200],
    ['if-none-match', () => 'no tag at all', 200],
    ['if-match', (tag: string) => tag, 200],
    ['if-match', () => '*', 200],
    ['if-match', (tag: string) => `W/${tag}`, 412],
    ['if-match', () => '"other"', 412],
  ])('%s %s', async (name, value, status) => {
    const tag = (await get(zip)).headers.get('etag')!
    for (const method of ['GET', 'HEAD']) {
      const response = await get(zip, {[name]: value(tag)}, method)
      expect(response.status).toBe(status)
      expect(response.headers.get('etag')).toBe(tag)
    }
  })

  it('leave nothing but what a cache needs in a 304', async () => {
    const tag = (await get(page)).headers.get('etag')!
    const response = await get(page, {'if-none-match': tag})
    expect(response.status).toBe(304)
    expect(await bytesOf(response)).toHaveLength(0)
    expect(response.headers.get('content-type')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('private, max-age=300, immutable')
  })

  it('take the newer file once it was replaced', async () => {
    const path = '/audiences/knee.en.0h/head.dsse.json'
    const tag = (await get(path)).headers.get('etag')!
    await test.repository.publish('knee.en.0h', [])
    const response = await get(path, {'if-none-match': tag})
    expect(response.status).toBe(200)
    expect(response.headers.get('etag')).not.toBe(tag)
  })
})

describe('ranges', () => {
  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=5-9', 5, 9],
    ['BYTES=5-9', 5, 9],
    ['bytes=100-', 100, -1],
    ['bytes=-7', -7, -1],
    ['bytes=0-99999999', 0, -1],
  ])('%s', async (range, from, to) => {
    const whole = await bytesOf(await get(zip))
    const response = await get(zip, {range})
    const part = await bytesOf(response)
    const start = from < 0 ? whole.length + from : from
    const end = to < 0 ? whole.length - 1 : to
    expect(response.status).toBe(206)
    expect(part.equals(whole.subarray(start, end + 1))).toBe(true)
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/${whole.length}`)
    expect(response.headers.get('content-length')).toBe(String(part.length))
    expect(response.headers.get('repr-digest')).toBe(fieldOf(whole))
    expect(response.headers.get('content-digest')).toBe(fieldOf(part))
  })

  it.each(['bytes=9999999-', 'bytes=-0'])('%s is beyond the file', async (range) => {
    const response = await get(zip, {range})
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe(`bytes */${test.entries.knee.zip.bytes}`)
  })

  it.each([
    'bytes=9-1',
    'bytes=a-b',
    'bytes=-',
    'lines=1-2',
    'bytes=0-1,3-4',
    `bytes=${Array.from({length: 1000}, () => '0-').join(',')}`,
    `bytes=${'9'.repeat(400)}-`,
  ])('%.40s gives the whole file', async (range) => {
    const response = await get(zip, {range})
    expect(response.status).toBe(200)
    expect(await bytesOf(response)).toHaveLength(test.entries.knee.zip.bytes)
  })

  it('are sent only of the bytes that If-Range names', async () => {
    const tag = (await get(zip)).headers.get('etag')!
    const asked = {range: 'bytes=0-9'}
    expect((await get(zip, {...asked, 'if-range': tag})).status).toBe(206)
    for (const other of ['"other"', `W/${tag}`, 'Mon, 01 Jun 2026 12:00:00 GMT']) {
      expect((await get(zip, {...asked, 'if-range': other})).status).toBe(200)
    }
  })

  it('are of no use with HEAD, and give way to conditions', async () => {
    const tag = (await get(zip)).headers.get('etag')!
    expect((await get(zip, {range: 'bytes=0-9'}, 'HEAD')).status).toBe(200)
    expect((await get(zip, {range: 'bytes=0-9', 'if-none-match': tag})).status).toBe(304)
  })

  it('read a large file in pieces, with the digest of each part', async () => {
    const large = Buffer.alloc(1_500_000, 'marrow ')
    const entry = await test.repository.addBundle({
      id: 'article-large',
      files: {'article.txt': large},
    })
    await test.repository.publish('knee.en.0h', [{type: 'published', entry}])
    const path = `/bundles/${entry.bundle}/data/article.txt`
    const whole = await get(path, {'accept-encoding': 'br, gzip'})
    expect(whole.headers.get('content-encoding')).toBeNull()
    expect((await bytesOf(whole)).equals(large)).toBe(true)
    const part = await get(path, {range: 'bytes=700000-1400000'})
    const bytes = await bytesOf(part)
    expect(bytes.equals(large.subarray(700_000, 1_400_001))).toBe(true)
    expect(part.headers.get('content-digest')).toBe(fieldOf(bytes))
  })
})

describe('compression', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('%s has a tag and a digest of its own', async (coding, decode) => {
    const plain = await get(page)
    const response = await get(page, {'accept-encoding': coding})
    const bytes = await bytesOf(response)
    expect(response.headers.get('content-encoding')).toBe(coding)
    expect(decode(bytes).equals(await bytesOf(plain))).toBe(true)
    expect(response.headers.get('repr-digest')).toBe(fieldOf(bytes))
    expect(response.headers.get('content-digest')).toBe(fieldOf(bytes))
    expect(response.headers.get('content-length')).toBe(String(bytes.length))
    expect(response.headers.get('etag')).not.toBe(plain.headers.get('etag'))
    const tag = response.headers.get('etag')!
    expect((await get(page, {'accept-encoding': coding, 'if-none-match': tag})).status).toBe(304)
    expect((await get(page, {'if-none-match': tag})).status).toBe(200)
    expect((await get(page, {'if-match': tag})).status).toBe(200)
  })

  it('takes the better one, and none where none is wanted', async () => {
    const codingOf = async (header: string) =>
      (await get(page, {'accept-encoding': header})).headers.get('content-encoding')
    expect(await codingOf('gzip, deflate, br')).toBe('br')
    expect(await codingOf('br;q=0, gzip')).toBe('gzip')
    expect(await codingOf('identity')).toBeNull()
    expect(await codingOf('deflate')).toBeNull()
  })

  it('is not for zips, small files and ranges', async () => {
    const accept = {'accept-encoding': 'br, gzip'}
    const small = `/bundles/${test.entries.knee.bundle}/data/article.txt`
    for (const path of [zip, small]) {
      expect((await get(path, accept)).headers.get('content-encoding')).toBeNull()
    }
    const part = await get(page, {...accept, range: 'bytes=0-9'})
    expect(part.status).toBe(206)
    expect(part.headers.get('content-encoding')).toBeNull()
  })
})
