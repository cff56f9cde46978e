import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {afterEach, describe, expect, it, vi} from 'vitest'

import {withHomeLock} from '../../../cli/home/lock.ts'
import {homeAt} from '../../../cli/home/paths.ts'
import type {LastExport} from '../../../cli/server/last-export.ts'
import {marrow, sampleHome, sampleKey} from '../harness.ts'
import {closeServed, serveHome, type ServedHome} from './serve-home.ts'

afterEach(closeServed)

const draft = 'article-bone-bruise-knee'
const soon = {timeout: 20_000, interval: 20}

/** The clock of the machine: what is served is not on the clock of the tests. */
const at = () => ({at: new Date().toISOString()})

async function served(): Promise<ServedHome & {exports: LastExport[]}> {
  const exports: LastExport[] = []
  const home = await serveHome({isWatched: true, onExport: (last) => exports.push(last)})
  await vi.waitFor(() => expect(exports).toHaveLength(1), soon)
  return {...home, exports}
}

async function sign(home: string, words: string[], signer: string): Promise<void> {
  const key = ['--as', signer, '--key', sampleKey(home, signer)]
  const printed = await marrow(home, [...words, ...key], at())
  expect(printed.exit, printed.error).toBe(0)
}

describe('a home that is served', () => {
  it('exports what is signed within two seconds, and what is withdrawn leaves as fast', async () => {
    const {home, out, exports} = await served()
    expect(exports[0]?.written).toHaveLength(4)
    expect((await marrow(home, ['submit', draft, '--as', 'sample-jordan'], at())).exit).toBe(0)
    await sign(home, ['sign', draft], 'riley-sample')
    await sign(home, ['sign', draft], 'avery-sample')
    const signed = performance.now()
    const page = join(out, 'latest', 'bone-bruise-knee.en', 'index.html')
    await vi.waitFor(() => expect(existsSync(page)).toBe(true), soon)
    await vi.waitFor(() => expect(exports.at(-1)?.written[0]?.article).toBe(draft), soon)
    // Two seconds on a machine that does nothing else.
    expect(performance.now() - signed).toBeLessThan(10_000)
    // While an export runs, `verify` says that one does.
    await vi.waitFor(async () => {
      const verified = await marrow(home, ['verify', out], at())
      expect(verified.exit, verified.out + verified.error).toBe(0)
    }, soon)

    const words = ['withdraw', draft, '--reason', 'Dose', '--notice', 'Do not use.']
    await sign(home, words, 'avery-sample')
    await vi.waitFor(() => expect(readFileSync(page, 'utf8')).toContain('Do not use.'), soon)
  })

  it('opens an embargo at its second, by itself and for who asks then', async () => {
    let now = '2026-03-02T08:59:50.000Z'
    const {out, watch} = await serveHome({isWatched: true, clock: () => now})
    await vi.waitFor(() => expect(watch!.last?.fault).toBeNull(), soon)
    const pointer = join(out, 'audiences/knee.en.24h/current/article-knee-osteoarthritis.en.json')
    expect(watch!.nextChange()).toBe('2026-03-02T09:00:00.000Z')
    expect(existsSync(pointer)).toBe(false)

    now = '2026-03-02T09:00:00.000Z'
    await watch!.reach(now)
    expect(existsSync(pointer)).toBe(true)
    // Half of the life of the heads is next.
    expect(watch!.nextChange()).toBe('2026-03-05T20:59:50.000Z')

    const head = join(out, 'audiences/all/head.dsse.json')
    const before = readFileSync(head, 'utf8')
    now = '2026-03-05T20:59:50.000Z'
    await vi.waitFor(() => expect(readFileSync(head, 'utf8')).not.toBe(before), soon)
  })

  it('hears of what commands write, through the same lake', async () => {
    const {home, clientAs} = await served()
    const heard: Array<{type: string}> = []
    const listening = clientAs('ada', 'editor')
      .listen('*[_type == "edition"]', {}, {visibility: 'query', events: ['welcome', 'mutation']})
      .subscribe((event) => heard.push(event))
    await vi.waitFor(() => expect(heard[0]?.type).toBe('welcome'), soon)
    await marrow(home, ['submit', draft, '--as', 'sample-jordan'], at())
    await vi.waitFor(
      () =>
        expect(heard).toContainEqual(
          expect.objectContaining({type: 'mutation', identity: 'sample-jordan'}),
        ),
      soon,
    )
    listening.unsubscribe()
  })

  it('goes by the profile of a publisher as soon as that is changed', async () => {
    const {out, clientAs} = await served()
    const audience = (name: string) => existsSync(join(out, 'audiences', name, 'head.dsse.json'))
    expect(audience('knee.en.24h')).toBe(true)
    await clientAs('ada', 'publisher').patch('publisher-sample').set({embargoHours: 0}).commit()
    await vi.waitFor(() => expect(audience('knee.en.0h')).toBe(true), soon)
    const left = join(out, 'audiences/knee.en.24h/feed/1.ndjson')
    await vi.waitFor(
      () => expect(readFileSync(left, 'utf8')).toContain('"because":"not-carried"'),
      soon,
    )
  })

  it('keeps the refusals, and says why there was no export', async () => {
    const {home, exports, desk, tokenAs} = await served()
    const token = tokenAs('ada', 'editor')
    const asked = async () => (await desk('exports', token)).json()
    expect(await asked()).toMatchObject({
      watching: true,
      last: {
        fault: null,
        refused: [{article: 'article-septic-arthritis-knee', code: 'self-approval'}],
      },
    })
    const ledger = join(home, 'ledger.ndjson')
    const sound = readFileSync(ledger, 'utf8')
    writeFileSync(ledger, sound.replace('"2026', '"2025'))
    const trust = join(home, 'trust.dsse.json')
    writeFileSync(trust, readFileSync(trust))
    await vi.waitFor(async () => expect((await asked()).last.fault?.code).toBe('ledger'), soon)
    expect(exports.at(-1)?.refused).toHaveLength(1)
    writeFileSync(ledger, sound)
    writeFileSync(trust, readFileSync(trust))
    await vi.waitFor(async () => expect((await asked()).last.fault).toBeNull(), soon)
  })

  it('waits for a command that holds the home', async () => {
    const exports: LastExport[] = []
    const dir = await sampleHome()
    await withHomeLock(homeAt({MARROW_HOME: dir}), async () => {
      const {watch} = await serveHome({
        dir,
        isWatched: true,
        onExport: (last) => exports.push(last),
      })
      await vi.waitFor(() => expect(watch?.last?.fault?.code).toBe('busy'), soon)
    })
    await vi.waitFor(() => expect(exports.at(-1)?.written).toHaveLength(4), soon)
    expect(exports).toHaveLength(1)
  })

  it('tells hooks of what happens', async () => {
    const dir = await sampleHome()
    const file = join(dir, 'told')
    const write = `process.stdin.pipe(require('node:fs').createWriteStream(${JSON.stringify(file)}))`
    const command = [process.execPath, '-e', write]
    const hooks = [{name: 'tell', on: ['submitted'], command}]
    writeFileSync(join(dir, 'hooks.json'), JSON.stringify({format: 1, hooks}))
    const {watch, desk, tokenAs} = await serveHome({dir, isWatched: true})
    await vi.waitFor(() => expect(watch?.last?.fault).toBeNull(), soon)
    expect((await marrow(dir, ['submit', draft, '--as', 'sample-jordan'], at())).exit).toBe(0)
    const told = () => JSON.parse(readFileSync(file, 'utf8')) as unknown
    await vi.waitFor(
      () => expect(told()).toMatchObject({type: 'submitted', data: {article: draft, number: 1}}),
      soon,
    )
    const {hooks: failing} = await (await desk('exports', tokenAs('ada', 'editor'))).json()
    expect(failing).toEqual([])
  })
})
