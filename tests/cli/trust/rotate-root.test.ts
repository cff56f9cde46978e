import {cpSync, existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeAll, describe, expect, it} from 'vitest'

import {marrow, readTree, sampleHome, sampleKey, temporaryFolder} from '../harness.ts'

let home: string
let before: string
let out: string
let oldKey: string

const rootOf = (dir: string) => readFileSync(join(dir, 'root.pub'), 'utf8').trim()

beforeAll(async () => {
  home = await sampleHome()
  out = join(temporaryFolder(), 'out')
  oldKey = rootOf(home)
  await marrow(home, ['export', '--out', out])
  before = join(temporaryFolder(), 'home')
  cpSync(home, before, {recursive: true})
})

const rotate = (dir: string, ...words: string[]) =>
  marrow(dir, ['trust', 'rotate-root', '--json', ...words])

describe('a change of the root key', () => {
  it('changes nothing with a key that is not of the root', async () => {
    const there = readTree(home)
    const {exit, json} = await rotate(home, '--key', sampleKey(home, 'blake-sample'))
    expect(exit).toBe(1)
    expect(json().error.message).toMatch(/is not one of the root/)
    expect(readTree(home)).toEqual(there)
  })

  it('is followed by readers who hold the old key, and by those who are given the new one', async () => {
    const rotated = await rotate(home)
    expect(rotated.json()).toMatchObject({root: 2, trust: 2, kept: false})
    expect(rotated.json().rootKey).not.toBe(oldKey)
    expect(rootOf(home)).toBe(rotated.json().rootKey)
    expect(readdirSync(join(home, 'keys'))).toEqual(
      expect.arrayContaining(['root-1.json', 'root.json']),
    )
    const exported = await marrow(home, ['export', '--out', out, '--json'])
    expect(exported.json().audiences[0].news).toContainEqual(
      expect.objectContaining({type: 'key-rotated'}),
    )
    for (const key of [oldKey, rootOf(home)]) {
      const {json} = await marrow(home, ['verify', out, '--key', key, '--json'])
      expect(json().faults).toEqual([])
    }
  })

  it('leaves bundles of before verifiable from the archive', async () => {
    const archive = join(home, 'archive', 'bundles')
    for (const name of readdirSync(archive)) {
      const {json} = await marrow(home, ['verify', join(archive, name), '--json'])
      expect(json().faults).toEqual([])
    }
  })

  it('is in a backup', async () => {
    const tar = join(temporaryFolder(), 'backup.tar')
    const other = join(temporaryFolder(), 'home')
    await marrow(home, ['backup', tar])
    expect((await marrow(other, ['backup', tar, '--restore'])).exit).toBe(0)
    for (const name of ['roots/1.pub', 'roots/2.ndjson', 'root.pub']) {
      expect(readFileSync(join(other, name), 'utf8')).toBe(readFileSync(join(home, name), 'utf8'))
    }
  })

  it('is carried out by the next command where its process died', async () => {
    const read = (name: string) => readFileSync(join(home, name), 'utf8')
    cpSync(join(home, 'keys', 'root.json'), join(before, 'keys', 'root-next.json'))
    writeFileSync(
      join(before, 'root-rotation.json'),
      JSON.stringify({
        format: 1,
        version: 2,
        root: read('roots/2.ndjson'),
        trust: read('trust.dsse.json'),
        rootKey: rootOf(home),
        firstKey: oldKey,
      }),
    )
    const {exit, out: text} = await marrow(before, ['trust', 'list'])
    expect(exit).toBe(0)
    expect(text).toContain(`Root key: ${rootOf(home)}`)
    expect(existsSync(join(before, 'root-rotation.json'))).toBe(false)
    for (const name of ['roots/2.ndjson', 'keys/root.json', 'keys/root-1.json', 'root.pub']) {
      expect(readFileSync(join(before, name), 'utf8')).toBe(read(name))
    }
    expect(existsSync(join(before, 'keys', 'root-next.json'))).toBe(false)
  })

  it('lets a key that was kept make the next change, where the newer one is lost', async () => {
    expect((await rotate(home, '--keep')).json()).toMatchObject({root: 3, kept: true})
    const kept = join(home, 'keys', 'root-2.json')
    const again = await rotate(home, '--key', kept)
    expect(again.json()).toMatchObject({root: 4, trust: 4})
    await marrow(home, ['export', '--out', out])
    const {json} = await marrow(home, ['verify', out, '--key', oldKey, '--json'])
    expect(json().faults).toEqual([])
  })

  it('needs as many keys as the one before asked for', async () => {
    const lonely = await rotate(home, '--threshold', '2')
    expect(lonely.json().error).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('--threshold is a number from 1 to 1'),
    })
    expect((await rotate(home, '--keep', '--threshold', '2')).json()).toMatchObject({
      root: 5,
      threshold: 2,
    })
    const newest = rootOf(home)
    const one = await rotate(home)
    expect(one.exit).toBe(1)
    expect(one.json().error.message).toMatch(/signed by 1 of the 2 root keys .* --with/)
    expect(existsSync(join(home, 'roots', '6.ndjson'))).toBe(false)
    expect(rootOf(home)).toBe(newest)

    const second = join(home, 'keys', 'root-4.json')
    expect((await rotate(home, '--with', second)).json()).toMatchObject({root: 6, threshold: 1})
    await marrow(home, ['export', '--out', out])
    const {json} = await marrow(home, ['verify', out, '--key', oldKey, '--json'])
    expect(json().faults).toEqual([])
  })
})
