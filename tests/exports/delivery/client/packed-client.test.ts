import {execFileSync, spawn, spawnSync} from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {delimiter, join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {toBase64Url} from '#schemas'

import {makeBundle, makeWorld} from '../../bundle/world.ts'
import {seenIn} from './puller.ts'
import {serveFolder, type FolderServer} from './serve-folder.ts'
import {SmallRepository} from './small-repository.ts'

const packer = fileURLToPath(
  new URL('../../../../exports/delivery/client/pack-client.ts', import.meta.url),
)
const {version: own} = process
/** The machine's own Node, which is not the one that the project brings. */
const other = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .map((folder) => join(folder, 'node'))
  .find((path) => existsSync(path) && versionOf(path) !== own)

function versionOf(node: string): string {
  return spawnSync(node, ['--version'], {encoding: 'utf8'}).stdout.trim()
}

let root: string
let program: string
let server: FolderServer
let key: string
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'marrow-packed-'))
  execFileSync(process.execPath, [packer, join(root, 'out')], {stdio: 'ignore'})
  const home = join(root, 'hospital')
  mkdirSync(home)
  const tarball = join(root, 'out', 'marrow-pull-0.1.0.tgz')
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], {
    cwd: home,
    stdio: 'ignore',
  })
  program = realpathSync(join(home, 'node_modules/.bin/marrow-pull'))
  const world = await makeWorld()
  const repository = new SmallRepository(join(root, 'repository'), world)
  await repository.publish(await makeBundle(world, {id: 'knee', passkey: true}))
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  await repository.refresh({expires: soon})
  server = await serveFolder(repository.dir)
  key = toBase64Url(world.rootKey)
}, 60_000)
afterAll(async () => {
  await server.close()
  rmSync(root, {recursive: true, force: true})
})

async function run(node: string, args: string[]): Promise<{code: number | null; output: string}> {
  const child = spawn(node, [program, ...args], {cwd: root, env: {}})
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return {code, output}
}

describe('the packed client', () => {
  it('is one file under 200 kB that imports Node alone, with the licences of what is in it', () => {
    const code = readFileSync(program, 'utf8')
    expect(statSync(program).size).toBeLessThan(200_000)
    const imports = [...code.matchAll(/\bfrom\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"/g)]
    expect(imports.length).toBeGreaterThan(3)
    for (const [, from, bare] of imports) expect(from ?? bare).toMatch(/^node:/)
    expect(code).not.toMatch(/\brequire\s*\(/)
    const {dependencies} = JSON.parse(
      readFileSync(join(program, '../package.json'), 'utf8'),
    ) as Record<string, unknown>
    expect(dependencies).toBeUndefined()
    const licences = readFileSync(join(program, '../LICENSES-OF-OTHERS.txt'), 'utf8')
    for (const name of ['@levischuck/tiny-cbor', 'canonicalize', 'fflate']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'))
    }
  })

  it('pulls with the Node of the project', async () => {
    expect(await pullWith(process.execPath)).toEqual([0, 1, 2, 0])
  })

  it('pulls with the Node of the machine', async (context) => {
    context.skip(other === undefined, 'this machine has no other Node')
    expect(await pullWith(other!)).toEqual([0, 1, 2, 0])
  })

  it('follows until it is told to end, and ends at once', async () => {
    const dir = join(root, 'followed')
    const child = spawn(process.execPath, [program, server.url, dir, '--key', key, '--every', '5m'])
    const code = new Promise<number | null>((resolve) => child.once('close', resolve))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const told = performance.now()
    child.kill('SIGTERM')
    expect(await code).toBe(0)
    expect(performance.now() - told).toBeLessThan(10_000)
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.1'})
    expect(existsSync(join(dir, '.lock'))).toBe(false)
  })

  /** Exit codes of a pull, one with another key, one without a folder, and of asking for help. */
  async function pullWith(node: string): Promise<Array<number | null>> {
    const dir = join(root, versionOf(node))
    const good = await run(node, [server.url, dir, '--key', key])
    expect(good.output).toContain('pulled, event 1 (1 new), 1 shown')
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.1'})
    const otherKey = await run(node, [server.url, dir, '--key', toBase64Url(new Uint8Array(32))])
    expect(otherKey.output).toContain('other-source')
    const wrong = await run(node, [server.url])
    const help = await run(node, ['--help'])
    expect(help.output).toContain('marrow-pull <url or folder> <dir>')
    return [good.code, otherKey.code, wrong.code, help.code]
  }
})
