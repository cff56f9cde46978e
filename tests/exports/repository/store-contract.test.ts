import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import {walk, type ArtifactStore} from '../../../exports/repository/artifact-store.ts'
import {openRepositoryFolder} from '../../../exports/repository/open-repository-folder.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import {makeBundle, makeWorld} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryDisk} from './memory-disk.ts'
import {objectStore} from './object-store.ts'
import {readAsPublisher} from './reader-view.ts'
import {exportTo, withdrawnOf} from './repository-world.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-store-'))
})
afterEach(() => rmSync(dir, {recursive: true}))

let world: TestWorld
let knee: Bundle
let hip: Bundle
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  hip = await makeBundle(world, {id: 'hip'})
})

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const stores: Array<[string, () => Promise<ArtifactStore> | ArtifactStore]> = [
  ['a folder', () => openRepositoryFolder(join(dir, 'out'))],
  ['a disk in memory', () => storeOnDisk(new MemoryDisk())],
  ['a model of an object store', objectStore],
]

describe.each(stores)('%s', (_name, open) => {
  let store: ArtifactStore
  beforeEach(async () => {
    store = await open()
  })
  const text = async (path: string): Promise<string | undefined> => {
    const found = await store.read(path)
    return found && new TextDecoder().decode(found)
  }

  it('creates a set of files once', async () => {
    const files = [['a.txt', bytes('a')] as const, ['deep/er/b.txt', bytes('b')] as const]
    await store.create('set', files)
    expect([await text('set/a.txt'), await text('set/deep/er/b.txt')]).toEqual(['a', 'b'])
    await expect(store.create('set', files)).rejects.toMatchObject({code: 'taken'})
    expect((await walk(store, 'set')).map(({path}) => path)).toEqual([
      'set/a.txt',
      'set/deep/er/b.txt',
    ])
  })

  it('puts a file only where what was read still is', async () => {
    await store.put('x/y/head', bytes('1'), undefined)
    await expect(store.put('x/y/head', bytes('2'), undefined)).rejects.toMatchObject({
      code: 'taken',
    })
    await expect(store.put('x/y/head', bytes('2'), bytes('0'))).rejects.toMatchObject({
      code: 'taken',
    })
    expect(await text('x/y/head')).toBe('1')
    await store.put('x/y/head', bytes('2'), bytes('1'))
    expect(await text('x/y/head')).toBe('2')
    await expect(store.put('none', bytes('2'), bytes('1'))).rejects.toMatchObject({code: 'taken'})
  })

  it('lists by code point, and nothing where there is nothing', async () => {
    for (const name of ['b', 'B', 'a']) await store.put(`l/${name}`, bytes(name), undefined)
    expect((await store.list('l')).map(({name}) => name)).toEqual(['B', 'a', 'b'])
    expect(await store.list('nowhere')).toEqual([])
    expect([await store.kind('l'), await store.kind('l/a'), await store.kind('no')]).toEqual([
      'folder',
      'file',
      undefined,
    ])
  })

  it('shows a folder under another name, and another one later', async () => {
    await store.create('views/1', [['p.html', bytes('one')]])
    await store.create('views/2', [['p.html', bytes('two')]])
    await store.alias('latest', 'views/1')
    expect(await store.readLink('latest')).toBe('views/1')
    await store.alias('latest', 'views/2')
    expect(await store.readLink('latest')).toBe('views/2')
  })

  it('removes files and folders, and does not mind when there is none', async () => {
    await store.create('gone', [['a', bytes('a')]])
    await store.put('file', bytes('a'), undefined)
    for (const path of ['gone', 'file', 'nothing']) await store.remove(path)
    expect([await store.kind('gone'), await store.kind('file')]).toEqual([undefined, undefined])
  })

  it('has one lock', async () => {
    const lock = await store.lock()
    await expect(store.lock()).rejects.toMatchObject({code: 'busy'})
    await lock.check()
    await lock.release()
    await (await store.lock()).release()
  })

  it('carries a repository from its first export to a withdrawal', async () => {
    await exportTo(store, world, [knee, hip])
    const again = await exportTo(store, world, [knee, hip])
    expect(again.wrote).toBe(false)
    const {audiences} = await exportTo(store, world, [knee], {withdrawn: [await withdrawnOf(hip)]})
    expect(audiences[0]?.news.map(({type}) => type)).toEqual(['withdrawn'])
    expect(await store.kind(`bundles/${hip.digest}.zip`)).toBeUndefined()
    expect((await readAsPublisher(store, world)).editions).toEqual(['edition.knee.1'])
  })
})
