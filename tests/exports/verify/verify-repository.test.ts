import {createHash} from 'node:crypto'
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Trust} from '#pipeline'
import {canonicalJson} from '#schemas'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import {folderReader} from '../../../exports/repository/folder-store.ts'
import {openRepositoryFolder} from '../../../exports/repository/open-repository-folder.ts'
import type {RepositoryHead, RepositoryIndex} from '../../../exports/repository/format/head.ts'
import {parseSigned} from '../../../exports/repository/format/parse-signed.ts'
import {signAs, proofOf} from '../../../exports/repository/signer.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld, now, worldWith} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {exportTo, withdrawnOf} from '../repository/repository-world.ts'

let world: TestWorld
let knee: Bundle
let hip: Bundle
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  hip = await makeBundle(world, {id: 'hip'})
})

let dir: string
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-verify-'))
  await exportTo(await openRepositoryFolder(dir), world, [knee, hip])
})
afterEach(() => rmSync(dir, {recursive: true}))

const verify = () => verifyRepository(folderReader(dir), world.rootKey, {now})
const faults = async (): Promise<string[]> =>
  (await verify()).faults.map(({code, path}) => `${code} ${path}`)

const index1 = 'audiences/all/index/1.dsse.json'
const head1 = 'audiences/all/head.dsse.json'

/** Sign the index again after a change: what a release key in the wrong hands could do. */
async function resign(edit: (index: RepositoryIndex) => RepositoryIndex): Promise<void> {
  const index = parseSigned('index', readFileSync(join(dir, index1), 'utf8'))
  const envelope = await signAs('index', edit(index), world.signer)
  await put(index1, envelope)
  await resignHead((head) => ({
    ...head,
    index: {version: 1, sha256: sha256(envelope), bytes: Buffer.byteLength(envelope)},
  }))
}

async function resignHead(edit: (head: RepositoryHead) => RepositoryHead): Promise<void> {
  const head = parseSigned('head', readFileSync(join(dir, head1), 'utf8'))
  await put(head1, await signAs('head', edit(head), world.signer))
}

async function put(path: string, envelope: string): Promise<void> {
  for (const [name, bytes] of await proofOf(path.replace('.dsse.json', ''), envelope)) {
    writeFileSync(join(dir, name), bytes)
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('verifyRepository', () => {
  it('accepts what an export wrote', async () => {
    const {ok, faults, notes, index} = await verify()
    expect([ok, faults, notes]).toEqual([true, [], []])
    expect(index?.entries).toHaveLength(2)
  })

  it('reports progress, bundle by bundle', async () => {
    const seen: string[] = []
    const onBundle = (done: number, total: number): void => void seen.push(`${done}/${total}`)
    await verifyRepository(folderReader(dir), world.rootKey, {onBundle})
    expect(seen).toEqual(['1/2', '2/2'])
  })

  it('says what is sample content', async () => {
    const sample = await makeWorld((trust) => ({...trust, sample: true}))
    rmSync(dir, {recursive: true})
    await exportTo(await openRepositoryFolder(dir), sample, [await makeBundle(sample, {id: 'a'})])
    const {ok, notes} = await verifyRepository(folderReader(dir), sample.rootKey, {now})
    expect(ok).toBe(true)
    expect(notes.map(({code}) => code)).toContain('sample-content')
  })

  it('refuses the repository of another publisher', async () => {
    const {rootKey} = await makeWorld()
    const {faults} = await verifyRepository(folderReader(dir), rootKey, {now})
    expect(faults.map(({code}) => code)).toContain('trust-not-signed-by-root')
  })

  it('finds no repository in another folder, or where there is none', async () => {
    for (const other of [join(dir, 'bundles'), join(dir, 'nowhere')]) {
      const {faults} = await verifyRepository(folderReader(other), world.rootKey)
      expect(faults.map(({code}) => code)).toEqual(['not-a-repository'])
    }
  })

  it('names missing and extra files', async () => {
    unlinkSync(join(dir, 'bundles', `${knee.digest}.zip`))
    rmSync(join(dir, 'bundles', hip.digest), {recursive: true})
    writeFileSync(join(dir, 'notes.txt'), '')
    writeFileSync(join(dir, 'bundles/x.zip'), '')
    writeFileSync(join(dir, 'bundles', knee.digest, 'data/extra.html'), '')
    expect((await faults()).toSorted()).toEqual(
      [
        `missing bundles/${knee.digest}.zip`,
        `missing bundles/${hip.digest}`,
        `extra bundles/${knee.digest}/data/extra.html`,
        'extra bundles/x.zip',
        'extra notes.txt',
      ].toSorted(),
    )
  })

  it('names what the view shows and no bundle holds', async () => {
    writeFileSync(join(dir, 'latest/extra.html'), '')
    const view = readdirSync(join(dir, 'views'))[0]!
    expect(await faults()).toEqual([`extra views/${view}/extra.html`])
  })

  it('names an index that was altered, also when its files agree', async () => {
    const parsed = JSON.parse(readFileSync(join(dir, index1), 'utf8'))
    const payload = Buffer.from(parsed.payload, 'base64').toString().replace('"knee"', '"knie"')
    parsed.payload = Buffer.from(payload).toString('base64')
    await put(index1, canonicalJson(parsed))
    expect(await faults()).toContain(`index-altered ${index1}`)
  })

  it('names an index by a key that is not a release key', async () => {
    const {signer} = world
    const other = await makeWorld()
    world = {...world, signer: other.signer}
    await resign((index) => index)
    world = {...world, signer}
    expect(await faults()).toEqual([`wrong-key ${head1}`, `wrong-key ${index1}`])
  })

  it('names an entry that its bundle does not bear out', async () => {
    await resign((index) => ({
      ...index,
      entries: index.entries.map((entry) => ({...entry, emergency: true})),
    }))
    expect(await faults()).toEqual(
      expect.arrayContaining(['index-differs audiences', `feed-differs ${index1}`]),
    )
  })

  it('names a bundle under the name of another', async () => {
    const [one, two] = [knee, hip].map(({digest}) => join(dir, 'bundles', digest))
    renameSync(one!, join(dir, 'swap'))
    renameSync(two!, one!)
    renameSync(join(dir, 'swap'), two!)
    const found = await faults()
    expect(found).toContain(`wrong-name bundles/${knee.digest}`)
    expect(found).toContain(`wrong-name bundles/${hip.digest}`)
  })

  it('names a trust file that is older than the index, or than a bundle', async () => {
    const newer = await worldWith(world, {...world.trust, version: 2})
    const bundle = await makeBundle(newer, {id: 'knee'})
    await exportTo(await openRepositoryFolder(dir), newer, [bundle])
    expect(await faults()).toEqual([])
    writeFileSync(join(dir, 'trust.dsse.json'), world.trustText)
    const found = await faults()
    expect(found).toContain('trust-older-than-newest trust.dsse.json')
    expect(found).toContain(`trust-older-than-newest bundles/${bundle.digest}/data/trust.dsse.json`)
  })

  it('judges old bundles by the newest trust file: a compromised signer is named', async () => {
    const newest = await worldWith(world, compromise({...world.trust, version: 2}))
    await put('trust.dsse.json', newest.trustText)
    const {faults, notes} = await verify()
    expect(new Set(faults.map(({code}) => code))).toEqual(new Set(['revoked-signer']))
    expect(faults.map(({path}) => path.split('/')[1])).toContain(knee.digest)
    expect(notes.map(({code}) => code)).toContain('trust-newer-than-index')
  })

  it('keeps what a compromised key signed before, when the signed index says it was seen', async () => {
    const compromised = await worldWith(world, compromise({...world.trust, version: 2}))
    const store = await openRepositoryFolder(dir)
    const statements = [...knee.manifest.statements, ...hip.manifest.statements]
    const firstSeen = new Map(statements.map((id) => [id, '2026-03-02T00:00:00.000Z']))
    const seenBy = (first: typeof firstSeen) =>
      [knee, hip].map((bundle) => ({...bundle, firstSeen: first}))
    const {index} = await exportTo(store, compromised, seenBy(firstSeen))
    expect(index.entries.every((entry) => 'seen' in entry)).toBe(true)
    expect(await faults()).toEqual([])

    const late = new Map(statements.map((id) => [id, '2026-05-02T00:00:00.000Z']))
    await exportTo(store, compromised, seenBy(late))
    expect((await faults()).join()).toContain('revoked-signer')
  })

  it('names a bundle of a withdrawn article that is still there', async () => {
    const [bag, zip] = [join(dir, 'bundles', hip.digest), join(dir, 'bundles', `${hip.digest}.zip`)]
    const bytes = readFileSync(zip)
    const store = await openRepositoryFolder(dir)
    await exportTo(store, world, [knee], {withdrawn: [await withdrawnOf(hip)]})
    expect(await faults()).toEqual([])
    writeFileSync(zip, bytes)
    writeFileSync(join(bag, 'bagit.txt'), hip.files.get('bagit.txt')!)
    const found = await faults()
    expect(found).toContain(`extra bundles/${hip.digest}/bagit.txt`)
    expect(found).toContain(`extra bundles/${hip.digest}.zip`)
  })

  it('names a head that has expired, after some leeway for clocks', async () => {
    const at = async (now: string) =>
      (await verifyRepository(folderReader(dir), world.rootKey, {now})).faults.map(({code}) => code)
    expect(await at('2026-06-08T12:04:59.000Z')).toEqual([])
    expect(await at('2026-06-08T12:05:01.000Z')).toEqual(['head-expired'])
  })

  it('names a head of another audience, and one that goes back in the feed', async () => {
    await resignHead((head) => ({...head, audience: 'knee.en'}))
    expect(await faults()).toEqual([`head-altered ${head1}`, `index-altered ${index1}`].slice(0, 1))
    await resignHead((head) => ({...head, audience: 'all', feed: {seq: 0, hash: '0'.repeat(64)}}))
    expect(await faults()).toContain(`index-differs ${index1}`)
  })

  it('names a pointer, a page of the feed and a tombstone that say something else', async () => {
    const store = await openRepositoryFolder(dir)
    await exportTo(store, world, [knee], {withdrawn: [await withdrawnOf(hip)]})
    const spoil = (path: string, edit: (text: string) => string): Promise<string[]> => {
      const text = readFileSync(join(dir, path), 'utf8')
      writeFileSync(join(dir, path), edit(text))
      return faults().finally(() => writeFileSync(join(dir, path), text))
    }
    const other = readFileSync(join(dir, 'audiences/all/current/knee.en.json'), 'utf8')
    const pointer = 'audiences/all/current/hip.en.json'
    expect(await spoil(pointer, () => other)).toEqual([`pointer-altered ${pointer}`])
    const page = 'audiences/all/feed/1.ndjson'
    expect(await spoil(page, (text) => text.replace('"live"', '"overdue"'))).toEqual([
      `feed-broken ${page}`,
    ])
    const stone = 'tombstones/hip.en/tombstone.dsse.json'
    expect(await spoil(stone, (text) => text.replace('sig":"', 'sig":"A'))).toContain(
      `tombstone-altered ${stone}`,
    )
    const grave = `bundles/${hip.digest}/tombstone.dsse.json`
    expect(await spoil(grave, () => other)).toEqual([`tombstone-altered ${grave}`])
  })

  it('accepts a withdrawal that only the ledger remembers', async () => {
    const forgotten = await withdrawnOf(hip, {slug: '', title: ''})
    const store = await openRepositoryFolder(dir)
    await exportTo(store, world, [knee], {withdrawn: [forgotten]})
    expect(await faults()).toEqual([])
  })

  it('follows no link out of the repository', async () => {
    unlinkSync(join(dir, 'latest'))
    symlinkSync('/etc', join(dir, 'latest'))
    expect(await faults()).toContain('latest-differs latest')

    const page = join(dir, 'bundles', knee.digest, 'data/index.html')
    unlinkSync(page)
    symlinkSync('/etc/passwd', page)
    expect(await faults()).toContain(`not-a-file bundles/${knee.digest}/data/index.html`)

    const folder = join(dir, 'bundles', hip.digest)
    renameSync(folder, join(dir, 'elsewhere'))
    symlinkSync(join(dir, 'elsewhere'), folder)
    expect(await faults()).toContain(`missing bundles/${hip.digest}`)
  })

  it('names what an export that is under way left', async () => {
    writeFileSync(join(dir, '.lock'), '{}')
    expect(await faults()).toEqual(['extra .lock'])
  })
})

function compromise(trust: Trust): Trust {
  const revoked = {at: '2026-05-01T00:00:00.000Z', because: 'compromised' as const}
  return {
    ...trust,
    signers: trust.signers.map((signer) =>
      signer.id === 'max'
        ? {...signer, keys: signer.keys.map((key) => ({...key, revoked}))}
        : signer,
    ),
  }
}
