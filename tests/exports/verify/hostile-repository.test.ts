import {spawnSync} from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'

import {canonicalJson} from '#schemas'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {ArtifactReader} from '../../../exports/repository/artifact-store.ts'
import {folderReader} from '../../../exports/repository/folder-store.ts'
import {openRepositoryFolder} from '../../../exports/repository/open-repository-folder.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld, now} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {exportTo, withdrawnOf} from '../repository/repository-world.ts'

let world: TestWorld
let knee: Bundle
let hip: Bundle
let sound: string
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  hip = await makeBundle(world, {id: 'hip'})
  sound = mkdtempSync(join(tmpdir(), 'marrow-sound-'))
  const store = await openRepositoryFolder(sound)
  await exportTo(store, world, [knee], {withdrawn: [await withdrawnOf(hip)]})
})
afterAll(() => rmSync(sound, {recursive: true}))

let parent: string
let dir: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'marrow-hostile-'))
  dir = join(parent, 'out')
  cpSync(sound, dir, {recursive: true, verbatimSymlinks: true})
})
afterEach(() => rmSync(parent, {recursive: true}))

const head = 'audiences/all/head.dsse.json'
const index = 'audiences/all/index/1.dsse.json'
const page = 'audiences/all/feed/1.ndjson'
const pointer = 'audiences/all/current/knee.en.json'
const stone = 'tombstones/hip.en/tombstone.dsse.json'

const faults = async (reader: ArtifactReader = folderReader(dir)): Promise<string[]> =>
  (await verifyRepository(reader, world.rootKey, {now})).faults.map(
    ({code, path}) => `${code} ${path}`,
  )

/** Change what an envelope says; whoever writes the folder cannot sign it. */
function edit(path: string, change: (payload: string) => string): void {
  const parsed = JSON.parse(readFileSync(join(dir, path), 'utf8'))
  const payload = change(Buffer.from(parsed.payload, 'base64').toString())
  parsed.payload = Buffer.from(payload).toString('base64')
  writeFileSync(join(dir, path), canonicalJson(parsed))
}

describe('a repository in hostile hands', () => {
  it('makes nobody wait at a named pipe', async () => {
    for (const path of [head, page, pointer, stone, `bundles/${knee.digest}.zip`]) {
      unlinkSync(join(dir, path))
      expect(spawnSync('mkfifo', [join(dir, path)]).status).toBe(0)
    }
    expect(await faults()).toContain(`missing ${head}`)
  }, 5000)

  it('is read nowhere else, whatever an index says', async () => {
    const asked: string[] = []
    const inner = folderReader(dir)
    const watching = {...inner, read: (path: string) => (asked.push(path), inner.read(path))}
    edit(index, (text) => text.replaceAll('"knee"', '"../../../../outside"'))
    edit(index, (text) => text.replace('tombstones/hip.en/', 'tombstones/../../outside/'))
    writeFileSync(join(parent, 'outside.en.json'), 'a secret')
    expect(await faults(watching)).toContain(`index-altered ${index}`)
    expect(asked.filter((path) => path.includes('..'))).toEqual([])
  })

  it.each([
    ['a name that no disk can hold', 'x'.repeat(5000)],
    ['a name with a line break', 'a\\nb'],
    ['a folder', '.'],
  ])('stops no verification by %s', async (_, name) => {
    edit(index, (text) => text.replaceAll('"knee"', `"${name}"`))
    edit(index, (text) => text.replace('tombstones/hip.en', `tombstones/${name}`))
    expect(await faults()).toContain(`index-altered ${index}`)
  })

  it('is not read beyond what its files may have', async () => {
    const big = [head, index, page, pointer, stone, 'trust.dsse.json', 'marrow-repository.json']
    for (const path of [...big, `bundles/${knee.digest}.zip`, 'latest/index.html']) {
      truncateSync(join(dir, path), 3 * 2 ** 30)
    }
    const bag = join(dir, 'bundles', knee.digest)
    for (const name of ['a', 'b', 'c']) {
      writeFileSync(join(bag, name), '')
      truncateSync(join(bag, name), 1.5 * 2 ** 30)
    }
    const before = process.memoryUsage.rss()
    expect(await faults()).toContain(`malformed ${head}`)
    expect(process.memoryUsage.rss() - before).toBeLessThan(2 ** 30)
  })

  it('is not followed down without an end', async () => {
    mkdirSync(join(dir, 'tombstones', 'd/'.repeat(100)), {recursive: true})
    mkdirSync(join(dir, 'bundles', knee.digest, 'd/'.repeat(100)), {recursive: true})
    const found = (await verifyRepository(folderReader(dir), world.rootKey, {now})).faults
    const depths = found.map(({path}) => path.split('/').length)
    expect(new Set(found.map(({code}) => code))).toEqual(new Set(['extra', 'not-a-file']))
    expect(Math.max(...depths)).toBeLessThan(40)
  })

  it('hides no file among its roots', async () => {
    mkdirSync(join(dir, 'roots'))
    writeFileSync(join(dir, 'roots/3.ndjson'), '')
    writeFileSync(join(dir, 'roots/notes.txt'), '')
    expect(await faults()).toEqual(['extra roots/3.ndjson', 'extra roots/notes.txt'])
  })
})
