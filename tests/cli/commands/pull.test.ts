import {join} from 'node:path'

import {beforeAll, expect, it} from 'vitest'

import {toBase64Url} from '#schemas'

import {makeBundle, makeWorld} from '../../exports/bundle/world.ts'
import {seenIn} from '../../exports/delivery/client/puller.ts'
import {SmallRepository} from '../../exports/delivery/client/small-repository.ts'
import {marrow, temporaryFolder, type Printed} from '../harness.ts'

let root: string
let repository: SmallRepository
let key: string
beforeAll(async () => {
  root = temporaryFolder()
  const world = await makeWorld()
  key = toBase64Url(world.rootKey)
  repository = new SmallRepository(join(root, 'repository'), world)
  await repository.publish(await makeBundle(world, {id: 'knee'}))
})

const at = '2026-06-01T13:00:00Z'
const pull = (words: string[], when = at): Promise<Printed> =>
  marrow(join(root, 'home'), ['pull', ...words], {at: when})

it('`pull` takes a repository over, and needs no home', async () => {
  const dir = join(root, 'pulled')
  const {exit, out} = await pull([repository.dir, dir, '--key', key])
  expect([exit, out]).toEqual([
    0,
    'pulled, event 1 (1 new), 1 shown, 0 withdrawn, good until 2026-06-08T12:00:00.000Z',
  ])
  expect(seenIn(dir)).toEqual({'knee.en': 'knee.1'})
  const again = await pull([repository.dir, dir, '--key', key, '--json'])
  expect(again.json()).toMatchObject({ok: true, seq: 1, events: 0, shown: ['knee.en'], faults: []})
})

it('`pull` says by its exit code what is refused, wrong and stale', async () => {
  const dir = join(root, 'stale')
  expect((await pull([repository.dir, dir])).exit).toBe(2)
  expect((await pull(['http://press.example', dir, '--key', key])).exit).toBe(2)
  await pull([repository.dir, dir, '--key', key])
  expect((await pull([join(root, 'nowhere'), dir, '--key', key])).exit).toBe(1)
  const stale = await pull([repository.dir, dir, '--key', key], '2026-06-20T12:00:00Z')
  expect(stale.exit).toBe(4)
  expect(stale.out).toContain('head-expired')
  expect(seenIn(dir)).toEqual({'knee.en': 'knee.1'})
})
