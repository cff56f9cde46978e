import {beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import {amendRepository} from '../../../exports/repository/amend-repository.ts'
import type {ArtifactStore} from '../../../exports/repository/artifact-store.ts'
import {everyone} from '../../../exports/repository/format/paths.ts'
import {refreshHeads} from '../../../exports/repository/refresh-heads.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryDisk} from './memory-disk.ts'
import {exportTo, factsOf, withdrawnOf} from './repository-world.ts'

let world: TestWorld
let knee: Bundle
let hip: Bundle
let back: Bundle
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  hip = await makeBundle(world, {id: 'hip'})
  back = await makeBundle(world, {id: 'back'})
})

const both = ['knee.en.24h', everyone]
let disk: MemoryDisk
let store: ArtifactStore
beforeEach(async () => {
  disk = new MemoryDisk()
  store = storeOnDisk(disk)
  await exportTo(store, world, [], {
    audiences: [everyone, 'knee.en.24h'],
    bundles: [
      {bundle: knee, audiences: both},
      {bundle: hip, audiences: [everyone]},
    ],
    withdrawn: [await withdrawnOf(back)],
  })
})

const faults = async (now?: string): Promise<string[]> =>
  (await verifyRepository(store, world.rootKey, now ? {now} : {})).faults.map(
    ({code, path}) => `${code} ${path}`,
  )

describe('audiences', () => {
  it('are told of their own articles alone', async () => {
    expect(await faults()).toEqual([])
    const narrow = await Promise.all(
      ['feed/1.ndjson', 'index/1.dsse.json', 'feed.json'].map(async (path) => {
        const bytes = await store.read(`audiences/knee.en.24h/${path}`)
        const text = new TextDecoder().decode(bytes)
        return path.endsWith('.dsse.json') ? atob(JSON.parse(text).payload) : text
      }),
    )
    for (const text of narrow) {
      expect(text).toContain(knee.digest)
      expect(text).not.toContain('hip')
      expect(text).not.toContain('Title')
    }
  })

  it('lose an article that they do not get any more, and hear why', async () => {
    const {audiences} = await exportTo(store, world, [], {
      audiences: [everyone, 'knee.en.24h'],
      bundles: [
        {bundle: knee, audiences: [everyone]},
        {bundle: hip, audiences: [everyone]},
      ],
      withdrawn: [await withdrawnOf(back)],
    })
    expect(audiences.map(({news}) => news.length)).toEqual([0, 1])
    expect(audiences[1]!.news[0]).toMatchObject({
      type: 'removed',
      entry: {status: 'removed', article: 'knee', because: 'not-carried'},
    })
    expect(await faults()).toEqual([])
  })
})

describe('amendRepository', () => {
  it('takes an article out of every audience that has it, and keeps all else', async () => {
    const {removed, audiences} = await amendRepository(store, {
      ...factsOf(world),
      withdrawn: [await withdrawnOf(knee)],
    })
    expect(removed.map(({article}) => article)).toEqual(['knee'])
    expect(audiences.map(({name, news}) => [name, news.map(({type}) => type)])).toEqual([
      [everyone, ['withdrawn']],
      ['knee.en.24h', ['withdrawn']],
    ])
    expect(await faults()).toEqual([])
    expect(await store.kind(`bundles/${knee.digest}.zip`)).toBeUndefined()
    expect(await store.kind(`bundles/${hip.digest}.zip`)).toBe('file')
    expect(await store.kind('tombstones/back.en')).toBe('folder')

    // The export that follows, with the lake up again, has nothing to add.
    const {wrote} = await exportTo(store, world, [], {
      audiences: [everyone, 'knee.en.24h'],
      bundles: [{bundle: hip, audiences: [everyone]}],
      withdrawn: [await withdrawnOf(back), {...(await withdrawnOf(knee)), audiences: both}],
    })
    expect(wrote).toBe(false)
  })

  it('puts a restored article back', async () => {
    await amendRepository(store, {...factsOf(world), withdrawn: [await withdrawnOf(knee)]})
    const {audiences} = await exportTo(store, world, [knee, hip], {
      withdrawn: [await withdrawnOf(back)],
    })
    expect(audiences[0]!.news.map(({type}) => type)).toEqual(['restored'])
    expect(await store.kind('tombstones/knee.en')).toBeUndefined()
    expect(await store.kind(`bundles/${knee.digest}/tombstone.dsse.json`)).toBeUndefined()
    expect(await faults()).toEqual([])
  })

  it('leaves nothing at the old paths of an article that is back with another bundle', async () => {
    await amendRepository(store, {...factsOf(world), withdrawn: [await withdrawnOf(knee)]})
    const next = await makeBundle(world, {id: 'knee', number: 2, text: 'Rest and ice.'})
    await exportTo(store, world, [next, hip], {withdrawn: [await withdrawnOf(back)]})
    expect(await store.kind(`bundles/${knee.digest}`)).toBeUndefined()
    expect(await store.kind(`bundles/${knee.digest}.zip`)).toBeUndefined()
    expect(await store.kind('tombstones/knee.en')).toBeUndefined()
    expect(await faults()).toEqual([])
  })

  it('refuses a folder that is no repository, and one with a damaged bundle', async () => {
    const empty = storeOnDisk(new MemoryDisk())
    const facts = {...factsOf(world), withdrawn: [await withdrawnOf(knee)]}
    await expect(amendRepository(empty, facts)).rejects.toMatchObject({code: 'not-a-repository'})
    disk.nodes.delete(`bundles/${hip.digest}/bundle.dsse.json`)
    await expect(amendRepository(store, facts)).rejects.toMatchObject({code: 'bundle-damaged'})
  })
})

describe('refreshHeads', () => {
  it('renews heads that are past half of their life, and nothing else', async () => {
    const names = [...disk.nodes.keys()]
    const facts = factsOf(world)
    const early = await refreshHeads(store, {...facts, issued: '2026-06-03T12:00:00.000Z'})
    expect(early.map(({head}) => head.version)).toEqual([1, 1])
    const late = await refreshHeads(store, {...facts, issued: '2026-06-06T12:00:00.000Z'})
    expect(late.map(({head}) => [head.version, head.expires])).toEqual([
      [2, '2026-06-13T12:00:00.000Z'],
      [2, '2026-06-13T12:00:00.000Z'],
    ])
    expect([...disk.nodes.keys()].toSorted()).toEqual(names.toSorted())
    expect(await faults('2026-06-12T00:00:00.000Z')).toEqual([])
  })
})
