import {createHmac} from 'node:crypto'
import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {join} from 'node:path'

import {afterEach, describe, expect, it, onTestFinished, vi} from 'vitest'

import {HookRunner, type HookRunnerOptions} from '../../../cli/hooks/hook-runner.ts'
import type {Delivery} from '../../../cli/hooks/hook-state.ts'
import type {Hook} from '../../../cli/hooks/read-hooks.ts'
import {homeAt} from '../../../cli/home/paths.ts'
import type {LastExport} from '../../../cli/server/last-export.ts'
import {temporaryFolder} from '../harness.ts'

const soon = {timeout: 10_000, interval: 10}
const runners: HookRunner[] = []
const servers: Server[] = []

afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close()
  for (const server of servers.splice(0)) server.close()
})

const lists = {written: [], unchanged: [], removed: [], refused: [], withdrawn: [], profiles: []}
const none = {...lists, next: null, fault: null}

/** An export that admits these editions. */
function exported(...editions: string[]): LastExport {
  const approved = editions.map((edition) => ({
    article: 'a',
    edition,
    language: 'en',
    title: 'A',
    digest: 'd',
    reviewDue: null,
  }))
  return {...none, at: '2026-03-01T09:00:00.000Z', approved}
}

function world(hooks: Hook[], dir = temporaryFolder()) {
  const faults: Delivery[] = []
  let skipped = 0
  const options: HookRunnerOptions = {
    home: homeAt({MARROW_HOME: dir}),
    hooks,
    env: {...process.env, MARROW_PASSPHRASE: 'hidden', FOLDER: dir},
    clock: () => new Date(Date.now() + skipped).toISOString(),
    report: (delivery) => faults.push(delivery),
    onFault: (error) => {
      throw error
    },
  }
  const start = () => {
    const runner = new HookRunner(options)
    runners.push(runner)
    return runner
  }
  return {dir, faults, start, skip: (ms: number) => (skipped += ms)}
}

/** A program that notes what it gets, and then ends as it is told to. */
function program(code: string): Hook {
  const script = `let text = ''; process.stdin.on('data', (chunk) => text += chunk).on('end', () => {
    require('node:fs').appendFileSync(process.env.FOLDER + '/told', JSON.stringify({...JSON.parse(text), env: process.env, argv: process.argv}) + '\\n')
    ${code}
  })`
  return {name: 'program', on: ['approved'], command: [process.execPath, '-e', script]}
}

function toldIn(dir: string): Array<Record<string, any>> {
  if (!existsSync(join(dir, 'told'))) return []
  const lines = readFileSync(join(dir, 'told'), 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => JSON.parse(line))
}

async function receiver(statuses: number[]) {
  const got: Array<{headers: Record<string, unknown>; body: string}> = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      got.push({headers: request.headers, body})
      response.writeHead(statuses[got.length - 1] ?? 204).end()
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`}
}

describe('a program', () => {
  it('gets the event on its standard input, and none of our secrets', async () => {
    const {dir, start} = world([program('')])
    const runner = start()
    await runner.consider(exported('edition.a.1'))
    await runner.consider(exported('edition.a.1', 'edition.a.2'))
    await vi.waitFor(() => expect(toldIn(dir)).toHaveLength(1), soon)
    const [{env, argv, ...event} = {}] = toldIn(dir)
    expect(event).toMatchObject({
      id: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
      type: 'approved',
      data: {edition: 'edition.a.2', title: 'A'},
    })
    expect(env).toMatchObject({MARROW_EVENT: 'approved', MARROW_EVENT_ID: event['id']})
    expect(JSON.stringify([env, argv])).not.toContain('hidden')
  })

  it('that fails is reported with what it says, and tried again', async () => {
    const {dir, start, faults, skip} = world([program(`console.error('no mail'); process.exit(3)`)])
    const runner = start()
    await runner.consider(exported())
    await runner.consider(exported('edition.a.1'))
    await vi.waitFor(() => expect(faults).toHaveLength(1), soon)
    expect(faults[0]).toMatchObject({hook: 'program', attempts: 1, fault: 'ended with 3: no mail'})
    expect(runner.failing).toEqual(faults)
    await vi.waitFor(() => expect(faults).toHaveLength(2), soon)
    expect(new Set(toldIn(dir).map(({id}) => id)).size).toBe(1)
    for (let attempt = 3; attempt <= 9; attempt += 1) {
      skip(24 * 3600_000)
      await runner.close()
      runners.push(start())
      await vi.waitFor(() => expect(faults.length).toBeGreaterThanOrEqual(attempt), soon)
    }
    expect(faults.at(-1)).toMatchObject({attempts: 9, next: null})
  })

  it('that says what no file may hold does not make its own state unreadable', async () => {
    const {start, faults} = world([
      program(`process.stderr.write('\\0\\u{1F9B4}'.repeat(400), () => process.exit(3))`),
    ])
    const runner = start()
    await runner.consider(exported())
    await runner.consider(exported('edition.a.1'))
    await vi.waitFor(() => expect(faults).toHaveLength(1), soon)
    await runner.close()
    expect(start().failing).toHaveLength(1)
  })

  it('that leaves a program running in the background holds up nobody', async () => {
    const {dir, start} = world([
      program(`const left = require('node:child_process').spawn('sleep', ['60'], {stdio: ['ignore', 'ignore', 'inherit']})
        require('node:fs').writeFileSync(process.env.FOLDER + '/left', String(left.pid))
        process.exit(0)`),
    ])
    const runner = start()
    await runner.consider(exported())
    await runner.consider(exported('edition.a.1'))
    await vi.waitFor(() => expect(existsSync(join(dir, 'left'))).toBe(true), soon)
    onTestFinished(() => void process.kill(Number(readFileSync(join(dir, 'left'), 'utf8'))))
    await runner.close()
    expect(toldIn(dir)).toHaveLength(1)
  })

  it('that is not there is a fault, not the end', async () => {
    const {start, faults} = world([{name: 'gone', on: ['approved'], command: ['/nowhere/gone']}])
    const runner = start()
    await runner.consider(exported())
    await runner.consider(exported('edition.a.1'))
    await vi.waitFor(() => expect(faults[0]?.fault).toContain('ENOENT'), soon)
  })
})

describe('a webhook', () => {
  it('is signed as Standard Webhooks says, and tried again until it is taken', async () => {
    const {got, url} = await receiver([500, 204])
    const secret = new Uint8Array(32).fill(7)
    const {start, faults} = world([{name: 'chat', on: ['approved'], webhook: {url, secret}}])
    const runner = start()
    await runner.consider(exported())
    await runner.consider(exported('edition.a.1'))
    await vi.waitFor(() => expect(got).toHaveLength(2), soon)
    for (const {headers, body} of got) {
      const id = String(headers['webhook-id'])
      const signed = `${id}.${String(headers['webhook-timestamp'])}.${body}`
      const mac = createHmac('sha256', secret).update(signed).digest('base64')
      expect(headers['webhook-signature']).toBe(`v1,${mac}`)
      expect(JSON.parse(body).id).toBe(id)
    }
    expect(got[0]?.headers['webhook-id']).toBe(got[1]?.headers['webhook-id'])
    expect(faults.map(({fault}) => fault)).toEqual(['answers with 500'])
    await vi.waitFor(() => expect(runner.failing).toEqual([]), soon)
  })

  it('that redirects is not followed', async () => {
    const {got, url} = await receiver([302])
    const {start, faults} = world([{name: 'chat', on: ['approved'], webhook: {url, secret: null}}])
    const runner = start()
    await runner.consider(exported())
    await runner.consider(exported('edition.a.1'))
    await vi.waitFor(() => expect(faults).toHaveLength(1), soon)
    expect(got[0]?.headers['webhook-signature']).toBeUndefined()
  })
})

describe('across restarts', () => {
  it('each event is told once', async () => {
    const {dir, start} = world([program('')])
    const first = start()
    await first.consider(exported())
    await first.consider(exported('edition.a.1'))
    // Cut off between its note and its end, it would be told again.
    const state = () => readFileSync(join(dir, 'hooks-state.json'), 'utf8')
    await vi.waitFor(() => expect(state()).toContain('edition.a.1'), soon)
    await vi.waitFor(() => expect(JSON.parse(state()).deliveries).toEqual([]), soon)
    await first.close()
    const second = start()
    await second.consider(exported('edition.a.1', 'edition.a.2'))
    await vi.waitFor(() => expect(toldIn(dir)).toHaveLength(2), soon)
    await second.close()
    expect(toldIn(dir).map(({data}) => data.edition)).toEqual(['edition.a.1', 'edition.a.2'])
  })

  it('what was not told yet is told, unless its hook is gone', async () => {
    const {got, url} = await receiver([])
    const hook: Hook = {name: 'chat', on: ['approved'], webhook: {url, secret: null}}
    const {dir, start} = world([hook])
    const first = start()
    await first.consider(exported())
    // Closed before the timer of the first attempt.
    void first.consider(exported('edition.a.1'))
    await first.close()
    expect(got).toHaveLength(0)
    const without = world([], dir)
    expect(readFileSync(join(dir, 'hooks-state.json'), 'utf8')).toContain('edition.a.1')
    start()
    await vi.waitFor(() => expect(got).toHaveLength(1), soon)
    expect(without.start().failing).toEqual([])
  })

  it('a file of before that cannot be read is named', () => {
    const {dir, start} = world([])
    writeFileSync(join(dir, 'hooks-state.json'), '{"format":1')
    expect(start).toThrow('hooks-state.json')
  })
})
