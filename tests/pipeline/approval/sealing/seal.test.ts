import {describe, expect, it} from 'vitest'

import {assemble, nextNumber, readEdition, seal, sealAsset, type SealRequest} from '#pipeline'
import {canonicalJson, schemaDigest, sha256Hex} from '#schemas'

import {drawing, imageId, portraitId, richDocuments} from './rich-documents.ts'

const request: SealRequest = {
  content: assemble('knee', richDocuments()),
  number: 1,
  assets: () => Promise.resolve(drawing),
  contributors: ['b', 'a', 'b'],
  changeNote: 'First',
  sealedAt: '2026-03-01T08:00:00.000Z',
}

describe('seal', () => {
  it('stores the exact string that it hashed, with its domain', async () => {
    const {document, payload} = await seal(request)
    expect(document.payload).toBe(canonicalJson(payload))
    expect(document.digest).toBe(await sha256Hex(`marrow-edition-v1\n${document.payload}`))
    expect(await readEdition(document)).toEqual(payload)
  })

  it('says what, which, of whom, by which content model', async () => {
    const {payload, document} = await seal(request)
    expect(payload).toMatchObject({
      format: 1,
      kind: 'article',
      id: 'edition.knee.1',
      article: 'knee',
      number: 1,
      language: 'en',
      contributors: ['a', 'b'],
      changeNote: 'First',
      schema: await schemaDigest(),
    })
    expect(document).toMatchObject({_id: 'edition.knee.1', _type: 'edition', language: 'en'})
  })

  it('takes digest, media type and size of every asset from its bytes', async () => {
    const expected = {
      sha256: await sha256Hex(drawing),
      mediaType: 'image/svg+xml',
      bytes: drawing.length,
      width: 40,
      height: 30,
    }
    expect((await seal(request)).payload.assets).toEqual([{id: imageId, ...expected}])
    const site = await seal({...request, content: assemble('site', richDocuments())})
    expect(site.payload.assets).toEqual([{id: portraitId, ...expected}])
  })

  it('gives each section a digest that covers what it reaches, and nothing else', async () => {
    const digests = async (change: (documents: ReturnType<typeof richDocuments>) => void) => {
      const documents = richDocuments()
      change(documents)
      const {payload} = await seal({...request, content: assemble('knee', documents)})
      return payload.sections
    }
    const before = await digests(() => {})
    expect(before.map(({key, title}) => [key, title])).toEqual([
      ['s1', 'Overview'],
      ['s2', 'Symptoms'],
      ['s3', 'When to seek care'],
    ])
    const changedBy = async (change: Parameters<typeof digests>[0]) =>
      (await digests(change))
        .filter(({digest}, index) => digest !== before[index]!.digest)
        .map(({key}) => key)

    expect(await changedBy((documents) => (documents.get('mri')!['expansion'] = 'x'))).toEqual([
      's1',
    ])
    expect(await changedBy((documents) => (documents.get('eriksen')!['title'] = 'x'))).toEqual([
      's1',
      's2',
    ])
    expect(await changedBy((documents) => (documents.get('knee')!['title'] = 'x'))).toEqual([])
    const heading = (documents: ReturnType<typeof richDocuments>) => {
      ;(documents.get('emergency')!['section'] as {heading: string}).heading = 'Call'
    }
    expect(await changedBy(heading)).toEqual(['s3'])
  })

  it('refuses an asset that is gone, is none of the known types, or is damaged', async () => {
    const assets = (bytes: number[]) => () => Promise.resolve(new Uint8Array(bytes))
    const gone = () => Promise.reject(new Error('404'))
    await expect(seal({...request, assets: gone})).rejects.toMatchObject({
      code: 'asset-missing',
      asset: imageId,
    })
    await expect(seal({...request, assets: assets([1, 2, 3])})).rejects.toMatchObject({
      code: 'asset-type',
    })
    await expect(seal({...request, assets: assets([0xff, 0xd8, 0xff])})).rejects.toMatchObject({
      code: 'asset-damaged',
    })
  })

  it('refuses a number or a time that is not after the edition before', async () => {
    const {payload: previous} = await seal({...request, number: 2})
    await expect(seal({...request, number: 2, previous})).rejects.toMatchObject({
      code: 'number-taken',
    })
    const sealedAt = '2026-03-01T07:00:00.000Z'
    await expect(seal({...request, number: 3, sealedAt, previous})).rejects.toMatchObject({
      code: 'time-invalid',
    })
    await expect(seal({...request, sealedAt: 'today'})).rejects.toMatchObject({
      code: 'time-invalid',
    })
    await expect(seal({...request, number: 0})).rejects.toMatchObject({code: 'number-taken'})
  })
})

describe('sealAsset', () => {
  const png = (width: number, height: number) => {
    const bytes = new Uint8Array(33)
    bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])
    new DataView(bytes.buffer).setUint32(16, width)
    new DataView(bytes.buffer).setUint32(20, height)
    return bytes
  }

  it('decides by the bytes, whatever the id says', async () => {
    expect(await sealAsset('image-x-1x1-jpg', png(640, 480))).toMatchObject({
      mediaType: 'image/png',
      width: 640,
      height: 480,
    })
    const gif = new Uint8Array([0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 2, 0, 3, 0])
    expect(await sealAsset('a', gif)).toMatchObject({mediaType: 'image/gif', width: 2, height: 3})
    const html = new TextEncoder().encode('<html><script>alert(1)</script></html>')
    await expect(sealAsset('image-x-1x1-png', html)).rejects.toMatchObject({code: 'asset-type'})
  })

  it('refuses a picture of 50,000 by 50,000 pixels, and one of none', async () => {
    await expect(sealAsset('a', png(50_000, 50_000))).rejects.toMatchObject({
      code: 'asset-too-large',
    })
    await expect(sealAsset('a', png(0, 1))).rejects.toMatchObject({code: 'asset-damaged'})
  })
})

describe('nextNumber', () => {
  it('is one above every number in use, planted and remembered ones too', () => {
    const edition = (_id: string) => ({_id, _type: 'edition'})
    expect(nextNumber('knee', [])).toBe(1)
    expect(
      nextNumber('knee', [
        edition('edition.knee.2'),
        edition('edition.knee.joint.9'),
        edition('edition.knee.99999999999999999999'),
        edition('edition.foot.7'),
      ]),
    ).toBe(3)
    const seen = {event: 'edition-seen', edition: 'edition.knee.4'} as never
    expect(nextNumber('knee', [edition('edition.knee.2')], [seen])).toBe(5)
  })

  it('is a free one above all that went out where somebody planted the last there is', () => {
    const last = {_id: 'edition.knee.999999999', _type: 'edition'}
    const out = {event: 'exported', edition: 'edition.knee.4'} as never
    expect(nextNumber('knee', [last, {_id: 'edition.knee.5', _type: 'edition'}], [out])).toBe(6)
  })
})
