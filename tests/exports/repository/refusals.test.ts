import {beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import {entryOf} from '../../../exports/repository/shelf.ts'
import {layOutView} from '../../../exports/repository/view.ts'
import {makeBundle, makeWorld, worldWith} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryDisk} from './memory-disk.ts'
import {exportTo, withdrawnOf} from './repository-world.ts'

let world: TestWorld
let knee: Bundle
let hip: Bundle
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  hip = await makeBundle(world, {id: 'hip', language: 'de', title: 'Die Hüfte <b>'})
})

let store: MemoryDisk
beforeEach(() => {
  store = new MemoryDisk()
})

describe('writeRepository refuses', () => {
  const code = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'done',
      (error: {code?: unknown}) => error.code,
    )

  it('two pages with one folder', async () => {
    const twin = await makeBundle(world, {id: 'twin', slug: 'knee'})
    expect(await code(exportTo(store, world, [knee, twin]))).toBe('page-taken')
  })

  it.each([
    ['KNEE', 'path-collision'],
    ['con', 'path-reserved'],
    ['a/../../x', 'path-escapes'],
  ])('the slug `%s`, should one get past the content model', async (slug, expected) => {
    const {entry, manifest} = {entry: await entryOf(hip, world.trust), manifest: hip.manifest}
    const planted = {...manifest, pages: [{...manifest.pages[0]!, slug, language: 'en'}]}
    const shelf = [
      {entry: await entryOf(knee, world.trust), manifest: knee.manifest},
      {entry, manifest: planted},
    ]
    const contents = {shelf, withdrawn: [], publisher: {name: 'Test Press'}, sample: false}
    expect(await code(layOutView(contents))).toBe(expected)
  })

  it('one article twice', async () => {
    const next = await makeBundle(world, {id: 'knee', slug: 'knee-2', number: 2})
    expect(await code(exportTo(store, world, [knee, next]))).toBe('article-twice')
    expect(await code(exportTo(store, world, [knee], {withdrawn: [await withdrawnOf(knee)]}))).toBe(
      'article-twice',
    )
  })

  it('a bundle whose files were changed after packing', async () => {
    const files = new Map(knee.files).set('data/index.html', new Uint8Array(3))
    expect(await code(exportTo(store, world, [{...knee, files}]))).toBe('bundle-damaged')
  })

  it('an older trust file than the one that is out', async () => {
    const newer = await worldWith(world, {...world.trust, version: 2})
    await exportTo(store, newer, [await makeBundle(newer, {id: 'knee'})])
    expect(await code(exportTo(store, world, [knee]))).toBe('trust-older-than-newest')
  })

  it('the repository of another publisher, and leaves it as it is', async () => {
    const other = await makeWorld()
    const theirs = new MemoryDisk()
    await exportTo(theirs, other, [await makeBundle(other, {id: 'knee'})])
    const before = theirs.copy()
    expect(await code(exportTo(theirs, world, [knee]))).toBe('other-publisher')
    expect(theirs.nodes).toEqual(before.nodes)
  })

  it('a trust file that the root key did not sign, or a release key that it lacks', async () => {
    const other = await makeWorld()
    expect(await code(exportTo(store, world, [knee], {trust: other.trustText}))).toBe(
      'trust-unverified',
    )
    expect(await code(exportTo(store, world, [knee], {signer: other.signer}))).toBe(
      'release-key-unknown',
    )
  })

  it('a second export at once, and leaves the first to finish', async () => {
    const inner: unknown[] = []
    await exportTo(store, world, [knee], {
      record: async () => {
        inner.push(await code(exportTo(store, world, [hip])))
        return {seq: 1, hash: 'ab'.repeat(32)}
      },
    })
    expect(inner).toEqual(['busy'])
    const {index} = await exportTo(store, world, [knee])
    expect(index).toMatchObject({version: 1, entries: [{article: 'knee'}]})
  })
})
