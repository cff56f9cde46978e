import {mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {afterEach, beforeEach, expect, it} from 'vitest'

import {toBase64Url} from '#schemas'

import {serveDelivery, type ServedDelivery} from '../../../cli/delivery/server/serve-delivery.ts'
import {homeAt} from '../../../cli/home/paths.ts'
import type {Bundle} from '../../../exports/bundle/bundle.ts'
import {follow} from '../../../exports/delivery/client/follow.ts'
import {openPullFolder} from '../../../exports/delivery/client/pull.ts'
import type {PullReport} from '../../../exports/delivery/client/run-once.ts'
import {readSettings} from '../../../exports/delivery/client/settings.ts'
import {sleep} from '../../../exports/delivery/client/sleep.ts'
import {licencesText} from '../../../exports/delivery/server/licence.ts'
import {openRepositoryFolder} from '../../../exports/repository/open-repository-folder.ts'
import {makeBundle, makeWorld, type TestWorld} from '../../exports/bundle/world.ts'
import {seenIn} from '../../exports/delivery/client/puller.ts'
import {exportTo, withdrawnOf} from '../../exports/repository/repository-world.ts'
import {marrow, temporaryFolder} from '../harness.ts'

const now = '2026-06-01T13:00:00.000Z'

let root: string
let world: TestWorld
let knee: Bundle
let hip: Bundle
let served: ServedDelivery
let token: string
beforeEach(async () => {
  root = temporaryFolder()
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  hip = await makeBundle(world, {id: 'hip'})
  await write([knee, hip])
  const home = join(root, 'home')
  mkdirSync(join(home, 'delivery'), {recursive: true, mode: 0o700})
  const licence = {collections: [], languages: [], formats: [], embargoHours: 0}
  writeFileSync(
    join(home, 'delivery', 'publishers.json'),
    licencesText([{id: 'press', name: 'Press', audience: 'all', ...licence}]),
  )
  ;({token} = (await marrow(home, ['tokens', 'issue', 'press', '--json'])).json() as {
    token: string
  })
  served = await serveDelivery({
    home: homeAt({MARROW_HOME: home}),
    out: join(root, 'out'),
    port: 0,
    clock: () => now,
    log: () => undefined,
  })
})
afterEach(() => served.close())

async function write(bundles: Bundle[], withdrawn: Bundle[] = []): Promise<void> {
  const store = await openRepositoryFolder(join(root, 'out'))
  await exportTo(store, world, bundles, {
    withdrawn: await Promise.all(withdrawn.map((one) => withdrawnOf(one))),
  })
}

it('A connected client hides a withdrawn article within five seconds, and says so', async () => {
  const stop = new AbortController()
  const dir = join(root, 'pulled')
  const {pull, watch} = await readSettings(
    {
      positionals: [served.url, dir],
      values: {key: toBase64Url(world.rootKey)},
      env: {MARROW_TOKEN: token},
    },
    {clock: () => now, fetch: globalThis.fetch, sleep, signal: stop.signal},
  )
  const folder = await openPullFolder(pull)
  const reports: PullReport[] = []
  let withdrawnAt = 0
  let hiddenAt = 0
  await follow(folder, {
    everyMs: 5 * 60_000,
    sleep,
    clock: () => now,
    signal: stop.signal,
    watch: async (since, signal) => {
      if (withdrawnAt === 0) {
        await write([knee], [hip])
        withdrawnAt = performance.now()
      }
      return watch!(since, signal)
    },
    onReport(report) {
      reports.push(report)
      if (report.withdrawn.length === 0) return
      hiddenAt = performance.now()
      stop.abort()
    },
  })
  await folder.close()
  expect(reports.map(({faults}) => faults)).toEqual([[], []])
  expect(seenIn(dir)).toEqual({'knee.en': 'knee.1'})
  expect(hiddenAt - withdrawnAt).toBeLessThan(5000)
  expect(reports.map(({acknowledged}) => acknowledged)).toEqual([2, 3])
})
