import {Ajv2020} from 'ajv/dist/2020.js'
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {ArtifactStore} from '../../../exports/repository/artifact-store.ts'
import repositorySchema from '../../../exports/repository/format/repository.schema.json' with {type: 'json'}
import {openRepositoryFolder} from '../../../exports/repository/open-repository-folder.ts'
import type {RepositoryHead, RepositoryIndex} from '../../../exports/repository/format/head.ts'
import {parseSigned} from '../../../exports/repository/format/parse-signed.ts'
import {headPath, indexPath} from '../../../exports/repository/format/paths.ts'
import {makeBundle, makeWorld} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {exportTo, issued, withdrawnOf} from './repository-world.ts'

let world: TestWorld
let knee: Bundle
let hip: Bundle
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  hip = await makeBundle(world, {id: 'hip', language: 'de', title: 'Die Hüfte <b>'})
})

let dir: string
let store: ArtifactStore
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-repository-'))
  store = await openRepositoryFolder(dir)
})
afterEach(() => rmSync(dir, {recursive: true}))

/** Every file with its time and bytes. */
function snapshot(): Record<string, string> {
  const paths = readdirSync(dir, {recursive: true, encoding: 'utf8'}).toSorted()
  const files = paths.filter((path) => statSync(join(dir, path)).isFile())
  return Object.fromEntries(
    files.map((path) => {
      const {mtimeNs, ino} = statSync(join(dir, path), {bigint: true})
      return [path, `${mtimeNs} ${ino} ${readFileSync(join(dir, path), 'base64')}`]
    }),
  )
}

const read = (path: string): string => readFileSync(join(dir, path), 'utf8')
const readHead = (): RepositoryHead => parseSigned('head', read(headPath('all')))
const readIndex = (): RepositoryIndex =>
  parseSigned('index', read(indexPath('all', readHead().index.version)))

/** Whether the published schema accepts something, by a reader that we did not write. */
function problemsOf(name: string, value: unknown): unknown {
  const ajv = new Ajv2020({strict: true, strictRequired: false, strictTypes: false})
  ajv.addSchema(repositorySchema)
  ajv.validate(`${repositorySchema.$id}#/$defs/${name}`, value)
  return ajv.errors
}

describe('a repository', () => {
  it('has bundles as folders and zips, a signed index, the trust file and a view', async () => {
    await exportTo(store, world, [knee, hip])
    expect(readdirSync(dir).toSorted()).toEqual([
      'audiences',
      'bundles',
      'latest',
      'marrow-repository.json',
      'trust.dsse.json',
      'trust.pae',
      'trust.sig',
      'views',
    ])
    expect(readdirSync(join(dir, 'bundles')).toSorted()).toEqual(
      [knee, hip].flatMap(({digest}) => [digest, `${digest}.zip`]).toSorted(),
    )
    expect(readdirSync(join(dir, 'latest')).toSorted()).toEqual(['hip.de', 'index.html', 'knee.en'])
    expect(readdirSync(join(dir, 'latest/knee.en')).toSorted()).toEqual([
      'article.json',
      'assets',
      'fragment.html',
      'index.html',
    ])
    for (const [path, bytes] of knee.files) {
      expect(new Uint8Array(readFileSync(join(dir, 'bundles', knee.digest, path)))).toEqual(bytes)
    }
  })

  it('has a head, an index, a feed and a tombstone that the published schema accepts', async () => {
    await exportTo(store, world, [knee], {withdrawn: [await withdrawnOf(hip)]})
    expect(problemsOf('head', readHead())).toBeNull()
    expect(problemsOf('index', readIndex())).toBeNull()
    const events = read('audiences/all/feed/1.ndjson')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    for (const event of events) expect(problemsOf('event', event)).toBeNull()
    const tombstone = parseSigned('tombstone', read('tombstones/hip.de/tombstone.dsse.json'))
    expect(problemsOf('tombstone', tombstone)).toBeNull()
    expect(problemsOf('entry', {...readIndex().entries[0], title: 'no titles'})).not.toBeNull()

    expect(readHead()).toMatchObject({
      audience: 'all',
      version: 1,
      issued,
      expires: '2026-06-08T12:00:00.000Z',
      ledger: {seq: 1, hash: 'ab'.repeat(32)},
      feed: {seq: 2, hash: events[1].hash},
    })
    expect(readIndex()).toMatchObject({
      seq: 2,
      entries: [
        {status: 'withdrawn', article: 'hip'},
        {status: 'live', article: 'knee', bundle: knee.digest},
      ],
    })
    expect(events.map(({type}) => type)).toEqual(['withdrawn', 'published'])
  })

  it('has a list page that escapes titles and links to what is there', async () => {
    await exportTo(store, world, [knee, hip])
    const html = readFileSync(join(dir, 'latest/index.html'), 'utf8')
    expect(html).toContain('Die Hüfte &#x3C;b>')
    const addresses = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!)
    expect(addresses).toHaveLength(8)
    for (const address of addresses) {
      // A browser resolves `..` against the address, not against where the link leads.
      const {pathname} = new URL(address, 'file:///latest/index.html')
      expect(existsSync(join(dir, decodeURIComponent(pathname))), address).toBe(true)
    }
    expect(html).not.toContain('noindex')
    expect(html).not.toContain('Sample content')
  })

  it('marks sample content on the list page', async () => {
    const sample = await makeWorld((trust) => ({...trust, sample: true}))
    await exportTo(store, sample, [await makeBundle(sample, {id: 'knee'})])
    const html = readFileSync(join(dir, 'latest/index.html'), 'utf8')
    expect(html).toContain('Sample content, not reviewed by a physician')
    expect(html).toContain('noindex')
  })

  it('is not touched by a second export of the same', async () => {
    const first = await exportTo(store, world, [knee, hip])
    const before = snapshot()
    const second = await exportTo(store, world, [hip, knee], {issued: '2026-06-02T00:00:00.000Z'})
    expect(snapshot()).toEqual(before)
    expect([first.wrote, second.wrote]).toEqual([true, false])
    expect(second.unchanged.map(({article}) => article)).toEqual(['hip', 'knee'])
    expect(second.index).toEqual(first.index)
  })

  it('is the same bytes in two folders', async () => {
    await exportTo(store, world, [knee, hip])
    const one = Object.entries(snapshot()).map(([path, value]) => [path, value.split(' ')[2]])
    rmSync(dir, {recursive: true})
    store = await openRepositoryFolder(dir)
    await exportTo(store, world, [hip, knee])
    const two = Object.entries(snapshot()).map(([path, value]) => [path, value.split(' ')[2]])
    expect(two).toEqual(one)
  })

  it('drops a withdrawn article from view and shelf, and says so in the index', async () => {
    await exportTo(store, world, [knee, hip])
    const {removed} = await exportTo(store, world, [knee], {withdrawn: [await withdrawnOf(hip)]})
    expect(removed.map(({article}) => article)).toEqual(['hip'])
    expect(readdirSync(join(dir, 'bundles')).toSorted()).toEqual(
      [hip.digest, knee.digest, `${knee.digest}.zip`].toSorted(),
    )
    expect(readdirSync(join(dir, 'bundles', hip.digest))).toEqual(['tombstone.dsse.json'])
    expect(readdirSync(join(dir, 'views'))).toHaveLength(1)
    expect(readIndex()).toMatchObject({
      version: 2,
      entries: [{status: 'withdrawn', severity: 'safety'}, {}],
    })
    // Its address, its bundle's and its pointer go on answering.
    expect(read('latest/hip.de/index.html')).toContain('Withdrawn')
    expect(read('latest/index.html')).toContain('href="hip.de/index.html"')
    const stone = read('tombstones/hip.de/tombstone.dsse.json')
    expect(read(`bundles/${hip.digest}/tombstone.dsse.json`)).toBe(stone)
    expect(parseSigned('pointer', read('audiences/all/current/hip.de.json'))).toEqual(
      readIndex().entries[0],
    )
    const {purge, bundles} = parseSigned('tombstone', stone)
    expect(bundles).toEqual([hip.digest])
    expect(purge).toEqual(
      [
        'audiences/',
        `bundles/${hip.digest}.zip`,
        `bundles/${hip.digest}/`,
        'latest/hip.de/',
        'latest/index.html',
        'tombstones/hip.de/',
        'views/',
      ].toSorted(),
    )
  })

  it('takes the place of an edition in one step', async () => {
    await exportTo(store, world, [knee])
    const next = await makeBundle(world, {id: 'knee', number: 2, text: 'Rest and ice.'})
    const {added, removed} = await exportTo(store, world, [next])
    expect([added.length, removed.length]).toEqual([1, 0])
    expect(readFileSync(join(dir, 'latest/knee.en/index.html'), 'utf8')).toContain('Rest and ice.')
  })

  it('mends what was altered on the disk', async () => {
    await exportTo(store, world, [knee])
    const before = snapshot()
    const page = join(dir, 'bundles', knee.digest, 'data/index.html')
    for (const path of [
      page,
      join(dir, 'audiences/all/head.sig'),
      join(dir, 'latest/index.html'),
    ]) {
      writeFileSync(path, 'altered')
    }
    writeFileSync(join(dir, 'bundles', knee.digest, 'extra.txt'), 'planted')
    expect((await exportTo(store, world, [knee])).wrote).toBe(true)
    const bytesOf = (files: Record<string, string>): unknown =>
      Object.entries(files).map(([path, value]) => [path, value.split(' ')[2]])
    expect(bytesOf(snapshot())).toEqual(bytesOf(before))
  })

  it('writes nothing over a head or a feed that cannot be read, and says what to do', async () => {
    await exportTo(store, world, [knee])
    for (const [path, code] of [
      [headPath('all'), 'head-altered'],
      ['audiences/all/feed/1.ndjson', 'feed-broken'],
      [indexPath('all', 1), 'head-altered'],
    ] as const) {
      const good = read(path)
      writeFileSync(join(dir, path), good.replace('a', 'b'))
      const before = snapshot()
      await expect(exportTo(store, world, [knee, hip])).rejects.toMatchObject({
        code,
        message: expect.stringContaining('delete `audiences/all`'),
      })
      expect(snapshot()[path]).toBe(before[path])
      writeFileSync(join(dir, path), good)
    }
    expect((await exportTo(store, world, [knee, hip])).index.version).toBe(2)
  })

  it('renews a head that has less than half of its life before it, and nothing else', async () => {
    await exportTo(store, world, [knee])
    const before = snapshot()
    await exportTo(store, world, [knee], {issued: '2026-06-06T00:00:00.000Z'})
    const changed = Object.entries(snapshot())
      .filter(([path, state]) => before[path] !== state)
      .map(([path]) => path)
    expect(changed).toEqual(['dsse.json', 'pae', 'sig'].map((one) => `audiences/all/head.${one}`))
    expect(readHead()).toMatchObject({version: 2, expires: '2026-06-13T00:00:00.000Z'})
  })

  it('records in the ledger before the index names anything', async () => {
    await exportTo(store, world, [knee])
    const before = read(headPath('all'))
    let seen: unknown
    await exportTo(store, world, [knee, hip], {
      record: ({added, unchanged}) => {
        seen = [added, unchanged].map((entries) => entries.map(({article}) => article))
        expect(read(headPath('all'))).toBe(before)
        expect(readdirSync(join(dir, 'bundles'))).toContain(hip.digest)
        return Promise.resolve({seq: 9, hash: 'cd'.repeat(32)})
      },
    })
    expect(seen).toEqual([['hip'], ['knee']])
    expect(readHead().ledger).toEqual({seq: 9, hash: 'cd'.repeat(32)})
  })

  it('holds one bundle at a time', async () => {
    let open = 0
    async function* bundles(): AsyncGenerator<Bundle> {
      for (const bundle of [knee, hip]) {
        open += 1
        expect(open).toBe(1)
        yield bundle
        open -= 1
      }
    }
    await exportTo(store, world, bundles())
    expect(readIndex().entries).toHaveLength(2)
  })
})
