import {execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, readdirSync} from 'node:fs'
import {Agent, request} from 'node:http'
import {connect, type Socket} from 'node:net'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {beforeAll, describe, expect, it} from 'vitest'

import {marrow, sampleHome, temporaryFolder} from '../harness.ts'

const main = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url))
const starter = fileURLToPath(new URL('without-descriptors.ts', import.meta.url))

let home: string
let out: string
beforeAll(async () => {
  home = await sampleHome()
  out = join(temporaryFolder(), 'out')
  // As of now: a process has the clock of the machine.
  const at = new Date().toISOString()
  await marrow(home, ['export', '--out', out], {at})
})

/** The command line of a script that may have so many files open. */
const limited = (files: number, words: string[]): [string, string[]] => [
  'sh',
  ['-c', 'ulimit -n $0; exec "$@"', `${files}`, process.execPath, '--no-warnings', ...words],
]
const env = (): NodeJS.ProcessEnv => ({...process.env, MARROW_HOME: home})

function run(files: number, words: string[]): Promise<{exit: number; text: string}> {
  const {promise, resolve} = Promise.withResolvers<{exit: number; text: string}>()
  const [program, args] = limited(files, words)
  const child = execFile(program, args, {env: env()}, (_fault, stdout, stderr) =>
    resolve({exit: child.exitCode ?? -1, text: stdout + stderr}),
  )
  return promise
}

describe('a command that may open few files', () => {
  it.each<[string, string[]]>([
    ['export', ['export', '--out']],
    ['pull', ['pull', 'OUT', '--key', 'KEY']],
  ])('%s does its work, or names the file and the remedy', async (_, [name = '', ...rest]) => {
    const to = join(temporaryFolder(), 'to')
    const places: Record<string, string> = {OUT: out, KEY: join(home, 'root.pub')}
    const words = [name, ...rest.map((word) => places[word] ?? word), to]
    const {exit, text} = await run(32, [main, ...words])
    if (exit !== 0) {
      expect(exit, text).toBe(1)
      expect(text).toMatch(/EMFILE: too many open files.*'\/.*; let this program open more files/)
      expect(text).not.toMatch(/^ +at /m)
    }
    expect(existsSync(join(home, '.lock'))).toBe(false)
    expect(readdirSync(to).filter((file) => file.startsWith('.lock'))).toEqual([])
    expect((await marrow(home, words, {at: new Date().toISOString()})).exit).toBe(0)
  })
})

describe('a server that has no file left to open', () => {
  it('starts no process, says so to whoever asked, and goes on', async () => {
    const {exit, text} = await run(60, [starter])
    expect(exit, text).toBe(0)
    expect(JSON.parse(text)).toEqual({
      query: 'LakeError: No process starts',
      export: expect.stringMatching(/"fault".*No export starts: .*EMFILE; let this program open/),
      preview: expect.stringMatching(/"refused".*EMFILE; let this program open/),
      hook: expect.stringMatching(/^HookFault: .*EMFILE/),
      pullHook: expect.stringMatching(/^PullError: .*EMFILE/),
      again: '2',
    })
  })
})

describe('a delivery server that has no file left to open', () => {
  it('answers 503, says why, goes on, and answers again once there are some', async () => {
    const server = await serve(60)
    const said = {method: 'POST', body: '{"seq": 1}'}
    const read = '/audiences/knee.en.24h/head.dsse.json'
    expect(await server.ask('/v1/acks', said)).toBe(200)

    const strangers: Socket[] = []
    for (let count = 0; count < 60; count += 1) {
      const socket = connect(server.port, '127.0.0.1')
      socket.on('error', () => socket.destroy())
      strangers.push(socket)
    }
    await until(async () => (await server.ask('/v1/acks', said)) === 503)
    expect(await server.ask('/trust.dsse.json')).toBe(503)
    expect(server.log()).toMatch(/"level":"error".*"code":"unavailable".*EMFILE.*trust\.dsse\.json/)

    for (const socket of strangers) socket.destroy()
    await until(async () => (await server.ask('/v1/acks', said)) === 200)
    expect([await server.ask('/trust.dsse.json'), await server.ask(read)]).toEqual([200, 200])
    expect(await server.end()).toBe(0)
  })
})

/** Look again until it is so; the wait is bounded by the time that the test has. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) {
    const {promise, resolve} = Promise.withResolvers<void>()
    setTimeout(resolve, 20)
    await promise
  }
}

async function serve(files: number) {
  const issued = await marrow(home, ['tokens', 'issue', 'publisher-sample', '--json'])
  const {token} = issued.json() as {token: string}
  const words = [main, 'serve', '--delivery-only', '--out', out, '--delivery-port', '0']
  const child = spawn(...limited(files, words), {env: env(), stdio: ['ignore', 'pipe', 'pipe']})
  let [printed, log] = ['', '']
  child.stderr.on('data', (chunk) => (log += String(chunk)))
  const {promise, resolve, reject} = Promise.withResolvers<number>()
  child.stdout.on('data', (chunk) => {
    printed += String(chunk)
    const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(printed)?.[1]
    if (port) resolve(Number(port))
  })
  const closed = once(child, 'close')
  child.on('close', () => reject(new Error(`it ended: ${printed}${log}`)))
  const port = await promise
  // One connection that stays: what is tested is not whether a new one is taken.
  const agent = new Agent({keepAlive: true, maxSockets: 1})
  return {
    port,
    log: () => log,
    async ask(path: string, {method = 'GET', body = ''} = {}): Promise<number> {
      const headers = {
        authorization: `Bearer ${token}`,
        ...(body !== '' && {'content-type': 'application/json'}),
      }
      const asked = request({host: '127.0.0.1', port, agent, path, method, headers})
      asked.end(body)
      const [response] = await once(asked, 'response')
      response.resume()
      await once(response, 'end')
      return response.statusCode
    },
    async end() {
      agent.destroy()
      child.kill('SIGTERM')
      await closed
      return child.exitCode
    },
  }
}
