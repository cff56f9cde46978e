import {readdirSync} from 'node:fs'

import sharp from 'sharp'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {assetLake, look, pathOf, picture, upload} from './harness.ts'

let lake: Awaited<ReturnType<typeof assetLake>>

beforeEach(async () => {
  lake = await assetLake()
})
afterEach(() => lake.remove())

const kinds = ['images', 'files'] as const

describe('reliability row 16: served assets cannot execute', () => {
  it.each([
    ['a script', '<script>alert(1)</script><SCRIPT/>'],
    [
      'a foreignObject',
      '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><b/></body></foreignObject>',
    ],
    [
      'an external use',
      '<use href="https://evil.example/x.svg#a"/><use xlink:href="//evil.example#a"/>',
    ],
    ['a handler', '<rect width="1" height="1" onload="alert(1)" OnClick="x()"/>'],
    ['a link', '<a href="javascript:alert(1)"><text>x</text></a>'],
    ['an external picture', '<image href="http://evil.example/x.png" width="1" height="1"/>'],
    [
      'a picture that is an SVG',
      '<image href="data:image/svg+xml;base64,PHN2Zz4=" width="1" height="1"/>',
    ],
    [
      'CSS that loads',
      '<style>@import "//evil.example/x.css"; rect{fill:url(//evil.example/a)}</style>',
    ],
    [
      'an attribute that loads',
      '<rect style="fill:url(https://evil.example/a)" fill="url(//evil.example)"/>',
    ],
    ['an escape in CSS', '<rect style="fill:\\75 rl(//evil.example)"/>'],
    ['an animation of a link', '<set attributeName="href" to="javascript:alert(1)"/><animate/>'],
    ['text in CDATA', '<text><![CDATA[</text><script>alert(1)</script>]]></text>'],
    ['a processing instruction', '<?xml-stylesheet href="//evil.example/x.css"?><g/>'],
  ])('an SVG with %s loses it', async (_name, inside) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10">${inside}<circle id="kept" r="3"/></svg>`
    const document = await upload(lake, svg)
    const response = await lake.request(pathOf(document))
    const text = await response.text()
    expect(text).toContain('<circle id="kept" r="3"/>')
    expect(text).not.toMatch(
      /<script|<foreignObject|evil\.example|\son\w+=|javascript:|<a[\s>]|<set|<animate|svg\+xml|<\?|<!/i,
    )
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'content-disposition': expect.stringMatching(/^attachment;/),
    })
  })

  it('an SVG that is no plain XML is refused on every route', async () => {
    const head = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1">'
    const bad = [
      `<!DOCTYPE svg [<!ENTITY a "b">]>${head}&a;</svg>`,
      `${head}<g>`,
      `${head}${'<g>'.repeat(100_000)}${'</g>'.repeat(100_000)}</svg>`,
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<svg xmlns="http://www.w3.org/2000/svg" width="50000" height="50000"/>',
    ]
    for (const svg of bad) {
      for (const kind of kinds) {
        await expect(upload(lake, svg, '', kind), svg.slice(0, 90)).rejects.toMatchObject({
          message: expect.stringMatching(/svg-malformed|asset-too-large|pixels|SVG/),
        })
      }
    }
    expect(readdirSync(lake.dir)).toEqual(['.staging'])
  })

  it('a JPEG with HTML behind it and in a comment is served without either', async () => {
    const html = Buffer.from('<html><script>alert(1)</script></html>')
    const jpeg = await picture(32, 32).jpeg().toBuffer()
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, html.length + 2]), html])
    const polyglot = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), html])
    const response = await lake.request(pathOf(await upload(lake, polyglot)))
    const {bytes, format} = await look(response)
    expect(format).toBe('jpeg')
    expect(Buffer.from(bytes).includes('script')).toBe(false)
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('HTML under the name and type of a picture is no picture', async () => {
    await expect(
      upload(lake, '<html><script>alert(1)</script></html>', '?filename=x.png'),
    ).rejects.toMatchObject({status: 400})
    const file = await upload(lake, '<html><script>1</script></html>', '?filename=x.html', 'files')
    const response = await lake.request(pathOf(file))
    expect(file.extension).toBe('txt')
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
  })

  it('the bytes decide the type, whatever name and header say', async () => {
    const gif = await picture(5, 5).gif().toBuffer()
    const document = await upload(lake, gif, '?filename=page.html')
    expect(document).toMatchObject({extension: 'gif', mimeType: 'image/gif'})
  })

  it.each(['jpeg', 'png', 'webp'] as const)(
    'EXIF and XMP of a %s are not served',
    async (format) => {
      const secret = 'GPS 47.37 and <script>alert(1)</script>'
      const bytes = await picture(30, 20)
        .toFormat(format)
        .withExif({IFD0: {Copyright: secret, Artist: secret}})
        .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>${secret}</rdf></x:xmpmeta>`)
        .toBuffer()
      expect(bytes.includes('GPS 47.37')).toBe(true)
      const document = await upload(lake, bytes)
      for (const query of ['', '?w=10', '?fm=webp', '?dlRaw=true', '?dlRaw=guess']) {
        const served = await look(await lake.request(pathOf(document) + query))
        expect(Buffer.from(served.bytes).includes('GPS'), query).toBe(false)
        expect(served.xmp, query).toBeUndefined()
      }
      const plain = await look(await lake.request(pathOf(document)))
      const raw = (image: Uint8Array) => sharp(image).raw().toBuffer()
      expect((await raw(plain.bytes)).equals(await raw(bytes))).toBe(true)
    },
  )

  it('a picture that EXIF turns is served upright without its EXIF', async () => {
    const bytes = await picture(40, 20)
      .jpeg()
      .withExif({IFD0: {Copyright: 'somebody'}})
      .withMetadata({orientation: 6})
      .toBuffer()
    const document = await upload(lake, bytes)
    const {autoOrient, bytes: served} = await look(await lake.request(pathOf(document)))
    expect(autoOrient).toMatchObject({width: 20, height: 40})
    expect(Buffer.from(served).includes('somebody')).toBe(false)
  })

  it('the header of a PNG of 50,000 × 50,000 is refused on every route, undecoded', async () => {
    const png = Buffer.from(await picture(2, 2).png().toBuffer())
    png.writeUInt32BE(50_000, 16)
    png.writeUInt32BE(50_000, 20)
    for (const kind of kinds) {
      await expect(upload(lake, png, '', kind)).rejects.toMatchObject({status: 413})
    }
  })

  it('a picture that cannot be decoded is refused', async () => {
    const png = await picture(64, 64).png({compressionLevel: 0}).toBuffer()
    await expect(upload(lake, png.subarray(0, 5000))).rejects.toMatchObject({status: 400})
    expect(readdirSync(lake.dir)).toEqual(['.staging'])
  })

  it.each(['../../etc/passwd', 'a/b.png', '..', 'x\u0000.png', 'C:\\x.png'])(
    'the file name %j is refused',
    async (name) => {
      const bytes = await picture(3, 3).png().toBuffer()
      const query = `?filename=${encodeURIComponent(name)}`
      await expect(upload(lake, bytes, query)).rejects.toMatchObject({status: 400})
    },
  )

  it('no address leads out of the assets', async () => {
    await upload(lake, await picture(3, 3).png().toBuffer())
    for (const path of [
      '/images/local/production/..%2f..%2fetc%2fpasswd',
      '/images/local/production/%2e%2e%2fx-1x1.png',
      `/images/local/production/${'0'.repeat(40)}-1x1.png%00.png`,
      '/files/local/production/.staging',
      `/images/other/production/${'0'.repeat(40)}-1x1.png`,
    ]) {
      expect((await lake.request(path)).status, path).toBe(404)
    }
  })

  it('a file name cannot break out of its header', async () => {
    const document = await upload(
      lake,
      'text',
      `?filename=${encodeURIComponent('a"; x=“é”.txt')}`,
      'files',
    )
    const header = (await lake.request(pathOf(document))).headers.get('content-disposition')
    expect(header).toMatch(
      /^attachment; filename="[0-9a-f]{40}\.txt"; filename\*=UTF-8''[\w.%~-]+$/,
    )
  })

  it('an asset of one dataset is not served from another', async () => {
    lake.store.createDataset('other')
    const document = await upload(lake, await picture(3, 3).png().toBuffer())
    const path = pathOf(document).replace('/production/', '/other/')
    expect((await lake.request(path)).status).toBe(404)
  })
})
