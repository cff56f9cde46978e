import {beforeAll, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import {amendRepository} from '../../../exports/repository/amend-repository.ts'
import type {Disk} from '../../../exports/repository/disk.ts'
import {everyone} from '../../../exports/repository/format/paths.ts'
import {refreshHeads} from '../../../exports/repository/refresh-heads.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryDisk} from './memory-disk.ts'
import {readAsPublisher} from './reader-view.ts'
import {exportTo, factsOf, withdrawnOf} from './repository-world.ts'

let world: TestWorld
let knee: Bundle
let knee2: Bundle
let hip: Bundle
let back: Bundle
let before: MemoryDisk
const narrow = 'knee.en.24h'
const names = [everyone, narrow]
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  knee2 = await makeBundle(world, {id: 'knee', number: 2, text: 'Rest and ice.'})
  hip = await makeBundle(world, {id: 'hip'})
  back = await makeBundle(world, {id: 'back'})
  before = new MemoryDisk()
  await exportTo(before, world, [], {
    audiences: names,
    bundles: [
      {bundle: knee, audiences: names},
      {bundle: hip, audiences: names},
    ],
    withdrawn: [{...(await withdrawnOf(back)), audiences: names}],
  })
})

/** Every operation in the long form, some in the short one. */
const step = process.env['MARROW_LONG'] ? 1 : 17
const operations = ['write', 'sync', 'rename', 'makeFolder', 'link', 'remove'] as const

/** Fail at operation `k` alone, or at it and all that follow. */
function failing(disk: MemoryDisk, k: number, isForEver: boolean): Disk & {count: number} {
  const wrapped = {
    name: disk.name,
    count: 0,
    kind: (path: string) => disk.kind(path),
    list: (path: string) => disk.list(path),
    read: (path: string) => disk.read(path),
    readLink: (path: string) => disk.readLink(path),
    lock: () => disk.lock(),
  } as Disk & {count: number}
  for (const operation of operations) {
    const inner = disk[operation].bind(disk) as (...args: unknown[]) => Promise<void>
    wrapped[operation] = async (...args: unknown[]): Promise<void> => {
      wrapped.count += 1
      if (wrapped.count === k || (isForEver && wrapped.count > k)) throw new Error('No space left')
      return inner(...args)
    }
  }
  return wrapped
}

const exporting = async (disk: Disk): Promise<unknown> =>
  exportTo(disk, world, [], {
    audiences: names,
    bundles: [{bundle: knee2, audiences: names}],
    withdrawn: await Promise.all(
      [back, hip].map(async (one) => ({...(await withdrawnOf(one)), audiences: names})),
    ),
  })
const closing = async (disk: Disk): Promise<unknown> =>
  exportTo(disk, world, [knee, hip], {withdrawn: [await withdrawnOf(back)]})
const amending = async (disk: Disk): Promise<unknown> =>
  amendRepository(storeOnDisk(disk), {
    ...factsOf(world),
    withdrawn: [await withdrawnOf(hip)],
  })
const refreshing = (disk: Disk): Promise<unknown> =>
  refreshHeads(storeOnDisk(disk), {...factsOf(world), issued: '2026-06-07T12:00:00.000Z'})

const outs: Record<string, string[]> = {
  exporting: ['edition.hip.1,edition.knee.1', 'edition.knee.2'],
  closing: ['edition.hip.1,edition.knee.1', ''],
  amending: ['edition.hip.1,edition.knee.1', 'edition.knee.1'],
  refreshing: ['edition.hip.1,edition.knee.1'],
}

describe.each([
  ['exporting', exporting],
  ['closing', closing],
  ['amending', amending],
  ['refreshing', refreshing],
] as const)('%s to several audiences', (name, run) => {
  it.each([
    ['for a moment', false, (disk: MemoryDisk) => disk],
    ['for good, and the power goes', true, (disk: MemoryDisk) => disk.afterPowerCut()],
  ] as const)(
    'with a disk that fails %s: heads name whole bundles, the next run finishes',
    async (_, isForEver, left) => {
      const whole = failing(before.copy(), Number.POSITIVE_INFINITY, false)
      await run(whole)
      for (let k = 2; k <= whole.count; k += step) {
        const disk = before.copy()
        await expect(run(failing(disk, k, isForEver)), `operation ${k}`).rejects.toThrow('No space')
        const survivor = left(disk)
        for (const audience of names) {
          const {editions} = await readAsPublisher(survivor, world, audience)
          expect(outs[name], `operation ${k}, ${audience}`).toContain(editions.join())
        }
        await run(survivor)
        const {faults} = await verifyRepository(survivor, world.rootKey)
        expect(faults, `after operation ${k}`).toEqual([])
      }
    },
  )
})

describe('an export that fails', () => {
  it('keeps the bundles of an audience that it was to drop', async () => {
    const disk = before.copy()
    async function* broken(): AsyncGenerator<Bundle> {
      yield knee2
      throw new Error('the source broke')
    }
    await exportTo(disk, world, [], {
      audiences: names,
      bundles: [
        {bundle: knee, audiences: [everyone]},
        {bundle: hip, audiences: [narrow]},
      ],
      withdrawn: [{...(await withdrawnOf(back)), audiences: names}],
    })
    await expect(exportTo(disk, world, broken())).rejects.toThrow('the source broke')
    expect((await readAsPublisher(disk, world, narrow)).editions).toEqual(['edition.hip.1'])
    expect((await verifyRepository(disk, world.rootKey)).faults).toEqual([])
  })

  it('changes nothing that readers see when the ledger cannot be written', async () => {
    const disk = before.copy()
    const record = () => Promise.reject(new Error('the ledger is full'))
    const withdrawn = [await withdrawnOf(back, {severity: 'legal'}), await withdrawnOf(hip)]
    const facts = {...factsOf(world), withdrawn, record}
    await expect(amendRepository(storeOnDisk(disk), facts)).rejects.toThrow('the ledger is full')
    expect(disk.nodes).toEqual(before.nodes)
    await expect(exportTo(disk, world, [knee2], {withdrawn, record})).rejects.toThrow('is full')
    expect([...disk.nodes.keys()].toSorted()).toEqual([...before.nodes.keys()].toSorted())
    expect((await verifyRepository(disk, world.rootKey)).faults).toEqual([])
  })

  it('leaves a repository of format 1 as it is', async () => {
    const disk = new MemoryDisk()
    await disk.write('index.dsse.json', new TextEncoder().encode('{}'))
    await disk.write('bundles/aa/bundle.dsse.json', new TextEncoder().encode('{}'))
    const record = () => Promise.reject(new Error('the ledger is full'))
    await expect(exportTo(disk, world, [knee], {record})).rejects.toThrow('the ledger is full')
    expect(await disk.kind('bundles/aa/bundle.dsse.json')).toBe('file')
    await exportTo(disk, world, [knee])
    expect((await verifyRepository(disk, world.rootKey)).faults).toEqual([])
  })
})
