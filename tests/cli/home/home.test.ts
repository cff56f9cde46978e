import {spawnSync} from 'node:child_process'
import {readdirSync, statSync, writeFileSync} from 'node:fs'
import {hostname} from 'node:os'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {takeFolderLock} from '#exports'

import {writeDurably} from '../../../cli/home/durable.ts'
import {readHistory} from '../../../cli/home/history.ts'
import {withHomeLock} from '../../../cli/home/lock.ts'
import {homeAt} from '../../../cli/home/paths.ts'
import {marrow, sampleHome, temporaryFolder} from '../harness.ts'

function emptyHome() {
  return homeAt({MARROW_HOME: join(temporaryFolder(), 'home')})
}

describe('a file of a home', () => {
  it('that is for its owner alone lies in a folder that is, too', () => {
    const {delivery} = emptyHome()
    writeDurably(join(delivery, 'publishers.json'), '{}', 0o600)
    expect(statSync(delivery).mode & 0o777).toBe(0o700)
    expect(statSync(join(delivery, 'publishers.json')).mode & 0o777).toBe(0o600)
  })
})

describe('the lock of a home', () => {
  it('keeps a second command out, with 3 and the name of the holder', async () => {
    const dir = await sampleHome()
    const home = homeAt({MARROW_HOME: dir})
    const second = await withHomeLock(home, () => marrow(dir, ['status']))
    expect(second.exit).toBe(3)
    expect(second.error).toContain(`process ${process.pid} on ${hostname()}`)
    expect(second.error).toContain('changing this home')
    expect((await marrow(dir, ['status'])).exit).toBe(0)
  })

  it('of a process that is gone is taken over', async () => {
    const dir = await sampleHome()
    const {pid} = spawnSync(process.execPath, ['-e', ''])
    const holder = {pid, host: hostname(), started: '2026-03-01T00:00:00Z', id: 'gone'}
    writeFileSync(join(dir, '.lock'), JSON.stringify(holder))
    expect((await marrow(dir, ['status'])).exit).toBe(0)
    expect(readdirSync(dir).filter((name) => name.startsWith('.lock'))).toEqual([])
  })

  it('is released when the work fails', async () => {
    const home = emptyHome()
    const failing = withHomeLock(home, () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    expect(await withHomeLock(home, async () => 'free')).toBe('free')
  })

  it('of a repository keeps a second export out, with 3', async () => {
    const dir = await sampleHome()
    const out = join(dir, '..', 'out')
    await marrow(dir, ['export', '--out', out])
    const lock = await takeFolderLock(out)
    for (const words of [['export'], ['refresh']]) {
      const second = await marrow(dir, [...words, '--out', out])
      expect(second.exit).toBe(3)
      expect(second.error).toContain(`process ${process.pid} on ${hostname()}`)
      expect(second.error).toContain('writing this repository')
    }
    await lock.release()
  })
})

describe('the history of a home from before there was a lake', () => {
  const line = '{"at":"2026-03-01T00:00:00Z","author":"ada","document":"a"}'

  function homeWithHistory(text: string) {
    const home = homeAt({MARROW_HOME: temporaryFolder()})
    writeFileSync(home.history, text)
    return home
  }

  it('says who changed which document when', () => {
    const home = homeWithHistory(`${line}\n${line.replace('ada', 'bob')}\n`)
    expect(readHistory(home).map(({author, document}) => `${author} ${document}`)).toEqual([
      'ada a',
      'bob a',
    ])
  })

  it('that a crash tore is read up to there', () => {
    expect(readHistory(homeWithHistory(`${line}\n{"at":"2026-03-01T00:0`))).toHaveLength(1)
  })

  it.each(['hello', '{}', '{"at":"x","author":1,"document":"a"}', '{"at":"x","at":"y"}'])(
    'with a bad line %j is refused by name',
    (bad) => {
      const home = homeWithHistory(`${line}\n${bad}\n`)
      expect(() => readHistory(home)).toThrow(
        expect.objectContaining({
          code: 'data',
          message: expect.stringContaining(`${home.history}:2:`),
        }),
      )
    },
  )
})

describe('the record of source checks', () => {
  it.each([
    ['{"c":{"status":"fine","checkedAt":"2026-01-01"}}', 'needs a `status`'],
    ['{"c":{"status":"current","checkedAt":"yesterday"}}', 'checkedAt'],
    ['[]', 'must be an object'],
    ['{', 'source-checks.json:1:'],
  ])('%s is refused with its place', async (text, told) => {
    const dir = await sampleHome()
    writeFileSync(join(dir, 'source-checks.json'), text)
    const {exit, error} = await marrow(dir, ['status'])
    expect(exit).toBe(1)
    expect(error).toContain('source-checks.json')
    expect(error).toContain(told)
  })
})
