import {execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {expect, it} from 'vitest'

import {temporaryFolder} from './harness.ts'

const program = fileURLToPath(new URL('../../cli/start.ts', import.meta.url))

/** Run `npm start` as a process of its own, in a folder of its own. */
function start(words: string[], cwd = temporaryFolder()) {
  const env = {...process.env, MARROW_HOME: join(cwd, 'home')}
  return new Promise<{exit: number; out: string; error: string; cwd: string}>((resolve) => {
    const child = execFile(
      process.execPath,
      [program, ...words],
      {cwd, env},
      (_fault, out, error) => resolve({exit: child.exitCode ?? -1, out, error, cwd}),
    )
  })
}

/** Run it until it serves; ends by Ctrl-C. */
async function startServing(cwd: string) {
  const env = {...process.env, MARROW_HOME: join(cwd, 'home')}
  const child = spawn(process.execPath, ['--no-warnings', program, '--port', '0'], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, error] = ['', '']
  child.stderr.on('data', (chunk) => (error += String(chunk)))
  const {promise, resolve, reject} = Promise.withResolvers<string>()
  child.stdout.on('data', (chunk) => {
    out += String(chunk)
    const url = /The Studio is at (http:\S+)\n[\s\S]*sample-logins\.txt/.exec(out)?.[1]
    if (url) resolve(url)
  })
  child.on('close', () => reject(new Error(`it ended: ${out}${error}`)))
  return {
    url: await promise,
    out: () => out,
    error: () => error,
    async end() {
      child.kill('SIGINT')
      if (child.exitCode === null) await once(child, 'close')
      return child.exitCode
    },
  }
}

it('seeds, exports, verifies and says where to look', async () => {
  const {exit, out, error, cwd} = await start(['--once'])
  expect(exit, error).toBe(0)
  expect(out).toContain('4 exported')
  expect(out).toMatch(/verified\s+repository/)
  expect(out).not.toContain('\u001B')
  const page = /(\/\S+latest\/index\.html)/.exec(out)?.[1]
  expect(page).toBe(join(cwd, 'out', 'latest', 'index.html'))
  expect(readFileSync(page ?? '', 'utf8')).toContain('Sample content')
  expect(existsSync(/key in (\S+)/.exec(out)?.[1] ?? '')).toBe(true)

  const again = await start(['--once'], cwd)
  expect(again.exit).toBe(0)
  expect(again.out).toContain('4 unchanged')
})

it('serves the Studio, lets sample people in, and stops cleanly on Ctrl-C', async () => {
  const cwd = temporaryFolder()
  const first = await startServing(cwd)
  const page = await fetch(first.url)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>Marrow')])
  const people = [...first.out().matchAll(/^ {2}(\S+)\s+(sample-\S+)\s+(\S{16})\s/gm)]
  expect(new Set(people.map(([, role]) => role))).toEqual(
    new Set(['administrator', 'editor', 'medical-expert', 'publisher']),
  )
  const logins = join(cwd, 'home', 'sample-logins.txt')
  expect(statSync(logins).mode & 0o777).toBe(0o600)
  for (const [, , , password = ''] of people) {
    expect(readFileSync(logins, 'utf8')).toContain(password)
  }
  expect(await first.end(), first.error()).toBe(0)
  expect(first.out()).toContain('Marrow has stopped.')
  expect(existsSync(join(cwd, 'home', 'lake', 'running.json'))).toBe(false)

  const second = await startServing(cwd)
  expect(second.out()).toContain(`${logins} has their passwords`)
  for (const [, , , password = ''] of people) expect(second.out()).not.toContain(password)
  expect(await second.end()).toBe(0)
}, 300_000)

it('names the flag to use when the port is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const {port} = server.address() as AddressInfo
  const {exit, error} = await start(['--port', String(port)])
  server.close()
  expect(exit).toBe(1)
  expect(error).toContain(`Port ${port} is in use`)
  expect(error).toContain('--port')
}, 300_000)

it('ends with the exit code of the step that fails, and does not go on', async () => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'out'), 'a file in the way')
  const {exit, out, error} = await start(['--once'], cwd)
  expect(exit).toBe(2)
  expect(error).toContain('is not a folder')
  expect(out).not.toContain('verify')
})

it('takes no other option', async () => {
  const {exit, out, error} = await start(['--force'])
  expect([exit, out]).toEqual([2, ''])
  expect(error).toContain('--force')
})
