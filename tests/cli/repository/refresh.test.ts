import {cpSync, existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeAll, describe, expect, it} from 'vitest'

import {marrow, now, readTree, sampleHome, sampleKey, temporaryFolder} from '../harness.ts'

let home: string
let out: string

beforeAll(async () => {
  home = await sampleHome()
  out = join(temporaryFolder(), 'out')
  writeFileSync(join(home, 'delivery.json'), '{"headHours": 24}')
  await marrow(home, ['export', '--out', out])
  // No lake is needed from here on.
  writeFileSync(join(home, 'lake', 'lake.sqlite'), 'no database')
})

/** An hour after the export. */
function hour(hours: number) {
  return {at: new Date(Date.parse(now) + hours * 3_600_000).toISOString()}
}

/** Run it at an hour after the export. */
async function refresh(hours: number) {
  const {json} = await marrow(home, ['refresh', '--json'], hour(hours))
  const [first] = json().repositories
  return first as {
    repository: string
    takenOut: string[]
    audiences: Array<{name: string; version: number; expires: string; renewed: boolean}>
  }
}

describe('a refresh', () => {
  it('leaves heads as they are that have more than half of their life before them', async () => {
    const before = readTree(out)
    const {repository, audiences} = await refresh(11)
    expect(repository).toBe(out)
    expect(audiences).toMatchObject([
      {name: 'all', renewed: false},
      {name: 'knee.en.24h', renewed: false},
    ])
    expect(readTree(out)).toEqual(before)
  })

  it('renews the others, and nothing but them', async () => {
    const before = readTree(out)
    const {audiences} = await refresh(12)
    expect(audiences).toMatchObject([
      {name: 'all', version: 2, expires: '2026-03-03T21:00:00.000Z', renewed: true},
      {name: 'knee.en.24h', version: 2, renewed: true},
    ])
    const after = readTree(out)
    const changed = Object.keys(after).filter((name) => after[name] !== before[name])
    expect(changed.map((name) => name.replace(/.*\//, ''))).toEqual(
      Array.from({length: 2}, () => ['head.dsse.json', 'head.pae', 'head.sig']).flat(),
    )
    expect((await marrow(home, ['verify', out], {at: '2026-03-02T21:00:00Z'})).exit).toBe(0)
  })

  it('takes out what a withdrawal reaches that waits in the home', async () => {
    const effective = '2026-03-03T00:00:00Z'
    const signer = ['--as', 'blake-sample', '--key', sampleKey(home, 'blake-sample')]
    const say = ['--reason', 'r', '--notice', 'n', '--effective', effective, '--yes']
    await marrow(home, ['withdraw', 'knee-osteoarthritis', '--repository', out, ...signer, ...say])
    expect((await refresh(14)).takenOut).toEqual([])
    expect(existsSync(join(out, 'latest', 'knee-osteoarthritis.en', 'fragment.html'))).toBe(true)
    expect((await refresh(15)).takenOut).toEqual(['edition.article-knee-osteoarthritis.1'])
    expect(existsSync(join(out, 'latest', 'knee-osteoarthritis.en', 'fragment.html'))).toBe(false)
    const last = readFileSync(join(home, 'ledger.ndjson'), 'utf8').trimEnd().split('\n').at(-1)!
    expect(JSON.parse(last)).toMatchObject({event: 'removed', because: 'withdrawn'})
  })

  it('finishes a withdrawal whose process died before the ledger heard of it', async () => {
    const other = join(temporaryFolder(), 'home')
    const copy = join(temporaryFolder(), 'out')
    cpSync(home, other, {recursive: true})
    cpSync(out, copy, {recursive: true, verbatimSymlinks: true})
    const signer = ['--as', 'blake-sample', '--key', sampleKey(home, 'blake-sample')]
    const words = ['--repository', copy, ...signer, '--reason', 'r', '--notice', 'n', '--yes']
    const signed = await marrow(
      other,
      ['withdraw', 'osteonecrosis-knee', ...words, '--json'],
      hour(15),
    )
    const name = `statements/${signed.json().statement}.json`
    cpSync(join(other, name), join(home, name))

    expect((await refresh(16)).takenOut).toEqual(['edition.article-osteonecrosis-knee.1'])
    const events = readFileSync(join(home, 'ledger.ndjson'), 'utf8').trimEnd().split('\n').slice(-2)
    expect(events.map((line) => JSON.parse(line))).toMatchObject([
      {event: 'statement-seen', kind: 'withdrawal'},
      {event: 'removed', because: 'withdrawn'},
    ])
  })

  it('names a repository that is not there, and settings that are none', async () => {
    const missing = await marrow(home, ['refresh', '--out', join(out, 'none')], hour(16))
    expect(missing.error).toContain('There is no repository at')
    writeFileSync(join(home, 'delivery.json'), '{"headHours": 0}')
    const wrong = await marrow(home, ['refresh'], hour(16))
    expect(wrong.exit).toBe(1)
    expect(wrong.error).toMatch(/delivery\.json: .*headHours/)
  })
})
