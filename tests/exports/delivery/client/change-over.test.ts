import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../../exports/bundle/bundle.ts'
import type {Disk} from '../../../../exports/repository/disk.ts'
import {everyone} from '../../../../exports/repository/format/paths.ts'
import {openRepositoryFolder} from '../../../../exports/repository/open-repository-folder.ts'
import {RepositoryError} from '../../../../exports/repository/repository-error.ts'
import {makeBundle, makeWorld, type TestWorld} from '../../bundle/world.ts'
import {exportTo, withdrawnBy} from '../../repository/repository-world.ts'
import {codesOf, now, pullOnce, seenIn, type Puller} from './puller.ts'

const [old, next] = ['back+knee.en.0h', 'knee.en.0h']

let world: TestWorld
let knee: Bundle
let hip: Bundle
let hip2: Bundle
let back: Bundle
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  hip = await makeBundle(world, {id: 'hip'})
  hip2 = await makeBundle(world, {id: 'hip', number: 2, text: 'Rest and ice.'})
  back = await makeBundle(world, {id: 'back'})
})

let root: string
let from: string
let dir: string
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'marrow-change-'))
  from = join(root, 'repository')
  dir = join(root, 'pulled')
  await write([old], {knee: [old], hip: [old], back: [old]})
  await pullOnce(puller(old))
})
afterEach(() => rmSync(root, {recursive: true, force: true}))

/** Export articles to audiences, and to everyone. */
async function write(
  audiences: string[],
  carried: Record<string, string[]>,
  withdrawn: Bundle[] = [],
): Promise<void> {
  const bundles: Record<string, Bundle> = {knee, hip, hip2, back}
  await exportTo(await openRepositoryFolder(from), world, [], {
    audiences: [everyone, ...audiences],
    bundles: Object.entries(carried).map(([name, names]) => ({
      bundle: bundles[name]!,
      audiences: [everyone, ...names],
    })),
    withdrawn: await Promise.all(withdrawn.map((bundle) => withdrawnBy(world, bundle))),
  })
}

const puller = (audience: string, more: Partial<Puller> = {}): Puller => ({
  from,
  dir,
  rootKey: world.rootKey,
  ...more,
  values: {audience, ...more.values},
})

const stateOf = () =>
  JSON.parse(readFileSync(join(dir, 'state.json'), 'utf8')) as {
    audience: string
    acknowledged: number
  }

describe('a client of an audience that was closed', () => {
  it('hides everything, also what is withdrawn after that', async () => {
    // The profile is narrowed, an export runs, and then an article is withdrawn.
    await write([next], {knee: [next], hip: [], back: []})
    await write([next], {knee: [next], hip: []}, [back])
    const report = await pullOnce(puller(old))
    expect(report).toMatchObject({ok: true, shown: [], withdrawn: ['back.en']})
    expect(seenIn(dir)).toEqual({})
    expect(existsSync(join(dir, 'withdrawn/back.en.json'))).toBe(true)
  })
})

describe('pulling with another audience into the same folder', () => {
  it('changes over: keeps what the other index names, hides all else', async () => {
    await write([next], {knee: [next], hip2: [next], back: []})
    const report = await pullOnce(puller(next))
    expect(report).toMatchObject({ok: true, seq: 2, events: 2, acknowledged: 0})
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.1', 'hip.en': 'hip.2'})
    await pullOnce(puller(next))
    expect(readdirSync(join(dir, 'bundles')).toSorted()).toEqual(
      [knee.digest, hip2.digest].toSorted(),
    )
    expect(stateOf().audience).toBe(next)
  })

  it('fetches nothing anew that is there, and hides another edition at once', async () => {
    await write([next], {knee: [next], hip2: [next], back: []})
    rmSync(join(from, 'bundles', `${knee.digest}.zip`))
    rmSync(join(from, 'bundles', `${hip2.digest}.zip`))
    const report = await pullOnce(puller(next))
    expect(codesOf(report)).toEqual(['missing'])
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.1'})
  })

  it('tells hooks what went, and forgets no take-down that is to come', async () => {
    const log = join(root, 'log')
    const tell = (exit: number) => {
      const script = join(root, `hook-${exit}.sh`)
      writeFileSync(script, `echo "$MARROW_EVENT $MARROW_ARTICLE" >> ${log}\nexit ${exit}\n`)
      return {hook: ['sh', script]}
    }
    await write([old], {knee: [old], back: [old]}, [])
    const failed = await pullOnce(puller(old, {values: tell(1)}))
    expect(failed).toMatchObject({pending: 1})
    rmSync(log)
    await write([next], {knee: [next], back: []})
    expect(await pullOnce(puller(next, {values: tell(0)}))).toMatchObject({ok: true, pending: 0})
    expect(readFileSync(log, 'utf8').trimEnd().split('\n')).toEqual([
      'removed hip',
      'removed back',
      'published knee',
    ])
  })

  it('changes nothing while the other cannot be had, and acknowledges nothing of it', async () => {
    const told: number[] = []
    const acknowledge = (seq: number) => {
      told.push(seq)
      return Promise.resolve(true)
    }
    const report = await pullOnce(puller(next, {changes: {acknowledge}}))
    expect(codesOf(report)).toEqual(['missing'])
    expect(Object.keys(seenIn(dir))).toHaveLength(3)
    expect(stateOf().audience).toBe(old)
    expect(told).toEqual([])
    await write([next], {knee: [next]})
    await pullOnce(puller(next, {changes: {acknowledge}}))
    expect(told).toEqual([1])
  })

  it('is before or after it wherever it dies, and the next pull finishes', async () => {
    await write([next], {knee: [next], hip2: [next], back: []})
    const states = new Set<string>([stateOf().audience])
    // It dies before it is open, too: that is refused whole.
    for (let at = 1; stateOf().audience === old; at += 4) {
      const wrapStore = (disk: Disk) => deadAt(disk, at)
      await pullOnce(puller(next, {changes: {wrapStore}})).catch((error: unknown) => {
        expect(error).toMatchObject({code: 'disk'})
      })
      states.add(stateOf().audience)
      const seen = seenIn(dir)
      expect(seen['knee.en']).toBe('knee.1')
      expect(['hip.1', 'hip.2', undefined]).toContain(seen['hip.en'])
    }
    expect(states).toEqual(new Set([old, next]))
    expect(await pullOnce(puller(next))).toMatchObject({ok: true})
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.1', 'hip.en': 'hip.2'})
  })

  it('goes back as well, and refuses another publisher all the same', async () => {
    await write([old, next], {knee: [old, next], hip: [old], back: [old]})
    await pullOnce(puller(next))
    expect(await pullOnce(puller(old))).toMatchObject({ok: true})
    expect(Object.keys(seenIn(dir))).toHaveLength(3)
    const {rootKey} = await makeWorld()
    await expect(pullOnce({...puller(next), rootKey, now})).rejects.toMatchObject({
      code: 'other-source',
    })
  })
})

/** A disk on which nothing goes from an operation on. */
function deadAt(disk: Disk, at: number): Disk {
  let count = 0
  const dead = {...disk}
  for (const name of ['write', 'rename', 'remove', 'makeFolder', 'link', 'sync'] as const) {
    const inner = disk[name] as (...args: unknown[]) => Promise<void>
    dead[name] = async (...args: unknown[]): Promise<void> => {
      count += 1
      if (count >= at) throw new RepositoryError('store-failed', String(args[0]), 'EIO: gone')
      return inner(...args)
    }
  }
  return dead
}
