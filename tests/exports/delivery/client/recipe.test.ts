import {spawn, spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'

import {toBase64Url} from '#schemas'

import type {Bundle} from '../../../../exports/bundle/bundle.ts'
import {openRepositoryFolder} from '../../../../exports/repository/open-repository-folder.ts'
import {makeBundle, makeWorld} from '../../bundle/world.ts'
import type {TestWorld} from '../../bundle/world.ts'
import {exportTo, withdrawnOf} from '../../repository/repository-world.ts'
import {seenIn} from './puller.ts'
import {serveFolder, type FolderServer} from './serve-folder.ts'

const missing = ['curl', 'unzip', 'sha256sum', 'openssl', 'sh'].filter(
  (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0,
)
const version = spawnSync('sh', ['-c', 'openssl version'], {encoding: 'utf8'}).stdout
const reason =
  missing.length > 0
    ? `this machine has no ${missing.join(', ')}`
    : /^OpenSSL [3-9]/.test(version)
      ? ''
      : `openssl 3 is needed, this is ${version.trim()}`

/** The one shell script of a docs page. */
function scriptOf(page: string): string {
  const place = fileURLToPath(new URL(`../../../../docs/${page}`, import.meta.url))
  return /```sh\n([\s\S]*?)```/.exec(readFileSync(place, 'utf8'))![1]!
}

let world: TestWorld
let knee: Bundle
let knee2: Bundle
let hip: Bundle
let root: string
let dir: string
let out: string
let server: FolderServer
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee', passkey: true})
  knee2 = await makeBundle(world, {id: 'knee', number: 2, text: 'Rest and ice.'})
  hip = await makeBundle(world, {id: 'hip'})
})
beforeEach(async (context) => {
  context.skip(reason !== '', reason)
  root = mkdtempSync(join(tmpdir(), 'marrow-pull-recipe-'))
  dir = join(root, 'pulled')
  out = join(root, 'repository')
  writeFileSync(join(root, 'check.sh'), scriptOf('bundle.md'))
  await write([knee, hip], '2026-06-01T12:00:00.000Z')
  server = await serveFolder(out)
})
afterEach(async () => {
  if (reason !== '') return
  await server.close()
  rmSync(root, {recursive: true, force: true})
})

async function write(bundles: Bundle[], issued: string, withdrawn: Bundle[] = []): Promise<void> {
  await exportTo(await openRepositoryFolder(out), world, bundles, {
    issued,
    withdrawn: await Promise.all(withdrawn.map((one) => withdrawnOf(one))),
  })
}

async function run(changes: Record<string, string> = {}): Promise<number | null> {
  const child = spawn('sh', ['-c', scriptOf('pull-recipe.md')], {
    env: {
      PATH: process.env['PATH'],
      REPOSITORY: server.url.slice(0, -1),
      DIR: dir,
      ROOT_KEY: toBase64Url(world.rootKey),
      NOW: '2026-06-01T13:00:00Z',
      ...changes,
    },
    stdio: 'ignore',
  })
  return new Promise((resolve) => child.once('close', resolve))
}

describe('the recipe for a pull', () => {
  it('follows a repository: new, changed, withdrawn', async () => {
    const CHECK = join(root, 'check.sh')
    expect(await run({CHECK})).toBe(0)
    expect(seenIn(dir)).toEqual({'hip.en': 'hip.1', 'knee.en': 'knee.1'})
    await write([knee2], '2026-06-01T12:30:00.000Z', [hip])
    expect(await run({CHECK})).toBe(0)
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.2'})
    expect(readdirSync(join(dir, 'bundles'))).toEqual([knee2.digest])
  })

  it('goes on where a download was cut', async () => {
    server.trick = (path, request, response) => {
      if (!path.endsWith('.zip') || request.headers.range) return false
      const bytes = readFileSync(join(out, path))
      response.writeHead(200, {'content-length': bytes.length})
      response.write(bytes.subarray(0, 9000), () => response.destroy())
      return true
    }
    const offsets = (): unknown[] => server.requests.flatMap(({headers}) => headers.range ?? [])
    expect(await run()).not.toBe(0)
    expect(existsSync(join(dir, 'bundles', hip.digest))).toBe(false)
    expect(await run()).not.toBe(0)
    expect(await run()).toBe(0)
    expect(offsets()).toEqual(['bytes=9000-', 'bytes=9000-'])
    expect(seenIn(dir)).toEqual({'hip.en': 'hip.1', 'knee.en': 'knee.1'})
  })

  it('follows the feed that a token is for', async () => {
    const audience = 'knee.en.0h'
    await exportTo(await openRepositoryFolder(out), world, [], {
      issued: '2026-06-01T12:30:00.000Z',
      audiences: ['all', audience],
      bundles: (async function* () {
        yield {bundle: knee, audiences: ['all', audience]}
        yield {bundle: hip, audiences: ['all']}
      })(),
    })
    server.trick = (path, {headers}, response) => {
      const isForIt =
        headers.authorization === 'Bearer mrw_test' && !path.startsWith('audiences/all/')
      if (!isForIt) response.writeHead(404).end()
      return !isForIt
    }
    const HEADER = join(root, 'header')
    writeFileSync(HEADER, 'Authorization: Bearer mrw_test\n')
    expect(await run({HEADER})).not.toBe(0)
    expect(await run({AUDIENCE: audience})).not.toBe(0)
    expect(await run({HEADER, AUDIENCE: audience})).toBe(0)
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.1'})
  })

  it('hides what has run out, offline too', async () => {
    await run()
    expect(await run({REPOSITORY: 'http://127.0.0.1:1', NOW: '2031-01-01T00:00:00Z'})).not.toBe(0)
    expect(seenIn(dir)).toEqual({})
  })

  it('refuses a head that ran out, one that is older, and another root key', async () => {
    const head = (ending: string): string => join(out, `audiences/all/head.${ending}`)
    const old = ['dsse.json', 'pae', 'sig'].map(
      (end) => [head(end), readFileSync(head(end))] as const,
    )
    await write([knee2, hip], '2026-06-01T12:30:00.000Z')
    expect(await run()).toBe(0)
    const seen = {'hip.en': 'hip.1', 'knee.en': 'knee.2'}
    expect(await run({NOW: '2026-06-20T00:00:00Z'})).not.toBe(0)
    expect(await run({ROOT_KEY: toBase64Url((await makeWorld()).rootKey)})).not.toBe(0)
    for (const [place, bytes] of old) writeFileSync(place, bytes)
    expect(await run()).not.toBe(0)
    expect(seenIn(dir)).toEqual(seen)
  })

  it.each(['trust.dsse.json', 'audiences/all/head.pae', 'audiences/all/index/1.dsse.json', 'zip'])(
    'refuses one changed byte in %s',
    async (file) => {
      const place = join(out, file === 'zip' ? `bundles/${hip.digest}.zip` : file)
      const bytes = readFileSync(place)
      bytes[bytes.length >> 1]! ^= 1
      writeFileSync(place, bytes)
      expect(await run()).not.toBe(0)
      expect(existsSync(join(dir, 'articles/hip.en'))).toBe(false)
    },
  )
})
