import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'

import {beforeEach, describe, expect, it} from 'vitest'

import {openPullFolder} from '../../../../exports/delivery/client/pull.ts'
import type {Disk} from '../../../../exports/repository/disk.ts'
import {RepositoryError} from '../../../../exports/repository/repository-error.ts'
import {makeWorld} from '../../bundle/world.ts'
import {usePress, type Press} from './press.ts'
import {codesOf, pullOnce, seenIn, settingsOf} from './puller.ts'

const press = usePress(['knee', 'hip'])
let {world, knee, knee2, hip, root, dir, repository} = {} as Press
beforeEach(() => {
  ;({world, knee, knee2, hip, root, dir, repository} = press())
})

const puller = () => ({from: repository.dir, dir, rootKey: world.rootKey})

describe('a folder that is pulled into', () => {
  it('has one writer at a time, and says who it is', async () => {
    const {pull} = await settingsOf(puller())
    const folder = await openPullFolder(pull)
    await expect(pullOnce(puller())).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining(`process ${process.pid}`),
    })
    await folder.close()
    expect((await pullOnce(puller())).ok).toBe(true)
  })

  it('is not one with other things in it, nor one of another key', async () => {
    mkdirSync(join(root, 'full'))
    writeFileSync(join(root, 'full', 'thesis.txt'), 'x')
    await expect(pullOnce({...puller(), dir: join(root, 'full')})).rejects.toMatchObject({
      code: 'not-a-pull-folder',
    })
    await pullOnce(puller())
    const {rootKey} = await makeWorld()
    await expect(pullOnce({...puller(), rootKey})).rejects.toMatchObject({code: 'other-source'})
  })

  it('says so when its state cannot be read, and what to do', async () => {
    await pullOnce(puller())
    for (const text of ['{', '{"format":2}', 'null']) {
      writeFileSync(join(dir, 'state.json'), text)
      await expect(pullOnce(puller())).rejects.toMatchObject({code: 'state-damaged'})
    }
  })

  it('gets back what somebody deleted or changed in it', async () => {
    await pullOnce(puller())
    rmSync(join(dir, 'bundles', knee.digest), {recursive: true})
    rmSync(join(dir, 'articles/hip.en'))
    writeFileSync(join(dir, 'articles/extra'), 'x')
    expect((await pullOnce(puller())).ok).toBe(true)
    expect(seenIn(dir)).toEqual({'hip.en': 'hip.1', 'knee.en': 'knee.1'})

    // A bundle that lies there already is shown only if it is the one.
    await repository.withdraw(knee)
    await pullOnce(puller())
    const place = join(dir, 'bundles', knee.digest, 'data')
    mkdirSync(place, {recursive: true})
    writeFileSync(join(place, 'index.html'), 'forged')
    await repository.publish(knee)
    expect((await pullOnce(puller())).ok).toBe(true)
    expect(seenIn(dir)).toMatchObject({'knee.en': 'knee.1'})
  })

  it('writes nothing through links that somebody put there', async () => {
    const outside = join(root, 'outside')
    const part = `${knee.digest}.zip`
    mkdirSync(outside)
    writeFileSync(join(outside, part), 'not ours')
    rmSync(join(repository.dir, 'bundles', part))
    expect(codesOf(await pullOnce(puller()))).toContain('missing')
    rmSync(join(dir, '.parts', part))
    symlinkSync(join(outside, part), join(dir, '.parts', part))
    symlinkSync(join(outside, part), join(dir, '.parts', `${part}.etag`))
    expect(codesOf(await pullOnce(puller()))).toContain('missing')
    expect(readFileSync(join(outside, part), 'utf8')).toBe('not ours')
    rmSync(join(dir, '.parts'), {recursive: true})
    symlinkSync(outside, join(dir, '.parts'))
    repository.write(`bundles/${part}`, knee.zip)
    expect(await pullOnce(puller())).toMatchObject({ok: true})
    expect(readFileSync(join(outside, part), 'utf8')).toBe('not ours')

    await repository.withdraw(hip)
    for (const name of ['articles', 'bundles', 'withdrawn']) {
      renameSync(join(dir, name), join(root, `own-${name}`))
      symlinkSync(outside, join(dir, name))
      expect(codesOf(await pullOnce(puller()))).toContain('disk')
      rmSync(join(dir, name))
      renameSync(join(root, `own-${name}`), join(dir, name))
    }
    expect(await pullOnce(puller())).toMatchObject({ok: true, shown: ['knee.en']})
    expect(readdirSync(outside)).toEqual([part])
  })

  it('stays as it is when the disk is full at any write, and is brought on by the next pull', async () => {
    await pullOnce(puller())
    await repository.publish(knee2)
    await repository.withdraw(hip)
    let failed = 0
    for (let at = 1; ; at += 9) {
      const report = await pullOnce({...puller(), changes: {wrapStore: (disk) => fullAt(disk, at)}})
      const seen = seenIn(dir)
      expect(['knee.1', 'knee.2']).toContain(seen['knee.en'])
      if (report.ok) break
      expect(codesOf(report)).toContain('disk')
      failed += 1
    }
    expect(failed).toBeGreaterThan(1)
    expect((await pullOnce(puller())).ok).toBe(true)
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.2'})
  })
})

/** A disk that takes nothing more from an operation on. */
function fullAt(disk: Disk, at: number): Disk {
  let count = 0
  const full = {...disk}
  for (const name of ['write', 'rename', 'makeFolder', 'link'] as const) {
    const inner = disk[name] as (...args: string[]) => Promise<void>
    full[name] = async (...args: unknown[]): Promise<void> => {
      count += 1
      if (count >= at)
        throw new RepositoryError('store-failed', String(args[0]), 'ENOSPC: no space')
      return inner(...(args as string[]))
    }
  }
  return full
}
