import {beforeAll, describe, expect, it} from 'vitest'

import {walk} from '../../../exports/repository/artifact-store.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld, now} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryDisk} from '../repository/memory-disk.ts'
import {exportTo, withdrawnOf} from '../repository/repository-world.ts'

const samples = process.env['MARROW_LONG'] ? 64 : 2

let world: TestWorld
let store: MemoryDisk
beforeAll(async () => {
  world = await makeWorld()
  store = new MemoryDisk()
  const bundles = [await makeBundle(world, {id: 'knee', passkey: true})]
  const withdrawn = [await withdrawnOf(await makeBundle(world, {id: 'hip'}))]
  await exportTo(store, world, bundles, {withdrawn})
})

/** Bits spread over a file: in its first and last byte, and in each region between. */
function bitsOf(length: number): number[] {
  const spread = Array.from({length: samples}, (_, region) =>
    Math.floor(((region + 0.5) / samples) * length),
  )
  return [0, ...spread, length - 1].map((byte, index) => byte * 8 + (index % 8))
}

describe('one flipped bit anywhere', () => {
  it('fails the verification, which names the file', {timeout: samples * 60_000}, async () => {
    expect((await verifyRepository(store, world.rootKey, {now})).faults).toEqual([])
    const files = await walk(store, '')
    expect(files.length).toBeGreaterThan(35)
    for (const {path, kind} of files) {
      if (kind !== 'file') continue
      const bytes = (await store.read(path))!
      for (const bit of bitsOf(bytes.length)) {
        const flipped = bytes.slice()
        flipped[bit >> 3]! ^= 1 << (bit & 7)
        const damaged = store.copy()
        damaged.nodes.set(path, {bytes: flipped, synced: true})
        const {ok, faults} = await verifyRepository(damaged, world.rootKey, {now})
        expect(ok, `${path}, bit ${bit}`).toBe(false)
        // Inside a zip the entry is named behind the zip.
        const names = faults.map((one) => one.path)
        expect(
          names.some((name) => name === path || name.startsWith(`${path}/`)),
          path,
        ).toBe(true)
      }
    }
  })

  it('is found where a link leads, too', async () => {
    const damaged = store.copy()
    damaged.nodes.set('latest', {target: `views/${'0'.repeat(64)}`})
    const {faults} = await verifyRepository(damaged, world.rootKey, {now})
    expect(faults.length).toBeGreaterThan(0)
  })
})
