import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {serialize} from 'node:v8'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {signWith, trustKeyOf} from '#pipeline'

import {folderReader} from '../../../exports/repository/folder-store.ts'
import {openRepositoryFolder} from '../../../exports/repository/open-repository-folder.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import type {KilledExport} from './killed-export.ts'
import {readAsPublisher} from './reader-view.ts'
import {exportTo} from './repository-world.ts'

const rounds = process.env['MARROW_LONG'] ? 300 : 8
const program = fileURLToPath(new URL('killed-export.ts', import.meta.url))

/** Give repeatable numbers from 0 to 1 (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A world whose release key can be handed to another process. */
async function makeSharedWorld(): Promise<{world: TestWorld; privateKey: Uint8Array<ArrayBuffer>}> {
  const pair = await crypto.subtle.generateKey({name: 'Ed25519'}, true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new TypeError('Ed25519 gives a pair')
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const key = await trustKeyOf(raw, '2026-01-01T00:00:00.000Z')
  const world = await makeWorld((trust) => ({...trust, release: [key]}))
  const privateKey = new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey))
  return {
    world: {...world, signer: {keyid: key.keyid, sign: signWith(pair.privateKey)}},
    privateKey,
  }
}

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-kill-'))
})
afterEach(() => rmSync(dir, {recursive: true, force: true}))

describe('kill -9', () => {
  it(
    `in the middle of ${rounds} exports leaves whole bundles, and the next export finishes`,
    {timeout: rounds * 6000},
    async () => {
      const {world, privateKey} = await makeSharedWorld()
      const sets = [
        [await makeBundle(world, {id: 'knee'}), await makeBundle(world, {id: 'hip'})],
        [await makeBundle(world, {id: 'knee', number: 2, text: 'Rest and ice.'})],
      ]
      const out = join(dir, 'out')
      const {trustText: trust, rootKey, signer} = world
      const next = random(20_261_122)
      let killed = 0
      for (let round = 0; round < rounds; round += 1) {
        const bundles = sets[round % 2]!
        const killAt = 1 + Math.floor(next() * 160)
        const job: KilledExport = {
          dir: out,
          killAt,
          bundles,
          trust,
          rootKey,
          keyid: signer.keyid,
          privateKey,
        }
        writeFileSync(join(dir, 'job'), serialize(job))
        const {signal, status, stderr} = spawnSync(process.execPath, [program, join(dir, 'job')], {
          encoding: 'utf8',
        })
        expect(signal === 'SIGKILL' || status === 0, stderr).toBe(true)
        if (signal === 'SIGKILL') killed += 1

        const where = `round ${round}, killed at operation ${killAt}`
        const {editions} = await readAsPublisher(folderReader(out), world)
        expect([[], ['edition.hip.1', 'edition.knee.1'], ['edition.knee.2']], where).toContainEqual(
          editions,
        )
        await exportTo(await openRepositoryFolder(out), world, bundles)
        const {faults} = await verifyRepository(folderReader(out), rootKey)
        expect(faults, where).toEqual([])
      }
      expect(killed).toBeGreaterThan(rounds / 2)
    },
  )
})
