import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../../exports/bundle/bundle.ts'
import {makeKey, type TestKey} from '../../../pipeline/approval/test-keys.ts'
import {makeBundle, makeWorld} from '../../bundle/world.ts'
import type {TestWorld} from '../../bundle/world.ts'
import {codesOf, pullOnce, seenIn} from './puller.ts'
import {SmallRepository} from './small-repository.ts'

let world: TestWorld
let knee: Bundle
let first: TestKey
let second: TestKey
let third: TestKey
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  first = world.publisher.root
  ;[second, third] = await Promise.all([makeKey(), makeKey()])
})

let root: string
let repository: SmallRepository
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'marrow-roots-'))
  repository = new SmallRepository(join(root, 'repository'), world)
  await repository.publish(knee)
})
afterEach(() => rmSync(root, {recursive: true, force: true}))

const pullWith = (key: TestKey, into = 'pulled') =>
  pullOnce({from: repository.dir, dir: join(root, into), rootKey: key.raw})

describe('a root that was rotated', () => {
  it('is followed from the key that was pinned, by old readers and new', async () => {
    await pullWith(first)
    await repository.rotate([first, second])
    await repository.rotate([second, third])
    expect(await pullWith(first)).toMatchObject({ok: true, events: 2})
    expect(await pullWith(first, 'new')).toMatchObject({ok: true, shown: ['knee.en']})
    expect(seenIn(join(root, 'new'))).toEqual({'knee.en': 'knee.1'})
  })

  it('is not left again for a root of before', async () => {
    await repository.rotate([first, second])
    expect((await pullWith(first)).ok).toBe(true)
    // Who holds the old key writes a past of his own.
    const old = new SmallRepository(join(root, 'repository'), world)
    await old.publish(knee)
    rmSync(join(root, 'repository/roots'), {recursive: true})
    expect(codesOf(await pullWith(first))).toEqual(['wrong-key'])
  })

  it('is refused when the root before did not sign it', async () => {
    await pullWith(first)
    await repository.rotate([second])
    expect(codesOf(await pullWith(first))).toEqual(['root-unsigned'])
    expect(codesOf(await pullWith(first, 'new'))).toEqual(['wrong-key'])
  })

  it('is refused when its file is damaged', async () => {
    await pullWith(first)
    await repository.rotate([first, second])
    const place = join(repository.dir, 'roots/2.ndjson')
    writeFileSync(place, readFileSync(place, 'utf8').slice(0, -9))
    expect(codesOf(await pullWith(first))).toEqual(['malformed'])
  })

  it('may be what is pinned: as a key of it, or as its file', async () => {
    await repository.rotate([first, second])
    await repository.publish(await makeBundle(repository.world, {id: 'hip'}))
    const report = await pullWith(second)
    // What was packed under the key of before cannot be proved from the new one alone.
    expect(codesOf(report)).toEqual(['trust-not-signed-by-root'])
    expect(report.shown).toEqual(['hip.en'])
    const byFile = await pullOnce({
      from: repository.dir,
      dir: join(root, 'by-file'),
      rootKey: second.raw,
      values: {key: join(repository.dir, 'roots/2.ndjson')},
    })
    expect(byFile.shown).toEqual(['hip.en'])
  })
})
