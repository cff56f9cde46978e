import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'
import {createGunzip} from 'node:zlib'

import sharp from 'sharp'
import {extract} from 'tar-stream'
import {describe, expect, it} from 'vitest'

import {homeAt} from '../../../cli/home/paths.ts'
import {openLake} from '../../../cli/lake/open-lake.ts'
import {marrow, now, sampleHome, temporaryFolder} from '../harness.ts'
import {writeArchive} from '../sources/archive.ts'

/** The files of an export by their name below its folder. */
async function unpacked(path: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>()
  const archive = createReadStream(path).pipe(createGunzip()).pipe(extract())
  for await (const entry of archive) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    const name = entry.header.name.split('/').slice(1).join('/')
    if (entry.header.type === 'file') files.set(name, Buffer.concat(chunks))
  }
  return files
}

const times = new Set(['_createdAt', '_updatedAt', '_rev'])

/** Leave times out, and the revision: it names the transaction that was made at that time. */
function withoutTimes(text: string): unknown {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line, (key, value: unknown) => (times.has(key) ? undefined : value)))
}

function freshHome(): string {
  return join(temporaryFolder(), 'home')
}

/** An empty home of the same publisher. */
function homeTrusting(home: string): string {
  const other = freshHome()
  mkdirSync(other)
  for (const name of ['trust.dsse.json', 'root.pub']) cpSync(join(home, name), join(other, name))
  return other
}

describe('a round trip: export, import, export', () => {
  it('gives the same documents and the same bytes, but for times', async () => {
    const home = await sampleHome()
    const opened = await openLake(homeAt({MARROW_HOME: home}), {clock: () => now})
    const exif = await sharp({create: {width: 9, height: 6, channels: 3, background: '#123'}})
      .jpeg()
      .withExif({IFD0: {Artist: 'Somebody'}})
      .toBuffer()
    const uploads: Array<[string, BodyInit]> = [
      ['images/production?filename=photo.jpg&title=Photo', new Uint8Array(exif)],
      ['files/production?filename=Notes%20(1).txt', 'words'],
      ['files/production?filename=data.x7z', new Uint8Array([1, 0, 2])],
    ]
    for (const [path, body] of uploads) {
      const request = new Request(`http://127.0.0.1:3333/v1/assets/${path}`, {
        method: 'POST',
        headers: {authorization: `Bearer ${opened.token}`},
        body,
      })
      expect((await opened.lake.handle(request)).status).toBe(200)
    }
    await opened.close()

    const [first, second] = [freshHome(), freshHome()].map((folder) => `${folder}.tar.gz`) as [
      string,
      string,
    ]
    const exported = await marrow(home, ['lake', 'export', first])
    expect(exported.exit, exported.error).toBe(0)
    const other = homeTrusting(home)
    const imported = await marrow(other, ['lake', 'import', first])
    expect(imported.exit, imported.error).toBe(0)
    expect((await marrow(other, ['lake', 'export', second])).exit).toBe(0)

    const [before, after] = [await unpacked(first), await unpacked(second)]
    expect([...before.keys()].toSorted()).toEqual([...after.keys()].toSorted())
    expect([...before.keys()].filter((name) => /^(images|files)\//.test(name)).length).toBe(14)
    for (const [name, bytes] of before) {
      const other = after.get(name)
      if (name.endsWith('json')) {
        expect(withoutTimes(String(other)), name).toEqual(withoutTimes(String(bytes)))
      } else {
        expect(other?.equals(bytes), name).toBe(true)
      }
    }
    expect(before.get('data.ndjson')?.includes('"edition"')).toBe(true)
    expect([...before.values()].some((bytes) => bytes.equals(exif))).toBe(true)
  }, 60_000)

  it('of an export into the lake that it came from changes nothing', async () => {
    const home = await sampleHome()
    const [first, second] = [`${freshHome()}.tar.gz`, `${freshHome()}.tar.gz`] as const
    await marrow(home, ['lake', 'export', first])
    const imported = await marrow(home, ['lake', 'import', first])
    expect(imported.exit, imported.error).toBe(0)
    await marrow(home, ['lake', 'export', second])
    const [before, after] = [await unpacked(first), await unpacked(second)]
    expect(withoutTimes(String(after.get('data.ndjson')))).toEqual(
      withoutTimes(String(before.get('data.ndjson'))),
    )
  }, 60_000)

  it('leaves no export behind that is not whole, and writes over none', async () => {
    const home = await sampleHome()
    const folder = temporaryFolder()
    const path = join(folder, 'a.tar.gz')
    writeFileSync(path, 'mine')
    const {exit} = await marrow(home, ['lake', 'export', path])
    expect(exit).toBe(2)
    expect(readFileSync(path, 'utf8')).toBe('mine')
    expect(readdirSync(folder)).toEqual(['a.tar.gz'])
  })
})

describe('reliability row 34: an import takes what @sanity/import takes', () => {
  const term = (id: string, more = '') =>
    `{"_id":"${id}","_type":"glossaryTerm","expansion":"A","language":"en"${more}}\n`

  async function importOf(text: string) {
    const path = join(temporaryFolder(), 'data.ndjson')
    writeFileSync(path, text)
    const home = freshHome()
    return {home, ...(await marrow(home, ['lake', 'import', path]))}
  }

  it.each([
    ['the same id twice', term('a') + term('a')],
    ['an id that is none', term('a b')],
    ['U+FFFD', term('a', ',"definition":"\uFFFD"')],
    ['no `_type`', '{"_id":"a"}\n'],
    ['broken JSON', `${term('a')}{"_id":\n`],
    ['a key twice', '{"_id":"a","_type":"t","_type":"u"}\n'],
  ])('refuses %s, and imports nothing', async (_name, text) => {
    const {home, exit, error} = await importOf(text)
    expect(exit, error).toBe(1)
    const status = await openLake(homeAt({MARROW_HOME: home}), {clock: () => now})
    expect(status.store.read('production', (view) => view.count())).toBe(0)
    await status.close()
  })

  it('leaves system documents out', async () => {
    const {home, exit, error} = await importOf(
      term('a') + '{"_id":"_.groups.x","_type":"system.group"}\n',
    )
    expect(exit, error).toBe(0)
    const opened = await openLake(homeAt({MARROW_HOME: home}), {clock: () => now})
    expect(
      opened.store.read('production', (view) =>
        view.documents(['a', '_.groups.x']).map(({_id}) => _id),
      ),
    ).toEqual(['a'])
    await opened.close()
  })
})

describe('reliability row 17: an import fetches nothing by address', () => {
  it.each([
    'image@http://169.254.169.254/latest/meta-data',
    'image@http://[::ffff:7f00:1]/x.png',
    'image@http://0x7f.1/x.png',
    'image@http://2130706433/x.png',
    'file@file:///etc/passwd',
    'file@file://./../../etc/passwd',
    'image@gopher://127.0.0.1/x',
    'image@data:image/png;base64,AAAA',
  ])('refuses %s plainly', async (asset) => {
    const path = join(temporaryFolder(), 'export.tar.gz')
    const line = JSON.stringify({
      _id: 'f',
      _type: 'figure',
      image: {_type: 'image', _sanityAsset: asset},
    })
    await writeArchive(path, [{name: 'x/data.ndjson', data: `${line}\n`}])
    const home = freshHome()
    const {exit, error} = await marrow(home, ['lake', 'import', path])
    expect(exit).toBe(1)
    expect(error).toMatch(/inside the export|not a file/)
    expect(existsSync(join(home, 'assets'))).toBe(false)
  })
})
