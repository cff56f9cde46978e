import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../../exports/bundle/bundle.ts'
import {follow, type FollowOptions} from '../../../../exports/delivery/client/follow.ts'
import {openPullFolder, type PullFolder} from '../../../../exports/delivery/client/pull.ts'
import type {PullReport} from '../../../../exports/delivery/client/run-once.ts'
import {sleep} from '../../../../exports/delivery/client/sleep.ts'
import {makeBundle, makeWorld} from '../../bundle/world.ts'
import type {TestWorld} from '../../bundle/world.ts'
import {now, seenIn, settingsOf} from './puller.ts'
import {serveFolder, type FolderServer} from './serve-folder.ts'
import {SmallRepository} from './small-repository.ts'

let world: TestWorld
let knee: Bundle
let hip: Bundle
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  hip = await makeBundle(world, {id: 'hip'})
})

let root: string
let dir: string
let repository: SmallRepository
let server: FolderServer
let folder: PullFolder
let stop: AbortController
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'marrow-follow-'))
  dir = join(root, 'pulled')
  repository = new SmallRepository(join(root, 'repository'), world)
  await repository.publish(knee, hip)
  server = await serveFolder(repository.dir)
  stop = new AbortController()
})
afterEach(async () => {
  stop.abort()
  await folder.close()
  await server.close()
  rmSync(root, {recursive: true, force: true})
})

/** A clock that goes as far as the client waits, and what happens when it does. */
class TestClock {
  ms = Date.parse(now)
  readonly waits: number[] = []
  onWait: (elapsedMs: number) => unknown = () => undefined

  readonly now = (): string => new Date(this.ms).toISOString()
  readonly sleep: FollowOptions['sleep'] = async (milliseconds, signal) => {
    if (signal.aborted || milliseconds === 0) return
    this.waits.push(milliseconds)
    await this.onWait(this.ms - Date.parse(now))
    this.ms += milliseconds
  }
}

const start = async (clock: TestClock, changes: Partial<FollowOptions>): Promise<PullReport[]> => {
  const {pull} = await settingsOf({from: server.url, dir, rootKey: world.rootKey})
  folder = await openPullFolder({...pull, clock: clock.now})
  const reports: PullReport[] = []
  await follow(folder, {
    everyMs: 5 * 60_000,
    sleep: clock.sleep,
    clock: clock.now,
    signal: stop.signal,
    ...changes,
    onReport(report) {
      reports.push(report)
      changes.onReport?.(report)
    },
  })
  return reports
}

describe('following', () => {
  it('a static server hides a withdrawn article within six minutes', async () => {
    const clock = new TestClock()
    let withdrawnAt = 0
    clock.onWait = async () => {
      if (withdrawnAt > 0 || clock.waits.length < 3) return
      // The moment after a pull is the worst.
      await repository.withdraw(hip)
      withdrawnAt = clock.ms
    }
    await start(clock, {
      onReport({withdrawn}) {
        if (withdrawn.length > 0) stop.abort()
      },
    })
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.1'})
    expect(clock.ms - withdrawnAt).toBeLessThanOrEqual(6 * 60_000)
  })

  it('a server that tells of changes hides a withdrawn article within five seconds', async () => {
    const clock = new TestClock()
    let tell: (() => void) | undefined
    server.trick = (path, request, response) => {
      if (path !== 'v1/changes') return false
      expect(request.headers.accept).toBe('text/event-stream')
      response.writeHead(200, {'content-type': 'text/event-stream'}).write(': here\n\n')
      const {length} = repository.events
      const since = Number(new URL(request.url!, server.url).searchParams.get('since'))
      tell = () =>
        response.write(`id: ${length + 1}\nevent: change\ndata: {"seq":${length + 1}}\n\n`)
      if (since < length) tell()
      return true
    }
    const {watch} = await settingsOf({from: server.url, dir, rootKey: world.rootKey})
    let withdrawnAt = 0
    let hiddenAt = 0
    const reports = await start(clock, {
      watch,
      // Real time: what is measured is how long it takes.
      sleep: (milliseconds, signal) => sleep(milliseconds, signal),
      onReport({withdrawn}) {
        if (withdrawn.length > 0) {
          hiddenAt = performance.now()
          stop.abort()
        } else void sleep(200, stop.signal).then(withdrawNow)
      },
    })
    async function withdrawNow(): Promise<void> {
      withdrawnAt = performance.now()
      await repository.withdraw(hip)
      tell?.()
    }
    expect(reports).toHaveLength(2)
    expect(seenIn(dir)).toEqual({'knee.en': 'knee.1'})
    expect(hiddenAt - withdrawnAt).toBeLessThan(5000)
  })

  it('hides at the very instant at which an article runs out, whatever the server does', async () => {
    const clock = new TestClock()
    const until = Date.parse(knee.manifest.validUntil!)
    clock.ms = until - 90_000
    await repository.refresh({expires: new Date(until + 3_600_000).toISOString()})
    await start(clock, {
      onReport({ranOut}) {
        server.trick = (_, __, response) => {
          response.writeHead(500).end()
          return true
        }
        if (ranOut.length > 0) stop.abort()
      },
    })
    expect(clock.waits).toEqual([90_000])
    expect(seenIn(dir)).toEqual({})
  })

  it('asks a server that knows no changes once between two pulls, and one that cries wolf ever less', async () => {
    const clock = new TestClock()
    let asked = 0
    await start(clock, {
      watch: async () => {
        asked += 1
        return false
      },
      onReport: () => (clock.waits.length >= 4 ? stop.abort() : undefined),
    })
    expect(asked).toBe(4)
    await folder.close()

    stop = new AbortController()
    const wolf = new TestClock()
    await repository.publish(knee)
    server.trick = (path, _, response) => {
      if (!path.startsWith('audiences/')) return false
      response.writeHead(404).end()
      return true
    }
    const quiet: number[] = []
    await start(wolf, {
      watch: () => Promise.resolve(true),
      sleep: async (milliseconds, signal) => {
        if (milliseconds === 5 * 60_000) return sleep(milliseconds, signal)
        if (milliseconds > 0) quiet.push(milliseconds)
        if (quiet.length === 6) stop.abort()
      },
    })
    expect(quiet).toEqual([2000, 4000, 8000, 16_000, 32_000, 64_000])
  })

  it('asks a server ever less that tells of a change which is not there', async () => {
    const quiet: number[] = []
    let pulls = 0
    const reports = await start(new TestClock(), {
      watch: () => Promise.resolve(true),
      sleep: async (milliseconds, signal) => {
        if (milliseconds === 5 * 60_000) return sleep(milliseconds, signal)
        if (milliseconds > 0) quiet.push(milliseconds)
        if (quiet.length === 4) stop.abort()
      },
      onReport: () => (quiet.length === 0 && (pulls += 1) > 5 ? stop.abort() : undefined),
    })
    expect(quiet).toEqual([2000, 4000, 8000, 16_000])
    expect(reports.every(({ok}) => ok)).toBe(true)
  })
})

describe('a server that is slow without end', () => {
  it('is left to the next run, which goes on where this one was', async () => {
    server.trick = (path, _, response) => {
      if (path !== `bundles/${hip.digest}.zip`) return false
      response.writeHead(200, {'content-length': hip.zip.length})
      let sent = 0
      const timer = setInterval(() => response.write(hip.zip.subarray(sent, (sent += 10))), 5)
      response.once('close', () => clearInterval(timer))
      return true
    }
    const {pull} = await settingsOf({from: server.url, dir, rootKey: world.rootKey})
    folder = await openPullFolder(pull)
    const report = await folder.run(400)
    expect(report.faults).toMatchObject([{code: 'unfinished', path: `bundles/${hip.digest}.zip`}])
    await repository.withdraw(knee)
    server.trick = () => false
    expect(await folder.run()).toMatchObject({ok: true, shown: ['hip.en']})
    const again = server.requests.findLast(({path}) => path.endsWith('.zip'))
    expect(again?.headers.range).toMatch(/^bytes=\d+0-$/)
  })

  it('keeps nothing on show that runs out meanwhile, and is gone on with at once', async () => {
    const {pull} = await settingsOf({from: server.url, dir, rootKey: world.rootKey})
    folder = await openPullFolder(pull)
    const good = {
      ...(await folder.run()),
      nextRunOut: new Date(Date.parse(now) + 60_000).toISOString(),
    }
    const fault = {code: 'unfinished' as const, path: '', message: ''}
    const given: Array<number | undefined> = []
    const waits: number[] = []
    await follow(
      {
        async run(longestMs) {
          given.push(longestMs)
          if (given.length === 3) stop.abort()
          return given.length === 2 ? {...good, faults: [fault]} : good
        },
        close: () => Promise.resolve(),
      },
      {
        everyMs: 30_000,
        clock: () => now,
        sleep: async (milliseconds) => void waits.push(milliseconds),
        onReport: () => undefined,
        signal: stop.signal,
      },
    )
    expect(given).toEqual([600_000, 60_000, 60_000])
    expect(waits).toEqual([30_000])
  })
})

describe('three days offline', () => {
  it('are caught up in the order of the feed', async () => {
    const told: string[] = []
    const later = new Date(Date.parse(now) + 3 * 24 * 3_600_000).toISOString()
    const {pull} = await settingsOf({from: server.url, dir, rootKey: world.rootKey})
    folder = await openPullFolder(pull)
    await folder.run()
    await folder.close()
    const bundles = await Promise.all(
      Array.from({length: 3}, (_, index) => makeBundle(world, {id: `article-${index}`})),
    )
    for (const bundle of bundles) await repository.publish(bundle)
    await repository.withdraw(hip)
    await repository.publish(await makeBundle(world, {id: 'knee', number: 2}))
    // More than two pages of the feed.
    const again = {type: 'rebuilt' as const, entry: repository.entries.at(-1)!}
    await repository.tell(Array.from({length: 250}, () => again))
    folder = await openPullFolder({
      ...pull,
      clock: () => later,
      wrapStore: (disk) => ({
        ...disk,
        rename(from, to) {
          if (to.startsWith('articles/')) told.push(to)
          if (from.startsWith('articles/')) told.push(`no ${from}`)
          return disk.rename(from, to)
        },
      }),
    })
    const report = await folder.run()
    expect(report).toMatchObject({ok: true, seq: repository.events.length})
    expect(told).toEqual([
      'no articles/hip.en',
      'articles/article-0.en',
      'articles/article-1.en',
      'articles/article-2.en',
      'articles/knee.en',
    ])
  })
})
