import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {hostname, tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {takeFolderLock} from '../../../exports/repository/folder-lock.ts'

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

  it('leaves the lock of another host alone', async () => {
    lockOf({pid: deadPid(), host: 'elsewhere.example'})
    await expect(takeFolderLock(dir)).rejects.toMatchObject({code: 'busy'})
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
