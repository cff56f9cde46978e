import {beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {FeedEvent} from '../../../exports/repository/format/feed-event.ts'
import {everyone, headPath} from '../../../exports/repository/format/paths.ts'
import {refreshHeads} from '../../../exports/repository/refresh-heads.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import type {RepositoryContents} from '../../../exports/repository/write-repository.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryDisk} from './memory-disk.ts'
import {exportTo, factsOf, withdrawnOf} from './repository-world.ts'

const [old, other] = ['back.en.0h', 'knee.en.0h']

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

let disk: MemoryDisk
beforeEach(async () => {
  disk = new MemoryDisk()
  await write({
    audiences: [everyone, old],
    bundles: [knee, hip].map((bundle) => ({bundle, audiences: [everyone, old]})),
    withdrawn: [{...(await withdrawnOf(back)), audiences: [everyone, old]}],
  })
})

const store = () => storeOnDisk(disk)
const write = (contents: Partial<RepositoryContents>) => exportTo(disk, world, [], contents)

/** The same without the audience; `issued` days later. */
async function without(days = 0, contents: Partial<RepositoryContents> = {}) {
  return write({
    bundles: [knee, hip].map((bundle) => ({bundle, audiences: [everyone]})),
    withdrawn: [await withdrawnOf(back)],
    issued: after(days),
    ...contents,
  })
}

const after = (days: number): string =>
  new Date(Date.parse('2026-06-01T12:00:00.000Z') + days * 86_400_000).toISOString()

async function eventsOf(audience: string): Promise<FeedEvent[]> {
  const bytes = await store().read(`audiences/${audience}/feed/1.ndjson`)
  const lines = new TextDecoder().decode(bytes).trimEnd().split('\n')
  return lines.map((line) => JSON.parse(line) as FeedEvent)
}

async function faults(now?: string): Promise<string[]> {
  const {faults} = await verifyRepository(store(), world.rootKey, now ? {now} : {})
  return faults.map(({code, path}) => `${code} ${path}`)
}

const isThere = async (audience: string) => (await store().kind(headPath(audience))) === 'file'

describe('an audience that nobody asks for any more', () => {
  it('is told that everything is gone, and keeps what was withdrawn', async () => {
    const {closed} = await without()
    expect(closed).toEqual([{name: old, status: 'closed', until: after(30)}])
    const news = (await eventsOf(old)).slice(3)
    expect(news.map(({type, entry}) => [type, entry?.article])).toEqual([
      ['removed', 'hip'],
      ['removed', 'knee'],
    ])
    for (const {entry} of news) expect(entry).toMatchObject({because: 'not-carried'})
    expect(await store().kind('tombstones/back.en')).toBe('folder')
    expect(await faults()).toEqual([])
  })

  it('hears of a withdrawal at the same time, and after it', async () => {
    const gone = (bundle: Bundle) => withdrawnOf(bundle)
    await without(0, {
      bundles: [{bundle: hip, audiences: [everyone]}],
      withdrawn: [await gone(back), await gone(knee)],
    })
    expect((await eventsOf(old)).slice(3).map(({type, entry}) => [type, entry?.article])).toEqual([
      ['withdrawn', 'knee'],
      ['removed', 'hip'],
    ])
    const {closed} = await without(29, {
      bundles: [],
      withdrawn: await Promise.all([back, knee, hip].map(gone)),
    })
    expect((await eventsOf(old)).at(-1)).toMatchObject({type: 'withdrawn', entry: {article: 'hip'}})
    expect(closed).toEqual([{name: old, status: 'kept', until: after(59)}])
    expect(await faults()).toEqual([])
  })

  it('is kept for 30 days after that, with a head that is renewed, and then deleted', async () => {
    await without()
    expect((await without()).wrote).toBe(false)
    await refreshHeads(store(), {...factsOf(world), issued: after(29)})
    expect(await faults(after(30))).toEqual([])
    expect((await without(29)).closed).toMatchObject([{status: 'kept'}])
    expect(await isThere(old)).toBe(true)
    expect((await without(30)).closed).toEqual([{name: old, status: 'deleted', until: null}])
    expect(await isThere(old)).toBe(false)
    expect(await faults(after(30))).toEqual([])
  })

  it('goes on with its feed where somebody asks for it again', async () => {
    await without()
    await write({
      audiences: [everyone, old],
      bundles: [knee, hip].map((bundle) => ({bundle, audiences: [everyone, old]})),
      withdrawn: [{...(await withdrawnOf(back)), audiences: [everyone, old]}],
    })
    const events = await eventsOf(old)
    expect(events.slice(5).map(({seq, type}) => [seq, type])).toEqual([
      [6, 'published'],
      [7, 'published'],
    ])
  })

  it('goes at once where it cannot be read', async () => {
    const head = await store().read(headPath(old))
    await store().put(headPath(old), new TextEncoder().encode('{}'), head)
    expect((await without()).closed).toMatchObject([{name: old, status: 'deleted'}])
    expect(await isThere(old)).toBe(false)
  })
})

describe('an audience that is asked for, but not here', () => {
  it('is refused rather than closed, and so is that of the publisher', async () => {
    for (const contents of [{elsewhere: [old]}, {audiences: [old]}]) {
      await expect(without(0, contents)).rejects.toMatchObject({code: 'audience-left-out'})
    }
    expect(await eventsOf(old)).toHaveLength(3)
  })

  it('does not appear', async () => {
    await without(0, {elsewhere: [other]})
    expect((await store().list('audiences')).map(({name}) => name)).toEqual([everyone, old])
  })
})

describe('what is shown in latest', () => {
  it('is no audience that was closed', async () => {
    disk = new MemoryDisk()
    const only = (name: string) => ({
      audiences: [name],
      bundles: [{bundle: knee, audiences: [name]}],
    })
    await write(only(old))
    await write(only(other))
    expect(await faults()).toEqual([])
    await refreshHeads(store(), {...factsOf(world), issued: after(5)})
    expect(await faults(after(6))).toEqual([])
    const views = await store().list(`${await store().readLink('latest')}`)
    expect(views.map(({name}) => name)).toContain('knee.en')
  })
})
