import {cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {extract, pack} from 'tar-stream'
import {afterAll, describe, expect, it} from 'vitest'

import {marrow, now, sampleHome, temporaryFolder} from '../harness.ts'
import {endAll, startLake} from './run-lake.ts'

afterAll(endAll)

const ledgerIn = (home: string): Array<Record<string, unknown>> =>
  readFileSync(join(home, 'ledger.ndjson'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

const statusOf = async (home: string) => (await marrow(home, ['status', '--json'])).json()

/** A sample home with its lake, and a backup of it. */
async function backedUp() {
  const home = await sampleHome()
  const status = await statusOf(home)
  const path = join(temporaryFolder(), 'backup.tar')
  const printed = await marrow(home, ['backup', path])
  expect(printed.exit, printed.error).toBe(0)
  return {home, status, path}
}

/** Copy a tar with changes: bytes of an entry, or null to leave it out. */
async function rewritten(
  path: string,
  change: (name: string, data: Buffer) => Buffer | null,
  added: Record<string, string> = {},
): Promise<string> {
  const archive = pack()
  const reading = extract()
  reading.end(readFileSync(path))
  for await (const entry of reading) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    const data = change(entry.header.name, Buffer.concat(chunks))
    if (data) archive.entry({name: entry.header.name}, data)
  }
  for (const [name, text] of Object.entries(added)) archive.entry({name}, text)
  archive.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of archive) chunks.push(chunk as Buffer)
  const copy = join(temporaryFolder(), 'changed.tar')
  writeFileSync(copy, Buffer.concat(chunks))
  return copy
}

describe('marrow backup', () => {
  it('restores the lake with its assets on another machine', async () => {
    const {home, status, path} = await backedUp()
    const other = join(temporaryFolder(), 'home')
    const restored = await marrow(other, ['backup', path, '--restore'])
    expect(restored.exit, restored.error).toBe(0)
    expect(await statusOf(other)).toEqual(status)
    expect(readdirSync(join(other, 'assets')).toSorted()).toEqual(
      readdirSync(join(home, 'assets')).toSorted(),
    )
    for (const name of ['trust.dsse.json', 'root.pub']) {
      expect(readFileSync(join(other, name), 'utf8')).toBe(readFileSync(join(home, name), 'utf8'))
    }
    const [ledger, before] = [other, home].map((dir) => ledgerIn(dir))
    expect(ledger).toEqual([...before!, expect.objectContaining({event: 'restored'})])
    expect(existsSync(join(other, 'keys'))).toBe(false)
  })

  it('is made while the lake runs, and not restored over it', async () => {
    const home = await sampleHome()
    const lake = await startLake(home)
    const path = join(temporaryFolder(), 'backup.tar')
    expect((await marrow(home, ['backup', path])).exit).toBe(0)
    const {exit, error} = await marrow(home, ['backup', path, '--restore'])
    expect(exit).toBe(3)
    expect(error).toContain('running the lake')
    await lake.end()
  })

  it('restored over a lake keeps the store of before, and the newer ledger', async () => {
    const {home, status, path} = await backedUp()
    const ledger = ledgerIn(home)
    cpSync(join(home, 'assets'), join(home, 'assets-before'), {recursive: true})
    const [asset = ''] = readdirSync(join(home, 'assets'))
    rmSync(join(home, 'assets', asset))
    const restored = await marrow(home, ['backup', path, '--restore', '--json'])
    expect(restored.exit, restored.error).toBe(0)
    expect(existsSync(restored.json().before)).toBe(true)
    expect(ledgerIn(home)).toEqual([
      ...ledger,
      expect.objectContaining({event: 'restored', backup: new Date(now).toISOString()}),
    ])
    expect((await marrow(home, ['audit'])).exit).toBe(0)
    expect(existsSync(join(home, 'assets', asset))).toBe(true)
    expect(await statusOf(home)).toEqual(status)
  })

  it('that was altered in any way is refused, and nothing has changed', async () => {
    const {path} = await backedUp()
    const flip = (data: Buffer) => {
      const copy = Buffer.from(data)
      copy[copy.length >> 1] = (copy[copy.length >> 1] ?? 0) ^ 1
      return copy
    }
    const bad = [
      await rewritten(path, (name, data) => (name === 'lake.sqlite' ? flip(data) : data)),
      await rewritten(path, (name, data) => (name.startsWith('assets/') ? flip(data) : data)),
      await rewritten(path, (name, data) => (name === 'lake.sqlite' ? null : data)),
      await rewritten(path, (name, data) => (name === 'manifest.json' ? null : data)),
      await rewritten(path, (_name, data) => data, {'../../evil': 'x'}),
      await rewritten(path, (_name, data) => data, {'assets/../evil': 'x'}),
      await rewritten(path, (_name, data) => data, {
        'assets/0123456789012345678901234567890123456789.txt': 'x',
      }),
    ]
    const cut = join(temporaryFolder(), 'cut.tar')
    writeFileSync(cut, readFileSync(path).subarray(0, 100_000))
    for (const [index, file] of [...bad, cut].entries()) {
      const home = join(temporaryFolder(), 'home')
      const {exit, error} = await marrow(home, ['backup', file, '--restore'])
      expect(exit, `${index}`).toBe(1)
      expect(error).toContain('cannot be used')
      expect(existsSync(join(home, 'lake', 'lake.sqlite'))).toBe(false)
      expect(readdirSync(join(home, 'lake'))).toEqual([])
      expect(existsSync(join(home, 'assets'))).toBe(false)
    }
  })

  it('writes over nothing', async () => {
    const {home, path} = await backedUp()
    expect((await marrow(home, ['backup', path])).exit).toBe(2)
    expect(readdirSync(join(home, 'lake')).filter((name) => name.startsWith('.'))).toEqual([])
  })
})
