import {beforeAll, describe, expect, it} from 'vitest'

import {compareText} from '#schemas'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {Disk} from '../../../exports/repository/disk.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryDisk} from './memory-disk.ts'
import {readAsPublisher} from './reader-view.ts'
import {exportTo, withdrawnOf} from './repository-world.ts'

let world: TestWorld
let knee: Bundle
let knee2: Bundle
let hip: Bundle
let before: MemoryDisk
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  knee2 = await makeBundle(world, {id: 'knee', number: 2, text: 'Rest and ice.'})
  hip = await makeBundle(world, {id: 'hip'})
  before = new MemoryDisk()
  await exportTo(before, world, [knee, hip])
})

/** Every operation in the long form, every fourth in the short one. */
const step = process.env['MARROW_LONG'] ? 1 : 4
const timeout = process.env['MARROW_LONG'] ? 600_000 : 120_000

class Crash extends Error {
  override name = 'Crash'
}

const operations = ['write', 'sync', 'rename', 'makeFolder', 'link', 'remove'] as const

/**
 * Make the k-th changing operation fail, and every one after it, as when the process is gone.
 *
 * A failing `write` leaves the first half of its file.
 */
function failingAt(store: MemoryDisk, k: number): Disk & {count: number} {
  const wrapped = {
    name: store.name,
    count: 0,
    kind: (path: string) => store.kind(path),
    list: (path: string) => store.list(path),
    read: (path: string) => store.read(path),
    readLink: (path: string) => store.readLink(path),
    lock: () => store.lock(),
  } as Disk & {count: number}
  for (const operation of operations) {
    const inner = store[operation].bind(store) as (...args: unknown[]) => Promise<void>
    const failing = async (...args: [string, Uint8Array & string]): Promise<void> => {
      wrapped.count += 1
      if (wrapped.count < k) return inner(...args)
      if (wrapped.count === k && operation === 'write') {
        await store.write(args[0], args[1].slice(0, args[1].length / 2))
      }
      throw new Crash(`${operation} ${args[0]}`)
    }
    wrapped[operation] = failing as never
  }
  return wrapped
}

const run = async (store: Disk): Promise<unknown> =>
  exportTo(store, world, [knee2], {withdrawn: [await withdrawnOf(hip)]})

describe('an export that stops at any operation', () => {
  const kinds = [
    ['stops', (store: MemoryDisk) => store],
    ['loses power', (store: MemoryDisk) => store.afterPowerCut()],
  ] as const

  it.each(kinds)(
    '%s: a reader sees whole bundles, the next run finishes',
    {timeout},
    async (_, left) => {
      const total = failingAt(before.copy(), Number.POSITIVE_INFINITY)
      await run(total)
      expect(total.count).toBeGreaterThan(40)

      const seen = new Set<string>()
      for (let k = 1; k <= total.count; k += step) {
        const store = before.copy()
        await expect(run(failingAt(store, k)), `operation ${k}`).rejects.toThrow(Crash)

        const survivor = left(store)
        const {editions, pages} = await readAsPublisher(survivor, world)
        expect([['edition.hip.1', 'edition.knee.1'], ['edition.knee.2']]).toContainEqual(editions)
        seen.add(`${editions.join()} ${pages.join()}`)

        await run(survivor)
        const verification = await verifyRepository(survivor, world.rootKey)
        expect(verification.faults, `after operation ${k}`).toEqual([])
        expect(verification.index?.version).toBe(2)
      }
      // Both ends were seen; a withdrawn page goes on answering, so that the view has the same pages.
      expect(seen.size).toBe(2)
    },
  )

  it('leaves a first export as nothing until its index is there', async () => {
    const first = failingAt(new MemoryDisk(), Number.POSITIVE_INFINITY)
    await exportTo(first, world, [knee])
    for (let k = 1; k <= first.count; k += step) {
      const store = new MemoryDisk()
      await expect(exportTo(failingAt(store, k), world, [knee])).rejects.toThrow(Crash)
      const {editions} = await readAsPublisher(store.afterPowerCut(), world)
      expect([[], ['edition.knee.1']]).toContainEqual(editions)
      await exportTo(store, world, [knee])
      expect((await verifyRepository(store, world.rootKey)).faults).toEqual([])
    }
  })

  it('loses nothing that was finished when the power goes after it', async () => {
    const store = before.copy()
    await run(store)
    const survivor = store.afterPowerCut()
    expect((await verifyRepository(survivor, world.rootKey)).faults).toEqual([])
  })

  it('leaves nothing of itself behind when the bundles stop coming', async () => {
    const store = before.copy()
    async function* bundles(): AsyncGenerator<Bundle> {
      yield knee2
      throw new Crash('the source broke')
    }
    await expect(exportTo(store, world, bundles())).rejects.toThrow(Crash)
    const files = (of: MemoryDisk): string[] => [...of.nodes.keys()]
    expect(files(store).toSorted(compareText)).toEqual(files(before).toSorted(compareText))
    expect((await verifyRepository(store, world.rootKey)).faults).toEqual([])
    await run(store)
    expect((await verifyRepository(store, world.rootKey)).faults).toEqual([])
  })
})
