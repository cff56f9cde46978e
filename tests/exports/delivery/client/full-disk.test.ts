import {mkdtempSync, readdirSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeEach, expect, it} from 'vitest'

import {fill, mount, tryMount, unmount} from '../../../lake/store/small-disk.ts'
import {makeBundle, makeWorld} from '../../bundle/world.ts'
import {codesOf, pullOnce, seenIn} from './puller.ts'
import {SmallRepository} from './small-repository.ts'

let root: string
let dir: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'marrow-full-pull-'))
  dir = mkdtempSync(join(tmpdir(), 'marrow-full-disk-'))
})
afterEach(() => {
  unmount(dir)
  for (const folder of [root, dir]) rmSync(folder, {recursive: true, force: true})
})

it.skipIf(!tryMount())(
  'hides what is withdrawn on a disk that others filled (only root may mount one)',
  async () => {
    mount(dir, 4)
    const world = await makeWorld()
    const [knee, hip] = [
      await makeBundle(world, {id: 'knee'}),
      await makeBundle(world, {id: 'hip'}),
    ]
    const repository = new SmallRepository(join(root, 'repository'), world)
    const puller = {from: repository.dir, dir: join(dir, 'pulled'), rootKey: world.rootKey}
    await repository.publish(knee, hip)
    await pullOnce(puller)
    const withdrawn = await repository.withdraw(hip)

    // Not even the lock can be written: nothing can be promised.
    const filler = fill(dir)
    await expect(pullOnce(puller)).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringContaining('make room on that disk'),
    })
    rmSync(filler)

    // Room for the lock, and for no state.
    fill(dir, 4096)
    const report = await pullOnce(puller)
    expect(readdirSync(join(dir, 'pulled', 'articles'))).toEqual(['knee.en'])
    expect(seenIn(join(dir, 'pulled'))).toEqual({'knee.en': 'knee.1'})
    // The bundle that went made room.
    expect(report.withdrawn).toEqual([`${withdrawn.article}.en`])
    expect(codesOf(await pullOnce(puller))).toEqual([])
  },
)
