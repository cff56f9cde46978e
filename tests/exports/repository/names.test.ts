import {beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import {amendRepository} from '../../../exports/repository/amend-repository.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryDisk} from './memory-disk.ts'
import {exportTo, factsOf, withdrawnOf} from './repository-world.ts'

let world: TestWorld
let knee: Bundle
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
})

let disk: MemoryDisk
beforeEach(async () => {
  disk = new MemoryDisk()
  await exportTo(disk, world, [knee])
})

const make = (id: string, slug: string, language?: string): Promise<Bundle> =>
  makeBundle(world, {id, slug, ...(language !== undefined && {language})})

describe('names in a repository', () => {
  it.each([
    ['an id that differs from another by case', 'KNEE', 'path-collision'],
    ['the id of a device', 'con', 'path-reserved'],
    ['the id of a device with an ending', 'aux.knee', 'path-reserved'],
  ])('refuse %s, before anything that readers see changes', async (_, id, code) => {
    const before = disk.copy()
    // The gate refuses such an id; what writes a repository relies on nobody.
    const whole = await make('odd', 'another')
    const odd = {...whole, manifest: {...whole.manifest, article: id}}
    await expect(exportTo(disk, world, [knee, odd])).rejects.toMatchObject({code})
    expect(disk.nodes).toEqual(before.nodes)
    const facts = {...factsOf(world), withdrawn: [{...(await withdrawnOf(odd)), slug: ''}]}
    await expect(amendRepository(storeOnDisk(disk), facts)).rejects.toMatchObject({code})
    expect(disk.nodes).toEqual(before.nodes)
  })

  it.each(['..', '.', 'a/b', 'Knee', 'con', 'x'.repeat(300), 'knee.', ''])(
    'refuse an audience `%s`',
    async (name) => {
      const before = disk.copy()
      await expect(exportTo(disk, world, [knee], {audiences: ['all', name]})).rejects.toMatchObject(
        {
          code: expect.stringMatching(/^path-/),
        },
      )
      expect(disk.nodes).toEqual(before.nodes)
    },
  )

  it('keep dots of ids and languages apart', async () => {
    const bundles = [
      await make('a.b', 'one', 'de'),
      await make('a', 'two', 'de'),
      await make('a.de', 'three', 'en'),
      await make('a.', 'four', 'en'),
      await make('x'.repeat(110), 'five', 'en'),
    ]
    await exportTo(disk, world, bundles)
    expect((await verifyRepository(disk, world.rootKey)).faults).toEqual([])
  })
})
