import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {clientOf} from '../http/harness.ts'
import {assetLake, pathOf, picture, upload} from './harness.ts'

let lake: Awaited<ReturnType<typeof assetLake>>

beforeEach(async () => {
  lake = await assetLake()
})
afterEach(() => lake.remove())

describe('an upload', () => {
  it('stores the bytes untouched under the id that the hosted lake gives', async () => {
    const bytes = await picture(40, 20).png().toBuffer()
    const sha1 = createHash('sha1').update(bytes).digest('hex')
    const document = await upload(lake, bytes, '?filename=knee.png&title=Knee')
    expect(document).toMatchObject({
      _id: `image-${sha1}-40x20-png`,
      _type: 'sanity.imageAsset',
      assetId: sha1,
      extension: 'png',
      mimeType: 'image/png',
      originalFilename: 'knee.png',
      path: `images/local/production/${sha1}-40x20.png`,
      sha1hash: sha1,
      size: bytes.length,
      title: 'Knee',
      url: `http://localhost:3333/images/local/production/${sha1}-40x20.png`,
    })
    expect(readFileSync(join(lake.dir, `${sha1}-40x20.png`)).equals(bytes)).toBe(true)
    expect(readdirSync(join(lake.dir, '.staging'))).toEqual([])
  })

  it('describes the picture', async () => {
    const {metadata} = await upload(lake, await picture(40, 20).png().toBuffer())
    expect(metadata).toMatchObject({
      dimensions: {width: 40, height: 20, aspectRatio: 2},
      hasAlpha: false,
      isOpaque: true,
    })
    expect(metadata.lqip).toMatch(/^data:image\/jpeg;base64,/)
    expect(metadata.palette.dominant).toMatchObject({background: '#0000ff', population: 50})
  })

  it('takes the size as seen, after the turn that EXIF asks for', async () => {
    const turned = await picture(40, 20).jpeg().withMetadata({orientation: 6}).toBuffer()
    expect((await upload(lake, turned))._id).toMatch(/-20x40-jpg$/)
  })

  it('tells transparent pictures from opaque ones', async () => {
    const clear = await picture(8, 8).ensureAlpha(0.5).png().toBuffer()
    const {metadata} = await upload(lake, clear)
    expect(metadata).toMatchObject({hasAlpha: true, isOpaque: false})
    expect(metadata.lqip).toMatch(/^data:image\/png/)
  })

  it.each(['png', 'jpeg', 'gif', 'webp'] as const)('takes %s', async (format) => {
    const document = await upload(lake, await picture(12, 8).toFormat(format).toBuffer())
    expect(document.mimeType).toBe(`image/${format}`)
    expect(document._id).toMatch(/-12x8-/)
  })

  it('of the same bytes again gives the same document', async () => {
    const bytes = await picture(10, 10).png().toBuffer()
    const first = await upload(lake, bytes, '?filename=a.png')
    expect(await upload(lake, bytes, '?filename=b.png')).toEqual(first)
  })

  it('works through @sanity/client, for images and files', async () => {
    const client = clientOf(lake.lake, lake.tokens.editor)
    const image = await client.assets.upload('image', await picture(9, 9).png().toBuffer(), {
      filename: 'x.png',
    })
    const file = await client.assets.upload('file', Buffer.from('a,b\n'), {filename: 'a.csv'})
    expect(image._id).toMatch(/^image-.*-9x9-png$/)
    expect(file).toMatchObject({extension: 'csv', mimeType: 'text/plain; charset=utf-8'})
    const got = await lake.request(pathOf(file))
    expect(await got.text()).toBe('a,b\n')
    expect(got.headers.get('content-disposition')).toContain('attachment')
  })

  it('is refused to who may not create it, before its bytes are read', async () => {
    for (const role of ['viewer', 'medical-expert'] as const) {
      const body = new ReadableStream(
        {
          pull() {
            throw new Error('it was read')
          },
        },
        {highWaterMark: 0},
      )
      const path = '/v1/assets/images/production'
      const response = await lake.request(path, {method: 'POST', token: lake.tokens[role], body})
      expect(response.status, role).toBe(403)
    }
    const response = await lake.request('/v1/assets/files/production', {method: 'POST', body: 'x'})
    expect(response.status).toBe(401)
    expect(existsSync(join(lake.dir, '.staging'))).toBe(false)
  })

  it('by address is not offered, and says so', async () => {
    const url = encodeURIComponent('http://169.254.169.254/latest')
    await expect(upload(lake, '', `?url=${url}`)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining('upload the bytes'),
    })
  })
})

describe('an asset that an edition names', () => {
  it('is not deleted, and others are', async () => {
    const named = await upload(lake, await picture(10, 10).png().toBuffer())
    const other = await upload(lake, await picture(11, 11).png().toBuffer())
    const payload = JSON.stringify({assets: [{id: named._id}]})
    lake.store.write('production', (tx) => {
      const at = '2026-01-01T00:00:00.000Z'
      const times = {_createdAt: at, _updatedAt: at, _rev: 'r'}
      tx.put({_id: 'edition.a.1', _type: 'edition', ...times, payload})
    })
    const client = clientOf(lake.lake, lake.tokens.administrator)
    await client.delete(other._id)
    await expect(client.delete(named._id)).rejects.toThrow(/edition\.a\.1/)
    const impostor = {_id: named._id, _type: 'note'}
    const swap = client.transaction().delete(named._id).create(impostor)
    await expect(swap.commit()).rejects.toThrow(/edition\.a\.1|immutable/)
    await client.patch(named._id).set({title: 'Knee'}).commit()
    expect(await client.getDocument(named._id)).toMatchObject({title: 'Knee'})
    // The bytes of the other one stay, too: no route removes bytes.
    expect(existsSync(join(lake.dir, `${other.sha1hash}-11x11.png`))).toBe(true)
    expect((await lake.request(pathOf(other))).status).toBe(404)
  })
})

describe('what an upload that was cut off left behind', () => {
  it('is removed before the next one, and has no name', async () => {
    const staging = join(lake.dir, '.staging')
    mkdirSync(staging)
    writeFileSync(join(staging, '1-0123456789abcdef'), 'half')
    await upload(lake, await picture(4, 4).png().toBuffer())
    expect(readdirSync(staging)).toEqual([])
    expect(readdirSync(lake.dir)).toHaveLength(2)
  })

  it('of a body that breaks is removed at once', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(1000))
        controller.error(new Error('cut'))
      },
    })
    const path = '/v1/assets/files/production'
    const response = await lake.request(path, {method: 'POST', token: lake.tokens.editor, body})
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(readdirSync(join(lake.dir, '.staging'))).toEqual([])
  })
})
