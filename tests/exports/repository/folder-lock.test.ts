import {fork, spawnSync, type ChildProcess} from 'node:child_process'
import {once} from 'node:events'
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {hostname, tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest'

import {takeFolderLock} from '../../../exports/repository/folder-lock.ts'

const program = fileURLToPath(new URL('lock-holder.ts', import.meta.url))

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-lock-'))
})
afterEach(() => rmSync(dir, {recursive: true}))

/** Process id that nothing has any more. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid
}

function lockOf(holder: object): void {
  writeFileSync(join(dir, '.lock'), JSON.stringify({started: '2026-01-01', id: 'x', ...holder}))
}

/** Start a process that takes the lock; resolves with what it says. */
async function startHolder(): Promise<{child: ChildProcess; said: string}> {
  const child = fork(program, [dir])
  const [said] = await once(child, 'message')
  return {child, said: String(said)}
}

describe('the lock between processes', () => {
  it('goes to one of ten, the others name it, and kill -9 frees it', async () => {
    const holders = await Promise.all(Array.from({length: 10}, startHolder))
    const winners = holders.filter(({said}) => said === 'held')
    expect(winners).toHaveLength(1)
    const {child} = winners[0]!
    for (const {said} of holders) {
      if (said !== 'held') expect(said).toContain(`process ${child.pid} on ${hostname()} since`)
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
    const start = performance.now()
    const lock = await takeFolderLock(dir)
    expect(performance.now() - start).toBeLessThan(10_000)
    await lock.release()
  })
})

describe('the lock of a repository folder', () => {
  it('names its holder, and is gone after release', async () => {
    const lock = await takeFolderLock(dir)
    const holder: unknown = JSON.parse(readFileSync(join(dir, '.lock'), 'utf8'))
    expect(holder).toMatchObject({pid: process.pid, host: hostname()})
    await lock.release()
    expect(readdirSync(dir)).toEqual([])
  })

  it('refuses a second export, naming the first', async () => {
    await takeFolderLock(dir)
    await expect(takeFolderLock(dir)).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining(`process ${process.pid} on ${hostname()}`),
    })
  })

  it('lets one of ten through', async () => {
    const tries = await Promise.allSettled(Array.from({length: 10}, () => takeFolderLock(dir)))
    expect(tries.filter(({status}) => status === 'fulfilled')).toHaveLength(1)
  })

  it('takes over the lock of a process that is gone', async () => {
    lockOf({pid: deadPid(), host: hostname()})
    const lock = await takeFolderLock(dir)
    await lock.check()
    await lock.release()
    expect(readdirSync(dir)).toEqual([])
  })

  it('lets one of ten take over', async () => {
    lockOf({pid: deadPid(), host: hostname()})
    const tries = await Promise.allSettled(Array.from({length: 10}, () => takeFolderLock(dir)))
    expect(tries.filter(({status}) => status === 'fulfilled')).toHaveLength(1)
  })

  it('takes over after a taker died half-way', async () => {
    lockOf({pid: deadPid(), host: hostname()})
    const guard = {pid: deadPid(), host: hostname(), started: '2026-01-01', id: 'y'}
    writeFileSync(join(dir, '.lock-takeover'), JSON.stringify(guard))
    await (await takeFolderLock(dir)).release()
    expect(readdirSync(dir)).toEqual([])
  })

  it('takes over the lock of another host that nobody touches, and says so within its time', async () => {
    lockOf({pid: 1, host: 'elsewhere.example'})
    const hourAgo = new Date(Date.now() - 3_600_000)
    utimesSync(join(dir, '.lock'), hourAgo, hourAgo)
    const lock = await takeFolderLock(dir, 'writing', {beatMs: 40, watchMs: 120})
    await lock.check()
    await lock.release()
    expect(readdirSync(dir)).toEqual([])
  })

  it('leaves the lock of another host alone while it is touched, however wrong its clock', async () => {
    lockOf({pid: 1, host: 'elsewhere.example'})
    let beats = 0
    const beat = setInterval(() => {
      beats += 1
      const far = new Date(Date.now() + 3_600_000 * (beats % 7) - 9_000_000)
      utimesSync(join(dir, '.lock'), far, far)
    }, 10)
    try {
      const taking = takeFolderLock(dir, 'writing', {beatMs: 40, watchMs: 400})
      await expect(taking).rejects.toMatchObject({
        code: 'busy',
        message: expect.stringContaining('process 1 on elsewhere.example'),
      })
    } finally {
      clearInterval(beat)
    }
  })

  it('takes over what a process before it, with the same number, left behind', async () => {
    lockOf({pid: process.pid, host: hostname()})
    await (await takeFolderLock(dir)).release()
    expect(readdirSync(dir)).toEqual([])
  })

  it('is touched by its holder', async () => {
    const lock = await takeFolderLock(dir, 'writing', {beatMs: 10, watchMs: 100})
    const path = join(dir, '.lock')
    const hourAgo = new Date(Date.now() - 3_600_000)
    utimesSync(path, hourAgo, hourAgo)
    await vi.waitFor(() => expect(statSync(path).mtimeMs).toBeGreaterThan(Date.now() - 60_000))
    await lock.release()
  })

  it('takes over a lock file that names nobody', async () => {
    writeFileSync(join(dir, '.lock'), '')
    await (await takeFolderLock(dir)).release()
    expect(readdirSync(dir)).toEqual([])
  })

  it('notices that somebody took it away', async () => {
    const lock = await takeFolderLock(dir)
    rmSync(join(dir, '.lock'))
    await expect(lock.check()).rejects.toMatchObject({code: 'busy'})
    const other = await takeFolderLock(dir)
    await lock.release()
    await other.check()
  })
})
