import {existsSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'

import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {fill, mount, remount, tryMount, unmount} from '../../lake/store/small-disk.ts'
import {marrow, readTree, sampleHome, sampleKey, temporaryFolder, type Printed} from '../harness.ts'

const later = '2026-03-06T09:00:00Z'

let home: string
let root: string
let disk: string
/** A repository that is not on the disk. */
let whole: string
const run = (words: string[], at?: string): Promise<Printed> =>
  marrow(home, words, at === undefined ? {} : {at})
const pull = (from: string, to: string): Promise<Printed> =>
  run(['pull', from, to, '--key', join(home, 'root.pub')])
const withdraw = (article: string, out: string): Promise<Printed> => {
  const signer = ['--as', 'blake-sample', '--key', sampleKey(home, 'blake-sample')]
  const say = ['--reason', 'r', '--notice', 'n', '--yes']
  return run(['withdraw', article, '--repository', out, ...signer, ...say])
}
const ledger = (): string => readFileSync(join(home, 'ledger.ndjson'), 'utf8')
const hiddenIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => /^\.(lock|staging|trash)/.test(name))

/** What a command prints that the machine refuses: one line, with place and remedy. */
function expectClear({exit, out, error}: Printed, place: string, remedy: string): void {
  expect(exit).toBe(1)
  const lines = `${out}\n${error}`.trim().split('\n')
  const named = lines.filter((line) => line.includes(place) && line.includes(remedy))
  expect(named, lines.join('\n')).not.toEqual([])
  expect(`${out}${error}`).not.toMatch(/^ +at |A fault in Marrow itself/m)
}

describe.skipIf(!tryMount())('a disk that fails (only root may mount one)', () => {
  beforeAll(async () => {
    home = await sampleHome()
    root = temporaryFolder()
    disk = temporaryFolder()
    whole = join(root, 'whole')
    await run(['export', '--out', whole])
  })
  afterAll(() => unmount(disk))

  describe('and is mounted read-only', () => {
    let [out, pulled, before]: [string, string, Record<string, string>] = ['', '', {}]
    beforeAll(async () => {
      mount(disk, 40)
      out = join(disk, 'out')
      pulled = join(disk, 'pulled')
      await run(['export', '--out', out])
      await pull(whole, pulled)
      before = {...readTree(disk), ledger: ledger()}
      remount(disk, 'ro')
    })
    afterAll(() => unmount(disk))

    it.each<[string, () => Promise<Printed>, () => string]>([
      ['export', () => run(['export', '--out', out]), () => out],
      ['export to a new folder', () => run(['export', '--out', `${out}2`]), () => `${out}2`],
      ['withdraw', () => withdraw('article-osteonecrosis-knee', out), () => out],
      ['refresh', () => run(['refresh', '--out', out], later), () => out],
      ['pull', () => pull(whole, pulled), () => pulled],
      ['pull to a new folder', () => pull(whole, `${pulled}2`), () => `${pulled}2`],
    ])('%s names the place and changes nothing', async (_, command, place) => {
      expectClear(await command(), place(), 'mount that disk so that it can be written')
      expect({...readTree(disk), ledger: ledger()}).toEqual(before)
      expect(existsSync(join(home, 'statements'))).toBe(false)
      expect(hiddenIn(home)).toEqual([])
    })

    it('each finishes once it can be written', async () => {
      remount(disk, 'rw')
      expect((await withdraw('article-osteonecrosis-knee', out)).exit).toBe(0)
      expect((await run(['refresh', '--out', out], later)).out).toContain('renewed')
      expect((await run(['export', '--out', out], later)).exit).toBe(0)
      expect((await run(['verify', out], later)).exit).toBe(0)
      expect((await pull(out, join(disk, 'pulled2'))).exit).toBe(0)
    })
  })

  describe('and is full', () => {
    beforeAll(async () => {
      // The other one wrote at a later time.
      home = await sampleHome()
      mount(disk, 1)
    })
    afterAll(() => unmount(disk))

    it('an export says so, leaves nothing to read, and finishes once there is room', async () => {
      const out = join(disk, 'out')
      const before = ledger()
      expectClear(await run(['export', '--out', out]), out, 'make room on that disk')
      expect(ledger()).toBe(before)
      expect([hiddenIn(out), hiddenIn(home), existsSync(join(out, 'audiences'))]).toEqual([
        [],
        [],
        false,
      ])
      remount(disk, 'size=40m')
      expect((await run(['export', '--out', out])).exit).toBe(0)
      expect((await run(['verify', out])).exit).toBe(0)
      rmSync(out, {recursive: true})
      remount(disk, 'size=1m')
    })

    it('a pull says so for each bundle, gives the room back, and finishes once there is some', async () => {
      const pulled = join(disk, 'pulled')
      const first = await pull(whole, pulled)
      expectClear(first, pulled, 'make room on that disk')
      expect(first.out).toContain('not all pulled')
      expect(readdirSync(join(pulled, '.parts'))).toEqual([])
      expect(Object.keys(readTree(pulled)).filter((name) => name.startsWith('.'))).toEqual([])
      remount(disk, 'size=40m')
      expect((await pull(whole, pulled)).out).toContain('pulled, event 5 (0 new), 4 shown')
      rmSync(pulled, {recursive: true})
    })

    it('a withdrawal that was signed says what finishes it', async () => {
      const out = join(disk, 'out')
      await run(['export', '--out', out])
      // Room for the lock, and for no tombstone.
      const filler = fill(disk, 4096)
      const stopped = await withdraw('article-knee-osteoarthritis', out)
      expectClear(stopped, out, 'make room on that disk')
      expect(stopped.error).toContain(`Then \`refresh --out ${out}\` takes it out`)
      expect([hiddenIn(out), hiddenIn(home)]).toEqual([[], []])
      rmSync(filler)
      const refreshed = await run(['refresh', '--out', out])
      expect(refreshed.out).toContain('withdrawn  edition.article-knee-osteoarthritis.1')
      expect((await run(['verify', out])).exit).toBe(0)
    })
  })
})
