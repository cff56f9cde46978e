import {cpSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {zipSync} from 'fflate'
import {beforeEach, describe, expect, it} from 'vitest'

import {sha256Hex} from '#schemas'

import {zipFiles} from '../../../../exports/bundle/zip-files.ts'
import {isLive, type LiveEntry} from '../../../../exports/repository/format/entries.ts'
import {snapshot} from './folder-snapshot.ts'
import {usePress, type Press} from './press.ts'
import {codesOf, pullOnce} from './puller.ts'

const press = usePress(['knee'])
let {world, knee, knee2, hip, root, dir, repository, server} = {} as Press
beforeEach(() => {
  ;({world, knee, knee2, hip, root, dir, repository, server} = press())
})

const pullIt = () => pullOnce({from: server.url, dir, rootKey: world.rootKey})

describe('pull leaves out a bundle, and takes the rest over', () => {
  it('with a flipped bit', async () => {
    await repository.publish(hip, knee2)
    const place = join(repository.dir, 'bundles', `${hip.digest}.zip`)
    const bytes = readFileSync(place)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(place, bytes)
    const report = await pullIt()
    expect(codesOf(report)).toEqual(['altered'])
    expect(report.shown).toEqual(['knee.en'])
  })

  it('that is another bundle than the one that was signed for', async () => {
    await repository.publish(hip)
    cpSync(
      join(repository.dir, 'bundles', `${knee.digest}.zip`),
      join(repository.dir, 'bundles', `${hip.digest}.zip`),
    )
    const report = await pullIt()
    expect(['altered', 'too-large', 'unreachable']).toContain(codesOf(report)[0])
    expect(report.shown).toEqual(['knee.en'])
  })

  it('that was signed for under the name of another article', async () => {
    const [entry] = repository.entries as LiveEntry[]
    await repository.tell([{type: 'published', entry: {...entry!, article: 'elbow'}}])
    const report = await pullIt()
    expect(codesOf(report)).toEqual(['bundle-differs'])
    expect(report.shown).toEqual(['knee.en'])
  })
})

/** An archive that a release key in the wrong hands signed for. */
async function publishArchive(zip: Uint8Array, changes: Partial<LiveEntry> = {}): Promise<void> {
  const live = repository.entries.find(isLive)!
  const entry = {...live, zip: {sha256: await sha256Hex(zip), bytes: zip.length}, ...changes}
  const other = {...entry, article: 'elbow', bundle: 'e'.repeat(64), ...changes}
  repository.write(`bundles/${other.bundle}.zip`, zip)
  await repository.tell([{type: 'published', entry: other}])
}

describe('a hostile archive that is signed for', () => {
  const bag = 'e'.repeat(64)
  const text = new TextEncoder().encode('x')
  const named = (...names: string[]): Uint8Array =>
    zipSync(Object.fromEntries(names.map((name) => [name, text])), {level: 0})

  it.each([
    ['a path out of the folder', 'path-escapes', named(`${bag}/../../../escaped`)],
    ['an absolute path', 'path-absolute', named('/tmp/escaped')],
    [
      'a link',
      'zip-link',
      zipSync({[`${bag}/a`]: [text, {attrs: (0o120777 << 16) >>> 0, os: 3}]}, {level: 0}),
    ],
    ['a bomb', 'zip-compressed', zipSync({[`${bag}/a`]: new Uint8Array(9_000_000)}, {level: 9})],
    ['no bundle', 'not-a-bundle', zipFiles(bag, new Map([['a', text]]))],
    ['no archive', 'zip-malformed', text],
  ] as const)('with %s writes nothing: %s', async (_, code, zip) => {
    await pullIt()
    await publishArchive(zip)
    const {articles, bundles} = parts(snapshot(dir))
    const outside = readdirSync(root).toSorted()
    const report = await pullIt()
    expect(report.faults.map((fault) => fault.code)).toEqual([code])
    expect(parts(snapshot(dir))).toEqual({articles, bundles})
    expect(readdirSync(root).toSorted()).toEqual(outside)
    expect(readdirSync(join(dir, '.parts'))).toEqual([])
  })

  it.each([
    ['../../escaped', 'malformed'],
    ['a/b', 'malformed'],
    ['con', 'path-reserved'],
    ['a\u202eb', 'malformed'],
    ['KNEE', 'path-collision'],
  ])('under the name %j changes nothing: %s', async (article, code) => {
    await pullIt()
    await publishArchive(knee.zip, {article})
    const before = snapshot(dir)
    expect(codesOf(await pullIt())).toEqual([code])
    expect(snapshot(dir)).toEqual(before)
  })
})

function parts(files: Record<string, string>): {articles: string[]; bundles: string[]} {
  const below = (folder: string): string[] =>
    Object.keys(files).filter((name) => name.startsWith(`${folder}/`))
  return {articles: below('articles'), bundles: below('bundles')}
}

describe('a tombstone with words that nobody signed', () => {
  it.each([
    ['another notice', {notice: 'Take ten times the dose.'}],
    ['another severity', {severity: 'editorial' as const}],
    ['no signed withdrawal', {envelope: null}],
  ])('is not taken, and the article is hidden all the same: %s', async (_, changes) => {
    await pullIt()
    await repository.withdraw(knee, changes)
    const report = await pullIt()
    expect(codesOf(report)).toEqual(['tombstone-altered'])
    expect(report).toMatchObject({shown: [], withdrawn: ['knee.en']})
    expect(readdirSync(join(dir, 'articles'))).toEqual([])
    expect(Object.keys(snapshot(dir))).toEqual(['state.json'])
  })
})

describe('one flipped bit in any file', () => {
  it('is refused, or the file is not one that a client reads', async () => {
    await repository.publish(hip)
    await repository.withdraw(hip)
    const files = readdirSync(repository.dir, {recursive: true, encoding: 'utf8'}).filter((name) =>
      /\.(json|ndjson|zip)$/.test(name),
    )
    const refused: string[] = []
    for (const [index, name] of files.entries()) {
      const place = join(repository.dir, name)
      const bytes = readFileSync(place)
      const changed = Uint8Array.from(bytes)
      changed[Math.floor(bytes.length * 0.6)]! ^= 4
      writeFileSync(place, changed)
      const into = join(root, `pulled-${index}`)
      const report = await pullOnce({from: server.url, dir: into, rootKey: world.rootKey})
      if (!report.ok) refused.push(name)
      expect(report.shown).not.toContain('hip.en')
      writeFileSync(place, bytes)
    }
    // Index 1 and 2 are of the past; the bundle of what was withdrawn is gone.
    expect(files.filter((name) => !refused.includes(name))).toEqual([
      'audiences/all/index/1.dsse.json',
      'audiences/all/index/2.dsse.json',
    ])
  })
})
