import {beforeAll, beforeEach, describe, expect, it, vi} from 'vitest'

import {makeEnvelope, payloadTypes, signTrust} from '#pipeline'
import {canonicalJson} from '#schemas'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import {amendRepository} from '../../../exports/repository/amend-repository.ts'
import {
  everyone,
  feedPagePath,
  headPath,
  trustPath,
} from '../../../exports/repository/format/paths.ts'
import {parseFeedPage} from '../../../exports/repository/format/feed-page.ts'
import {parseSigned} from '../../../exports/repository/format/parse-signed.ts'
import {refreshHeads} from '../../../exports/repository/refresh-heads.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import type {WritingFacts} from '../../../exports/repository/write-repository.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeKey, type TestKey} from '../../pipeline/approval/test-keys.ts'
import {makeBundle, makeWorld} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryDisk} from './memory-disk.ts'
import {exportTo, factsOf, withdrawnOf} from './repository-world.ts'

let world: TestWorld
let knee: Bundle
let hip: Bundle
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  hip = await makeBundle(world, {id: 'hip'})
})

let disk: MemoryDisk
beforeEach(async () => {
  disk = new MemoryDisk()
  await exportTo(disk, world, [knee])
})

const plant = (path: string, text: string): void => {
  disk.nodes.set(path, {bytes: new TextEncoder().encode(text), synced: true})
}
const faults = async (key = world.rootKey): Promise<unknown[]> =>
  (await verifyRepository(disk, key)).faults

describe('a trust file that somebody planted', () => {
  it.each(['null', '[]', '{}', '{"version":"x"}', '{"sample":true,"version":1}'])(
    'and that says %s is put right',
    async (payload) => {
      const keyid = world.publisher.root.key.keyid
      const bytes = new TextEncoder().encode(payload)
      plant(
        trustPath,
        await makeEnvelope(payloadTypes.trust, bytes, keyid, async () => new Uint8Array(64)),
      )
      await exportTo(disk, world, [knee])
      expect(await faults()).toEqual([])
    },
  )

  it('and that claims to be newer, unsigned, holds nothing up', async () => {
    const trust = {...world.trust, version: 999}
    const keyid = world.publisher.root.key.keyid
    const bytes = new TextEncoder().encode(canonicalJson(trust))
    plant(
      trustPath,
      await makeEnvelope(payloadTypes.trust, bytes, keyid, async () => new Uint8Array(64)),
    )
    await exportTo(disk, world, [knee])
    expect(await faults()).toEqual([])
  })
})

describe('a trust key beside the root keys', () => {
  const lite = ({key: {keyid, publicKey}}: TestKey) => ({keyid, publicKey})

  it('is of the same publisher after another one took its place', async () => {
    const first = world.publisher.root
    const [one, two] = await Promise.all([makeKey(), makeKey()])
    const rootFile = async (version: number, trustKey: TestKey): Promise<string> => {
      const file = {
        format: 1,
        version,
        issued: '2026-05-01T00:00:00.000Z',
        publisher: {name: 'Test Press'},
        root: {keys: [lite(first)], threshold: 1},
        trust: {keys: [lite(trustKey)], threshold: 1},
      }
      const payload = new TextEncoder().encode(canonicalJson(file))
      return `${await makeEnvelope(payloadTypes.root, payload, first.key.keyid, first.sign)}\n`
    }
    const roots = [await rootFile(2, one), await rootFile(3, two)]
    const signedBy = async (key: TestKey, version: number): Promise<TestWorld> => {
      const trust = {...world.trust, version}
      return {
        ...world,
        trust,
        trustText: await signTrust(trust, key.raw, key.sign),
        rootKey: key.raw,
      }
    }
    const before = await signedBy(one, 2)
    await exportTo(disk, before, [await makeBundle(before, {id: 'knee'})], {roots: [roots[0]!]})
    const after = await signedBy(two, 3)
    await exportTo(disk, after, [await makeBundle(after, {id: 'knee'})], {roots})
    expect(await faults(first.raw)).toEqual([])
  })
})

describe('a history that somebody planted', () => {
  it('is not gone on with: another head, index or feed, by a stranger', async () => {
    const stranger = await makeWorld()
    const theirs = new MemoryDisk()
    await exportTo(theirs, stranger, [await makeBundle(stranger, {id: 'knee'})])
    for (const path of [headPath(everyone), 'audiences/all/index/1.dsse.json']) {
      const before = disk.copy()
      disk.nodes.set(path, theirs.nodes.get(path)!)
      await expect(exportTo(disk, world, [hip])).rejects.toMatchObject({code: 'head-altered'})
      disk = before
    }
    const page = feedPagePath(everyone, 1)
    disk.nodes.set(page, theirs.nodes.get(page)!)
    await expect(exportTo(disk, world, [hip])).rejects.toMatchObject({code: 'feed-broken'})
  })

  it('is not begun where there is no head: by a stray file, a folder, or for one that is gone', async () => {
    plant('audiences/.DS_Store', 'a stray')
    plant('audiences/knee.de/x', 'a stray')
    disk.nodes.set('audiences/knee.de', 'folder')
    const withdrawn = [await withdrawnOf(knee)]
    const {audiences} = await amendRepository(storeOnDisk(disk), {...factsOf(world), withdrawn})
    expect(audiences.map(({name}) => name)).toEqual([everyone])
    expect(await faults()).toEqual([])

    disk.nodes.delete(headPath(everyone))
    await expect(exportTo(disk, world, [hip])).rejects.toMatchObject({code: 'head-altered'})
  })

  it('has no event twice or lost when clocks jump', async () => {
    for (const [at, bundles] of [
      ['2016-01-01T00:00:00.000Z', [knee, hip]],
      ['2036-01-01T00:00:00.000Z', [hip]],
      ['2026-01-01T00:00:00.000Z', [knee, hip]],
    ] as const) {
      const {audiences} = await exportTo(disk, world, bundles, {issued: at, clockWasAhead: true})
      expect(audiences[0]!.head).toMatchObject({issued: at})
    }
    const page = new TextDecoder().decode(await disk.read(feedPagePath(everyone, 1)))
    const events = await parseFeedPage(page, 1, undefined, 4)
    expect(events.map(({seq, type}) => `${seq} ${type}`)).toEqual([
      '1 published',
      '2 published',
      '3 removed',
      '4 published',
    ])
    const head = parseSigned('head', new TextDecoder().decode(await disk.read(headPath(everyone))))
    expect(head).toMatchObject({version: 4, expires: '2026-01-08T00:00:00.000Z'})
    expect(await faults()).toEqual([])
  })
})

describe('a clock that is behind', () => {
  it('writes nothing, beyond five minutes and unless somebody says that it is right', async () => {
    const later = '2026-07-01T00:00:00.000Z'
    await exportTo(disk, world, [knee, hip], {issued: later})
    const before = new Map(disk.nodes)
    const withdrawn = [await withdrawnOf(knee)]
    const issued = '2026-06-30T23:54:59.999Z'
    const refused = {code: 'clock-behind', message: expect.stringMatching(`${issued}.*${later}`)}
    const record = vi.fn<WritingFacts['record']>()
    const facts = {...factsOf(world), issued, record}
    await expect(exportTo(disk, world, [hip], {issued, record})).rejects.toMatchObject(refused)
    await expect(amendRepository(storeOnDisk(disk), {...facts, withdrawn})).rejects.toMatchObject(
      refused,
    )
    await expect(refreshHeads(storeOnDisk(disk), facts)).rejects.toMatchObject(refused)
    expect(record).not.toHaveBeenCalled()
    expect(new Map(disk.nodes)).toEqual(before)

    await exportTo(disk, world, [hip], {issued: '2026-06-30T23:55:00.000Z'})
    const {audiences} = await amendRepository(storeOnDisk(disk), {
      ...factsOf(world),
      issued: '2026-01-01T00:00:00.000Z',
      clockWasAhead: true,
      withdrawn,
    })
    expect(audiences[0]!.head.issued).toBe('2026-01-01T00:00:00.000Z')
  })
})

describe('two at once', () => {
  it('a withdrawal that comes while an export writes waits for it', async () => {
    const codes: unknown[] = []
    const facts = {...factsOf(world), withdrawn: [await withdrawnOf(knee)]}
    await exportTo(disk, world, [knee, hip], {
      record: async () => {
        codes.push(
          await amendRepository(storeOnDisk(disk), facts).catch(
            (error: {code?: unknown}) => error.code,
          ),
        )
        return {seq: 2, hash: 'ab'.repeat(32)}
      },
    })
    expect(codes).toEqual(['busy'])
    const {audiences} = await amendRepository(storeOnDisk(disk), facts)
    expect(audiences[0]!.news.map(({type, seq}) => `${seq} ${type}`)).toEqual(['3 withdrawn'])
    expect(await faults()).toEqual([])
  })
})
