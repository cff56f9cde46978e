import {spawnSync} from 'node:child_process'
import {appendFileSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import {hostname} from 'node:os'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {storeDocuments} from '../../../cli/home/dataset.ts'
import {readHistory} from '../../../cli/home/history.ts'
import {withHomeLock} from '../../../cli/home/lock.ts'
import {homeAt} from '../../../cli/home/paths.ts'
import {marrow, sampleHome, temporaryFolder} from '../harness.ts'

const as = (author: string) => ({author, at: '2026-03-01T00:00:00Z'})
const term = (id: string, expansion = id) => ({
  _id: id,
  _type: 'glossaryTerm',
  expansion,
  language: 'en',
})

function emptyHome() {
  return homeAt({MARROW_HOME: join(temporaryFolder(), 'home')})
}

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
    const holder = {pid: process.pid, host: hostname(), started: '2026-03-01', id: 'other'}
    writeFileSync(join(out, '.lock'), JSON.stringify(holder))
    const second = await marrow(dir, ['export', '--out', out])
    expect(second.exit).toBe(3)
    expect(second.error).toContain('writing this repository')
  })
})

describe('the history', () => {
  it('says who changed which document; what is equal is no change', () => {
    const home = emptyHome()
    expect(storeDocuments(home, [term('a'), term('b')], as('ada'))).toEqual(['a', 'b'])
    expect(storeDocuments(home, [term('a'), term('b', 'other')], as('bob'))).toEqual(['b'])
    expect(readHistory(home).map(({author, document}) => `${author} ${document}`)).toEqual([
      'ada a',
      'ada b',
      'bob b',
    ])
  })

  it('that a crash tore is mended, not fatal', () => {
    const home = emptyHome()
    storeDocuments(home, [term('a')], as('ada'))
    const whole = readFileSync(home.history, 'utf8')
    appendFileSync(home.history, '{"at":"2026-03-01T00:0')
    expect(readHistory(home)).toHaveLength(1)
    storeDocuments(home, [term('b')], as('bob'))
    expect(readHistory(home).map(({document}) => document)).toEqual(['a', 'b'])
    expect(readFileSync(home.history, 'utf8').startsWith(`${whole}{"author"`)).toBe(true)
  })

  it.each(['hello', '{}', '{"at":"x","author":1,"document":"a"}', '{"at":"x","at":"y"}'])(
    'with a bad line %j is refused by name',
    (line) => {
      const home = emptyHome()
      storeDocuments(home, [term('a')], as('ada'))
      appendFileSync(home.history, `${line}\n`)
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
