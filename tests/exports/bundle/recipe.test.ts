import {spawnSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'

import {toBase64Url} from '#schemas'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import {zipFiles} from '../../../exports/bundle/zip-files.ts'
import {openRepositoryFolder} from '../../../exports/repository/open-repository-folder.ts'
import {exportTo, issued} from '../repository/repository-world.ts'
import {makeBundle, makeWorld} from './world.ts'
import type {TestWorld} from './world.ts'

const missing = ['unzip', 'sha256sum', 'sha512sum', 'openssl', 'sh'].filter(
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
function recipe(page: string): string {
  const text = readFileSync(
    fileURLToPath(new URL(`../../../docs/${page}`, import.meta.url)),
    'utf8',
  )
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)]
  expect(blocks).toHaveLength(1)
  return blocks[0]![1]!
}

let world: TestWorld
let bundle: Bundle
let dir: string
let runs = 0
beforeAll(async () => {
  world = await makeWorld()
  bundle = await makeBundle(world, {id: 'knee', passkey: true})
})
beforeEach((context) => {
  context.skip(reason !== '', reason)
  dir = mkdtempSync(join(tmpdir(), 'marrow-recipe-'))
})
afterEach(() => {
  if (dir) rmSync(dir, {recursive: true, force: true})
})

function run(script: string, variables: Record<string, string>, rootKey = world.rootKey) {
  runs += 1
  const work = join(dir, `work-${runs}`)
  mkdirSync(work)
  return spawnSync('sh', ['-c', script], {
    env: {PATH: process.env['PATH'], WORK: work, ROOT_KEY: toBase64Url(rootKey), ...variables},
    encoding: 'utf8',
  })
}

function checkBundle(files: ReadonlyMap<string, Uint8Array>, rootKey?: Uint8Array): number | null {
  const path = join(dir, `bundle-${runs}.zip`)
  writeFileSync(path, zipFiles(bundle.digest, files))
  return run(recipe('bundle.md'), {BUNDLE: path}, rootKey).status
}

describe('the recipe for a bundle', () => {
  it('accepts a bundle with a software key and a passkey, and prints who signed', () => {
    const path = join(dir, 'bundle.zip')
    writeFileSync(path, bundle.zip)
    const {status, stdout, stderr} = run(recipe('bundle.md'), {BUNDLE: path})
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout.match(/Signature Verified Successfully/g)).toHaveLength(3)
    expect(stdout).toContain('Verified OK')
    expect(stdout).toContain('"role":"medical-expert" "name":"Sample alice"')
    expect(stdout).toContain('"role":"editor" "name":"Sample erin"')
  })

  it('refuses another root key', async () => {
    expect(checkBundle(bundle.files, (await makeWorld()).rootKey)).not.toBe(0)
  })

  it('refuses one changed byte in any file', () => {
    for (const [path, bytes] of bundle.files) {
      const changed = bytes.slice()
      changed[changed.length >> 1]! ^= 1
      expect(checkBundle(new Map(bundle.files).set(path, changed)), path).not.toBe(0)
    }
  })

  it('refuses a missing and an extra file', () => {
    const missing = new Map(bundle.files)
    missing.delete('data/index.html')
    expect(checkBundle(missing)).not.toBe(0)
    const extra = new Map(bundle.files).set('data/extra.html', new Uint8Array(1))
    expect(checkBundle(extra)).not.toBe(0)
  })
})

describe('the recipe for a repository', () => {
  it('accepts a repository, and refuses a changed byte in what it reads', async () => {
    const out = join(dir, 'out')
    await exportTo(await openRepositoryFolder(out), world, [bundle])
    const script = recipe('repository.md')
    const variables = {REPOSITORY: out, NOW: String(Date.parse(issued) / 1000)}
    const {status, stderr} = run(script, variables)
    expect([status, stderr]).toEqual([0, ''])

    const read = ['head', 'index/1'].flatMap((name) =>
      ['dsse.json', 'pae', 'sig'].map((ending) => `audiences/all/${name}.${ending}`),
    )
    for (const name of [...read, 'trust.dsse.json', `bundles/${bundle.digest}.zip`]) {
      const path = join(out, name)
      const bytes = readFileSync(path)
      const changed = Uint8Array.from(bytes)
      changed[changed.length >> 1]! ^= 1
      writeFileSync(path, changed)
      expect(run(script, variables).status, name).not.toBe(0)
      writeFileSync(path, bytes)
    }
    expect(run(script, variables).status).toBe(0)
    const late = String(Date.parse(issued) / 1000 + 8 * 24 * 3600)
    expect(run(script, {...variables, NOW: late}).status).not.toBe(0)
  })
})
