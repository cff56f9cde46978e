import sharp from 'sharp'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {RenditionCache} from '../../../lake/assets/rendition-cache.ts'
import {assetLake, look, pathOf, picture, upload} from './harness.ts'

let lake: Awaited<ReturnType<typeof assetLake>>
let path: string

beforeAll(async () => {
  lake = await assetLake()
  path = pathOf(await upload(lake, await picture(200, 100).png().toBuffer()))
})
afterAll(() => lake.remove())

describe('the parameters of an image', () => {
  it.each([
    ['w=50', 50, 25],
    ['h=50', 100, 50],
    ['w=50&h=50', 50, 25],
    ['w=50&h=50&fit=crop', 50, 50],
    ['w=50&h=50&fit=scale', 50, 50],
    ['w=50&h=50&fit=fill', 50, 50],
    ['w=400&fit=max', 200, 100],
    ['w=400', 400, 200],
    ['w=400&h=400&fit=min', 100, 100],
    ['w=400&h=400&fit=fillmax', 400, 400],
    ['w=50&dpr=2', 100, 50],
    ['rect=0,0,100,100', 100, 100],
    ['rect=150,50,100,100&w=25', 25, 25],
    ['w=99999', 5000, 2500],
    ['w=5000&dpr=3', 5000, 2500],
    ['w=-5&h=abc&rect=1,2&dpr=x&q=75', 200, 100],
  ])('?%s gives %i × %i', async (query, width, height) => {
    const got = await look(await lake.request(`${path}?${query}`))
    expect([got.width, got.height]).toEqual([width, height])
  })

  it.each([
    ['fm=jpg', 'jpeg'],
    ['fm=pjpg', 'jpeg'],
    ['fm=webp', 'webp'],
    ['fm=png&w=10', 'png'],
    ['fm=exe&w=10', 'png'],
  ])('?%s gives %s', async (query, format) => {
    const response = await lake.request(`${path}?${query}`)
    expect(response.headers.get('content-type')).toBe(`image/${format}`)
    expect((await look(response)).format).toBe(format)
  })

  it('?fm=avif gives AVIF', async () => {
    const response = await lake.request(`${path}?fm=avif&w=40`)
    expect(response.headers.get('content-type')).toBe('image/avif')
    expect(await look(response)).toMatchObject({format: 'heif', compression: 'av1', width: 40})
  })

  it('a name behind the address changes nothing', async () => {
    const named = await lake.request(`${path}/knee%20of%20a%20child.png?w=50`)
    expect(await look(named)).toMatchObject({width: 50, height: 25})
  })

  it.each(['constructor', '__proto__', 'toString'])('?fm=%s is no format', async (name) => {
    const response = await lake.request(`${path}?fm=${name}&w=10`)
    expect(response.headers.get('content-type')).toBe('image/png')
  })

  it('auto=format gives WebP to those who take it', async () => {
    const ask = (accept: string) => lake.request(`${path}?auto=format`, {headers: {accept}})
    const modern = await ask('image/avif,image/webp,*/*')
    expect(modern.headers.get('content-type')).toBe('image/webp')
    expect(modern.headers.get('vary')).toMatch(/accept/)
    expect((await ask('image/png')).headers.get('content-type')).toBe('image/png')
  })

  it.each([
    ['left', '#f00'],
    ['right', '#00f'],
    ['focalpoint&fp-x=0.9', '#00f'],
    ['entropy', null],
  ])('crop=%s keeps that part', async (crop, colour) => {
    const {bytes} = await look(await lake.request(`${path}?w=20&h=20&fit=crop&crop=${crop}`))
    const {data, info} = await sharp(bytes).raw().toBuffer({resolveWithObject: true})
    expect([info.width, info.height]).toEqual([20, 20])
    const at = (10 * 20 + 10) * info.channels
    const [red, , blue] = data.subarray(at, at + 3)
    if (colour !== null) expect([red, blue]).toEqual(colour === '#f00' ? [255, 0] : [0, 255])
  })

  it('a lower quality makes it smaller', async () => {
    const sizes = await Promise.all(
      ['q=10', 'q=95'].map(
        async (q) => (await look(await lake.request(`${path}?fm=jpg&${q}`))).bytes.length,
      ),
    )
    expect(sizes[0]).toBeLessThan(sizes[1]!)
  })

  it('a drawing is drawn only where a format is asked for', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><rect width="30" height="10"/></svg>'
    const at = pathOf(await upload(lake, svg))
    expect((await lake.request(`${at}?w=60`)).headers.get('content-type')).toBe('image/svg+xml')
    const drawn = await look(await lake.request(`${at}?w=60&fm=png`))
    expect([drawn.format, drawn.width, drawn.height]).toEqual(['png', 60, 20])
  })

  it('the same address gives the same bytes, and 304 to who has them', async () => {
    const [first, second] = [await lake.request(`${path}?w=33`), await lake.request(`${path}?w=33`)]
    expect(
      Buffer.from(await first.arrayBuffer()).equals(Buffer.from(await second.arrayBuffer())),
    ).toBe(true)
    const etag = first.headers.get('etag') ?? ''
    const again = await lake.request(`${path}?w=33`, {headers: {'if-none-match': etag}})
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0])
  })
})

describe('stored bytes', () => {
  it('are for tokens and for the keys of exports', async () => {
    const bytes = await picture(6, 6)
      .jpeg()
      .withExif({IFD0: {Artist: 'Somebody'}})
      .toBuffer()
    const document = await upload(lake, bytes)
    const raw = async (query: string, token?: string) =>
      Buffer.from(
        await (await lake.request(pathOf(document) + query, {token})).arrayBuffer(),
      ).equals(bytes)
    expect(await raw('?dlRaw=true')).toBe(false)
    expect(await raw('?dlRaw=true', lake.tokens.viewer)).toBe(true)
    const lines = await (
      await lake.request('/v1/data/export/production', {token: lake.tokens.viewer})
    ).text()
    const exported = lines.split('\n').find((line) => line.includes(document._id)) ?? ''
    const url = new URL(JSON.parse(exported).url)
    expect(await raw(url.search)).toBe(true)
    expect(await raw(`${url.search}x`)).toBe(false)
  })

  it('are not given for a bad token', async () => {
    expect((await lake.request(`${path}?dlRaw=true`, {token: 'mt_bad'})).status).toBe(401)
  })
})

describe('the cache of renditions', () => {
  it('keeps no more than it may, and draws once what is asked for at once', async () => {
    const cache = new RenditionCache(1000)
    let drawings = 0
    const draw = async () => {
      drawings += 1
      return {bytes: new Uint8Array(200), mimeType: 'image/png'}
    }
    await Promise.all([cache.get('a', draw), cache.get('a', draw)])
    expect(drawings).toBe(1)
    for (const key of 'bcdefgh') await cache.get(key, draw)
    expect(cache.bytes).toBeLessThanOrEqual(1000)
    await cache.get('big', async () => ({bytes: new Uint8Array(900), mimeType: 'image/png'}))
    expect(cache.bytes).toBeLessThanOrEqual(1000)
    await cache.get('h', draw)
    expect(drawings).toBe(8)
  })
})
