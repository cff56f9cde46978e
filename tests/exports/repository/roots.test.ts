import {beforeAll, describe, expect, it} from 'vitest'

import {makeEnvelope, payloadTypes, signTrust} from '#pipeline'
import {canonicalJson, compareText} from '#schemas'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import {headPath, rootPath} from '../../../exports/repository/format/paths.ts'
import {parseSigned} from '../../../exports/repository/format/parse-signed.ts'
import {walkRoots, type RootFile} from '../../../exports/repository/format/root-file.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeKey, type TestKey} from '../../pipeline/approval/test-keys.ts'
import {makeBundle, makeWorld} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryDisk} from './memory-disk.ts'
import {exportTo} from './repository-world.ts'

let world: TestWorld
let first: TestKey
let second: TestKey
let third: TestKey
let stranger: TestKey
beforeAll(async () => {
  world = await makeWorld()
  first = world.publisher.root
  ;[second, third, stranger] = await Promise.all([makeKey(), makeKey(), makeKey()])
})

const lite = ({key: {keyid, publicKey}}: TestKey) => ({keyid, publicKey})

/** Write a root file, signed by some keys. */
async function rootFile(
  change: Partial<RootFile> & {root: RootFile['root']},
  signers: readonly TestKey[],
): Promise<string> {
  const file: RootFile = {
    format: 1,
    version: 2,
    issued: '2026-05-01T00:00:00.000Z',
    publisher: {name: 'Test Press'},
    trust: {keys: change.root.keys, threshold: 1},
    ...change,
  }
  const payload = new TextEncoder().encode(canonicalJson(file))
  const sorted = signers.toSorted((a, b) => compareText(a.key.keyid, b.key.keyid))
  const lines = await Promise.all(
    sorted.map(({key, sign}) => makeEnvelope(payloadTypes.root, payload, key.keyid, sign)),
  )
  return lines.map((line) => `${line}\n`).join('')
}

const walk = (from: TestKey, files: Record<number, string>) =>
  walkRoots(from.raw, async (version) => files[version])

describe('the root', () => {
  it('is the key that a reader was given, where there is no root file', async () => {
    expect((await walk(first, {})).root).toMatchObject({version: 1, root: {threshold: 1}})
  })

  it('goes over to another key that the one before and itself signed', async () => {
    const two = await rootFile({root: {keys: [lite(second)], threshold: 1}}, [first, second])
    const {root, trustKeys} = await walk(first, {2: two})
    expect(root).toMatchObject({version: 2, root: {keys: [lite(second)]}})
    expect(trustKeys).toEqual([first.raw, second.raw])
    // A reader who was given the new key starts there.
    expect((await walk(second, {2: two})).root.version).toBe(2)
  })

  it('asks for as many signatures as its thresholds say', async () => {
    const role = {keys: [lite(second), lite(third)], threshold: 2}
    const under = await rootFile({root: role}, [first, second])
    await expect(walk(first, {2: under})).rejects.toThrow('1 of the 2 root keys')
    const two = await rootFile({root: role}, [first, second, third])
    expect((await walk(first, {2: two})).root.version).toBe(2)
    const three = (signers: TestKey[]) =>
      rootFile({version: 3, root: {keys: [lite(second)], threshold: 1}}, signers)
    await expect(walk(first, {2: two, 3: await three([second])})).rejects.toThrow('version 2 asks')
    expect((await walk(first, {2: two, 3: await three([second, third])})).root.version).toBe(3)
  })

  it('refuses a root file of a stranger, of another version, or with two payloads', async () => {
    const theirs = await rootFile({root: {keys: [lite(stranger)], threshold: 1}}, [stranger])
    await expect(walk(first, {2: theirs})).rejects.toMatchObject({code: 'root-unsigned'})
    const role = {root: {keys: [lite(second)], threshold: 1}}
    const skips = await rootFile({...role, version: 3}, [first, second])
    await expect(walk(first, {2: skips})).rejects.toMatchObject({code: 'root-older'})
    const two = await rootFile(role, [first, second])
    const mixed = two.split('\n')[0]! + '\n' + theirs
    await expect(walk(first, {2: mixed})).rejects.toMatchObject({code: 'root-malformed'})
    await expect(walk(first, {2: two.trimEnd()})).rejects.toMatchObject({code: 'root-malformed'})
    await expect(walk(first, {2: two.replace('sig":"', 'sig":"A')})).rejects.toThrow(/./)
    await expect(walk(first, {2: two.repeat(40)})).rejects.toMatchObject({code: 'root-malformed'})
  })

  it('is not looked for in files without an end', async () => {
    let asked = 0
    const endless = (version: number) => {
      asked += 1
      return rootFile({version, root: {keys: [lite(stranger)], threshold: 1}}, [stranger])
    }
    await expect(walkRoots(first.raw, endless)).rejects.toMatchObject({code: 'root-unsigned'})
    expect(asked).toBe(256)
  })
})

describe('a repository whose root was rotated', () => {
  it('is verified from the old key and from the new one, and tells its readers', async () => {
    const disk = new MemoryDisk()
    const before: Bundle = await makeBundle(world, {id: 'knee'})
    await exportTo(disk, world, [before])

    const two = await rootFile({root: {keys: [lite(second)], threshold: 1}}, [first, second])
    const trust = {...world.trust, version: 2}
    const rotated: TestWorld = {
      ...world,
      trust,
      trustText: await signTrust(trust, second.raw, second.sign),
      rootKey: second.raw,
    }
    const after = await makeBundle(rotated, {id: 'knee'})
    const {audiences} = await exportTo(disk, rotated, [after], {roots: [two]})
    expect(audiences[0]!.news.map(({type}) => type)).toEqual(['key-rotated', 'rebuilt'])
    expect(audiences[0]!.news[0]!.keys).toMatchObject({root: {version: 2}, trust: {version: 2}})
    for (const key of [first, second]) {
      expect((await verifyRepository(disk, key.raw)).faults).toEqual([])
    }
    expect((await verifyRepository(disk, stranger.raw)).faults[0]).toMatchObject({
      code: 'trust-not-signed-by-root',
    })
    expect((await exportTo(disk, rotated, [after], {roots: [two]})).wrote).toBe(false)

    // Without the root file, the old key does not vouch for what the new one signed.
    disk.nodes.delete(rootPath(2))
    expect((await verifyRepository(disk, first.raw)).faults.map(({code}) => code)).toContain(
      'trust-not-signed-by-root',
    )
  })

  it('says so when a release key is retired for another', async () => {
    const disk = new MemoryDisk()
    await exportTo(disk, world, [await makeBundle(world, {id: 'knee'})])
    const fresh = await makeKey()
    const [old] = world.trust.release
    const trust = {
      ...world.trust,
      version: 2,
      release: [
        {...old!, revoked: {at: '2026-05-01T00:00:00.000Z', because: 'retired' as const}},
        fresh.key,
      ],
    }
    const next: TestWorld = {
      ...world,
      trust,
      trustText: await signTrust(trust, first.raw, first.sign),
      signer: {keyid: fresh.key.keyid, sign: fresh.sign},
    }
    const {audiences} = await exportTo(disk, next, [await makeBundle(next, {id: 'knee'})])
    expect(audiences[0]!.news.map(({type}) => type)).toEqual(['key-rotated', 'rebuilt'])
    expect((await verifyRepository(disk, world.rootKey)).faults).toEqual([])
    const bytes = await disk.read(headPath('all'))
    expect(parseSigned('head', new TextDecoder().decode(bytes)).version).toBe(2)
  })
})
