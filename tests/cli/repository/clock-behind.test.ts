import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {afterEach, beforeAll, describe, expect, it, vi} from 'vitest'

import type {LastExport} from '../../../cli/server/last-export.ts'
import {marrow, now, readTree, sampleHome, sampleKey, temporaryFolder} from '../harness.ts'
import {closeServed, serveHome} from '../server/serve-home.ts'

const article = 'article-knee-osteoarthritis'
const tombstone = `tombstones/${article}.en/tombstone.dsse.json`

/** So many minutes after the first export. */
const after = (minutes: number) =>
  new Date(Date.parse(now) + minutes * 60_000).toISOString().replace('.000Z', 'Z')

let home: string
let out: string
let signer: string[]

beforeAll(async () => {
  home = await sampleHome()
  out = join(temporaryFolder(), 'out')
  signer = ['--as', 'blake-sample', '--key', sampleKey(home, 'blake-sample')]
  await marrow(home, ['export', '--out', out])
})
afterEach(closeServed)

const say = ['--reason', 'r', '--notice', 'Do not use.', '--severity', 'safety']
const written = () => ({
  out: readTree(out),
  ledger: readFileSync(join(home, 'ledger.ndjson'), 'utf8'),
})

describe('a clock that is behind', () => {
  it('takes nothing out and brings nothing back, whichever command writes', async () => {
    await marrow(home, ['withdraw', article, ...signer, ...say], {at: after(20)})
    expect((await marrow(home, ['export', '--out', out], {at: after(30)})).exit).toBe(0)
    const before = written()
    expect(existsSync(join(out, tombstone))).toBe(true)
    const take = ['withdraw', 'osteonecrosis-knee', '--repository', out, ...signer, ...say, '--yes']
    for (const at of [after(18), '2026-01-01T00:00:00Z', '2016-01-01T00:00:00Z']) {
      for (const words of [['export', '--out', out], ['refresh', '--out', out], take]) {
        const {exit, json} = await marrow(home, [...words, '--json'], {at})
        expect(exit).toBe(1)
        const {code, message} = json().error
        expect(code).toBe('clock-behind')
        expect(message).toContain(at.replace('Z', '.000Z'))
        expect(message).toContain(after(30).replace('Z', '.000Z'))
        expect(message).toContain('Set the clock right')
      }
    }
    expect(written()).toEqual(before)
  })

  it('by less than five minutes writes, and weakens no withdrawal', async () => {
    expect((await marrow(home, ['export', '--out', out], {at: after(26)})).exit).toBe(0)
    expect(existsSync(join(out, tombstone))).toBe(true)
    expect((await marrow(home, ['verify', out], {at: after(26)})).exit).toBe(0)
  })

  it('is found out before anything is signed, where only the heads are later', async () => {
    const copy = join(temporaryFolder(), 'out')
    await marrow(home, ['export', '--out', copy], {at: after(31)})
    await marrow(home, ['refresh', '--out', copy], {at: after(4 * 24 * 60)})
    const ledger = written().ledger
    const words = ['withdraw', 'osteonecrosis-knee', '--repository', copy, ...signer, ...say]
    const refused = await marrow(home, [...words, '--yes'], {at: after(60)})
    expect([refused.exit, refused.error]).toEqual([
      1,
      expect.stringMatching(/head\.dsse\.json: it is .* but this head was written at/),
    ])
    expect(written().ledger).toBe(ledger)
  })

  it('leaves what is served as it is, and does not end the server', async () => {
    const dir = await sampleHome()
    let at = after(0)
    const exports: LastExport[] = []
    const {watch, out: served} = await serveHome({
      dir,
      isWatched: true,
      clock: () => at,
      onExport: (last) => exports.push(last),
    })
    await vi.waitFor(() => expect(exports).toHaveLength(1), {timeout: 20_000, interval: 20})
    const before = readTree(served)
    at = after(-60)
    watch!.ask()
    await vi.waitFor(() => expect(exports).toHaveLength(2), {timeout: 20_000, interval: 20})
    expect(exports[1]?.fault).toMatchObject({code: 'clock-behind'})
    expect(readTree(served)).toEqual(before)
    at = after(1)
    watch!.ask()
    await vi.waitFor(() => expect(exports).toHaveLength(3), {timeout: 20_000, interval: 20})
    expect(exports[2]?.fault).toBeNull()
  })
})

describe('a clock that ran ahead', () => {
  it('is set right by somebody who says so once', async () => {
    const dir = await sampleHome()
    const folder = join(temporaryFolder(), 'out')
    const write = (at: string, ...words: string[]) =>
      marrow(dir, ['export', '--out', folder, ...words], {at})
    await write(after(0))
    await write('2036-01-01T00:00:00Z')
    expect((await write(after(10))).error).toContain('--clock-was-ahead')
    expect((await write(after(10), '--clock-was-ahead')).exit).toBe(0)
    expect((await write(after(20))).exit).toBe(0)
    expect((await write(after(0))).exit).toBe(1)
    expect((await marrow(dir, ['verify', folder], {at: after(20)})).exit).toBe(0)
    expect((await marrow(dir, ['audit'], {at: after(20)})).exit).toBe(0)
    const page = join(folder, 'latest', 'knee-osteoarthritis.en', 'fragment.html')
    expect(existsSync(page)).toBe(true)
  })
})
