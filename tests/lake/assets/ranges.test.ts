import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {parseByteRange} from '../../../lake/http/byte-range.ts'
import {assetLake, pathOf, upload} from './harness.ts'

let lake: Awaited<ReturnType<typeof assetLake>>
let path: string
let etag: string

beforeAll(async () => {
  lake = await assetLake()
  const file = await upload(lake, '0123456789', '?filename=a.txt', 'files')
  path = pathOf(file)
  etag = `"${file.sha1hash}"`
})
afterAll(() => lake.remove())

const ask = async (range: string, headers: Record<string, string> = {}, method = 'GET') => {
  const response = await lake.request(path, {method, headers: {range, ...headers}})
  const {status} = response
  return {status, text: await response.text(), of: response.headers.get('content-range')}
}

describe('a part of a file', () => {
  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ])('is sent for %s', async (range, text, of) => {
    expect(await ask(range)).toEqual({status: 206, text, of})
  })

  it.each(['bytes=10-', 'bytes=-0', 'bytes=999999999999999-'])(
    'is refused for %s',
    async (range) => {
      expect(await ask(range)).toEqual({status: 416, text: '', of: 'bytes */10'})
    },
  )

  it.each([
    'bytes=9-1',
    'bytes=a-b',
    'bytes=-',
    'items=0-1',
    'bytes=1.5-3',
    `bytes=${Array(1000).fill('0-').join()}`,
  ])('is all of it for %.40s', async (range) => {
    expect(await ask(range)).toEqual({status: 200, text: '0123456789', of: null})
  })

  it('is sent only to who has the rest of the same bytes', async () => {
    expect((await ask('bytes=1-2', {'if-range': etag})).status).toBe(206)
    expect((await ask('bytes=1-2', {'if-range': '"other"'})).status).toBe(200)
    expect((await ask('bytes=1-2', {'if-none-match': etag})).status).toBe(304)
  })

  it('has its length told by HEAD', async () => {
    const response = await lake.request(path, {method: 'HEAD', headers: {range: 'bytes=0-3'}})
    expect([response.status, response.headers.get('content-length')]).toEqual([206, '4'])
    expect(response.headers.get('accept-ranges')).toBe('bytes')
  })

  it('of nothing is never there', () => {
    expect(parseByteRange('bytes=0-', 0)).toBe('unsatisfiable')
    expect(parseByteRange('bytes=-5', 0)).toBe('unsatisfiable')
  })
})
