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

import {envelopePayload, parseEnvelope} from '#pipeline'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {ArtifactStore} from '../../../exports/repository/artifact-store.ts'
import indexSchema from '../../../exports/repository/index.schema.json' with {type: 'json'}
import {openRepositoryFolder} from '../../../exports/repository/open-repository-folder.ts'
import type {RepositoryIndex} from '../../../exports/repository/repository-index.ts'
import {makeBundle, makeWorld} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryStore} from './memory-store.ts'
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

function readIndex(): RepositoryIndex {
  const envelope = parseEnvelope(readFileSync(join(dir, 'index.dsse.json'), 'utf8'))
  return JSON.parse(new TextDecoder().decode(envelopePayload(envelope)))
}

describe('a repository', () => {
  it('has bundles as folders and zips, a signed index, the trust file and a view', async () => {
    await exportTo(store, world, [knee, hip])
    expect(readdirSync(dir).toSorted()).toEqual([
      'bundles',
      'index.dsse.json',
      'index.pae',
      'index.sig',
      'latest',
      'marrow-repository.json',
      'trust.dsse.json',
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

  it('has an index that its published schema accepts', async () => {
    await exportTo(store, world, [knee], {withdrawn: [withdrawnOf(hip)]})
    const isIndex = new Ajv2020({strict: true, strictRequired: false, strictTypes: false}).compile(
      indexSchema,
    )
    isIndex(readIndex())
    expect(isIndex.errors).toBeNull()
    expect(readIndex()).toMatchObject({
      version: 1,
      issued,
      sample: false,
      ledger: {seq: 1, hash: 'ab'.repeat(32)},
      entries: [
        {status: 'withdrawn', article: 'hip'},
        {status: 'live', article: 'knee', bundle: knee.digest},
      ],
    })
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
    const second = await exportTo(store, world, [hip, knee], {issued: '2027-01-01T00:00:00.000Z'})
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
    const {removed} = await exportTo(store, world, [knee], {withdrawn: [withdrawnOf(hip)]})
    expect(removed.map(({article}) => article)).toEqual(['hip'])
    expect(readdirSync(join(dir, 'bundles')).toSorted()).toEqual(
      [knee.digest, `${knee.digest}.zip`].toSorted(),
    )
    expect(readdirSync(join(dir, 'latest')).toSorted()).toEqual(['index.html', 'knee.en'])
    expect(readdirSync(join(dir, 'views'))).toHaveLength(1)
    expect(readIndex()).toMatchObject({
      version: 2,
      entries: [{status: 'withdrawn', notice: 'The dose in this article was wrong.'}, {}],
    })
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
    for (const path of [page, join(dir, 'index.sig'), join(dir, 'latest/index.html')]) {
      writeFileSync(path, 'altered')
    }
    writeFileSync(join(dir, 'bundles', knee.digest, 'extra.txt'), 'planted')
    expect((await exportTo(store, world, [knee])).wrote).toBe(true)
    const bytesOf = (files: Record<string, string>): unknown =>
      Object.entries(files).map(([path, value]) => [path, value.split(' ')[2]])
    expect(bytesOf(snapshot())).toEqual(bytesOf(before))
  })

  it('raises the version over an index that is not ours to read', async () => {
    await exportTo(store, world, [knee])
    await exportTo(store, world, [knee, hip])
    const other = await makeWorld()
    const theirs = new MemoryStore()
    await exportTo(theirs, other, [await makeBundle(other, {id: 'knee'})])
    const index = JSON.parse(readFileSync(join(dir, 'index.dsse.json'), 'utf8'))
    const foreign = parseEnvelope(new TextDecoder().decode(await theirs.read('index.dsse.json')))
    const mixed = {...index, signatures: foreign.signatures}
    writeFileSync(join(dir, 'index.dsse.json'), JSON.stringify(mixed))
    expect((await exportTo(store, world, [knee])).index.version).toBe(3)
    writeFileSync(join(dir, 'index.dsse.json'), 'garbage')
    expect((await exportTo(store, world, [knee])).index.version).toBe(1)
  })

  it('records in the ledger before the index names anything', async () => {
    await exportTo(store, world, [knee])
    const before = readFileSync(join(dir, 'index.dsse.json'), 'utf8')
    let seen: unknown
    await exportTo(store, world, [knee, hip], {
      record: ({added, unchanged}) => {
        seen = [added, unchanged].map((entries) => entries.map(({article}) => article))
        expect(readFileSync(join(dir, 'index.dsse.json'), 'utf8')).toBe(before)
        expect(readdirSync(join(dir, 'bundles'))).toContain(hip.digest)
        return Promise.resolve({seq: 9, hash: 'cd'.repeat(32)})
      },
    })
    expect(seen).toEqual([['hip'], ['knee']])
    expect(readIndex().ledger).toEqual({seq: 9, hash: 'cd'.repeat(32)})
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
    await exportTo(store, world, [], {bundles: bundles()})
    expect(readIndex().entries).toHaveLength(2)
  })
})
