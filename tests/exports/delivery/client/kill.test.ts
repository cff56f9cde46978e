import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {bundleProgram} from '../../../../exports/delivery/client/bundle-program.ts'
import {folderReader} from '../../../../exports/repository/folder-store.ts'
import {verifyBundle} from '../../../../exports/verify/verify-bundle.ts'
import {makeBundle, makeWorld} from '../../bundle/world.ts'
import type {KilledPull} from './killed-pull.ts'
import {pullOnce, seenIn} from './puller.ts'
import {random} from './random.ts'
import {SmallRepository} from './small-repository.ts'

const rounds = process.env['MARROW_LONG'] ? 200 : 6
const source = fileURLToPath(new URL('killed-pull.ts', import.meta.url))

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'marrow-killed-'))
})
afterEach(() => rmSync(root, {recursive: true, force: true}))

describe('kill -9', () => {
  it(
    `in the middle of ${rounds} pulls leaves whole bundles, loses no event, and the next pull finishes`,
    {timeout: rounds * 10_000},
    async () => {
      // Bundled, because starting it is most of its work.
      const program = join(root, 'killed-pull.mjs')
      writeFileSync(program, (await bundleProgram(source)).code)
      const world = await makeWorld()
      const {rootKey} = world
      const [knee, knee2, hip] = [
        await makeBundle(world, {id: 'knee'}),
        await makeBundle(world, {id: 'knee', number: 2, text: 'Rest and ice.'}),
        await makeBundle(world, {id: 'hip'}),
      ]
      const repository = new SmallRepository(join(root, 'repository'), world)
      const dir = join(root, 'pulled')
      const told = join(root, 'told')
      const hook = ['sh', '-c', `echo "$MARROW_EVENT_ID" >> '${told}'`]
      const changes = [
        () => repository.publish(knee, hip),
        () => repository.publish(knee2),
        () => repository.withdraw(hip),
      ]
      const next = random(20_261_129)
      let killed = 0
      for (let round = 0; round < rounds; round += 1) {
        const isWithdrawn = round % 3 === 2
        await changes[round % 3]!()
        const killAt = 1 + Math.floor(next() * (isWithdrawn ? 20 : 120))
        const job: KilledPull = {
          from: repository.dir,
          dir,
          rootKey: Buffer.from(rootKey).toString('base64'),
          killAt,
          ...(round % 4 === 3 && {killAt: 0, killAfterMs: Math.floor(next() * 120)}),
          hook,
        }
        const {signal, status, stderr} = spawnSync(
          process.execPath,
          [program, JSON.stringify(job)],
          {
            encoding: 'utf8',
          },
        )
        expect(signal === 'SIGKILL' || status === 0, stderr).toBe(true)
        if (signal === 'SIGKILL') killed += 1

        const where = `round ${round}, ${JSON.stringify(job)}`
        await expectWhole(dir, rootKey, where)
        const report = await pullOnce({from: repository.dir, dir, rootKey, values: {hook}})
        expect(report, where).toMatchObject({ok: true, pending: 0})
        expect(seenIn(dir), where).toEqual({
          'knee.en': round % 3 === 0 ? 'knee.1' : 'knee.2',
          ...(!isWithdrawn && {'hip.en': 'hip.1'}),
        })
        const heard = new Set(readFileSync(told, 'utf8').split('\n'))
        expect(
          repository.events.filter(({hash}) => !heard.has(hash)),
          where,
        ).toEqual([])
      }
      expect(killed).toBeGreaterThan(rounds / 3)
    },
  )
})

/** Whatever a reader can see is whole: each link leads to files, each bundle verifies. */
async function expectWhole(dir: string, rootKey: Uint8Array, where: string): Promise<void> {
  if (existsSync(join(dir, 'articles'))) seenIn(dir)
  const bundles = join(dir, 'bundles')
  for (const name of existsSync(bundles) ? readdirSync(bundles) : []) {
    const {faults, digest} = await verifyBundle(folderReader(join(bundles, name)), rootKey)
    expect([faults, digest], where).toEqual([[], name])
  }
}
