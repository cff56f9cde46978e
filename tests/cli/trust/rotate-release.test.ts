import {cpSync, existsSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'

import {beforeAll, describe, expect, it} from 'vitest'

import {homeAt} from '../../../cli/home/paths.ts'
import {openReleaseKey, readTrustFile} from '../../../cli/home/trust-file.ts'
import {marrow, readTree, sampleHome, sampleKey, temporaryFolder} from '../harness.ts'

const later = '2026-03-02T12:00:00Z'

/** A home, its repository, and a publisher's folder that was pulled from it. */
interface World {
  home: string
  out: string
  pulled: string
}

let first: World

beforeAll(async () => {
  const folder = temporaryFolder()
  first = {home: await sampleHome(), out: join(folder, 'out'), pulled: join(folder, 'pulled')}
  const {home, out} = first
  await marrow(home, ['export', '--out', out])
  const signer = ['--as', 'blake-sample', '--key', sampleKey(home, 'blake-sample')]
  const say = ['--reason', 'r', '--notice', 'Do not use.', '--yes']
  await marrow(home, ['withdraw', 'osteonecrosis-knee', '--repository', out, ...signer, ...say])
  await pull(first, '2026-03-02T09:00:00Z')
})

/** The same again, as it was before any test. */
function copyOf({home, out, pulled}: World): World {
  const folder = temporaryFolder()
  const copy = {home: join(folder, 'home'), out: join(folder, 'out'), pulled: join(folder, 'pull')}
  cpSync(home, copy.home, {recursive: true})
  cpSync(out, copy.out, {recursive: true, verbatimSymlinks: true})
  cpSync(pulled, copy.pulled, {recursive: true, verbatimSymlinks: true})
  return copy
}

function pull({home, out, pulled}: World, at = later) {
  const key = readFileSync(join(home, 'root.pub'), 'utf8').trim()
  return marrow(home, ['pull', out, pulled, '--key', key, '--json'], {at})
}

const rotate = (home: string, ...words: string[]) =>
  marrow(home, ['trust', 'rotate-release', '--json', ...words], {at: later})

const releaseKeyOf = (home: string): string =>
  JSON.parse(readFileSync(join(home, 'keys', 'release.json'), 'utf8')).keyid

/** Files of a repository whose envelope names a key as its signer. */
const signedBy = (out: string, keyid: string) =>
  Object.entries(readTree(out))
    .filter(([name, bytes]) => name.endsWith('.json') && atob(bytes).includes(`"keyid":"${keyid}"`))
    .map(([name]) => name)

describe.each([
  ['retired', []],
  ['compromised', ['--compromised', '--from', '2026-03-01T09:30:00Z']],
])('the drill with a release key that is %s', (because, words) => {
  let world: World
  let old: string

  beforeAll(() => {
    world = copyOf(first)
    old = releaseKeyOf(world.home)
  })

  it('puts a new key in the place of the old one', async () => {
    const {exit, json} = await rotate(world.home, ...words)
    expect(exit).toBe(0)
    const fresh = releaseKeyOf(world.home)
    expect(fresh).not.toBe(old)
    expect(json()).toMatchObject({keyid: fresh, trust: 2})
    expect(json().release).toMatchObject([{keyid: old, revoked: {because}}, {keyid: fresh}])
    expect(json().release[1]).not.toHaveProperty('revoked')
    const files = readdirSync(join(world.home, 'keys'))
    expect(files).toContain('release-1.json')
    expect(files).not.toContain('release-next.json')
  })

  it('leaves a refresh to go on, which says what readers refuse until the next export', async () => {
    const copy = copyOf(world)
    const {exit, json} = await marrow(copy.home, ['refresh', '--out', copy.out, '--json'], {
      at: later,
    })
    expect(exit).toBe(0)
    const [{refused}] = json().repositories
    if (because === 'retired') expect(refused).toEqual([])
    else expect(refused).toContain('edition.article-knee-osteoarthritis.1')
    expect((await marrow(copy.home, ['export', '--out', copy.out], {at: later})).exit).toBe(0)
    expect((await pull(copy)).json()).toMatchObject({ok: true, faults: []})
    expect((await marrow(copy.home, ['verify', copy.out], {at: later})).exit).toBe(0)
  })

  it('has everything signed anew by the next export, and says so in each feed', async () => {
    const exported = await marrow(world.home, ['export', '--out', world.out, '--json'], {at: later})
    expect(exported.exit, exported.error).toBe(0)
    for (const {news} of exported.json().audiences) {
      expect(news.map(({type}: {type: string}) => type)).toContain('key-rotated')
    }
    const left = signedBy(world.out, old).filter((name) => !/\/index\//.test(name))
    expect(left).toEqual([])
    if (because === 'compromised') expect(signedBy(world.out, old)).toEqual([])
    const {json} = await marrow(world.home, ['verify', world.out, '--json'], {at: later})
    expect(json().faults).toEqual([])
  })

  it('is followed by a client that held the old state, and by a new one', async () => {
    const shown = ['article-bone-marrow-edema-knee.en', 'article-knee-osteoarthritis.en']
    const followed = await pull(world)
    expect(followed.json()).toMatchObject({ok: true, faults: []})
    expect(followed.json().events).toBeGreaterThan(0)
    expect(followed.json().shown).toEqual(expect.arrayContaining(shown))
    const fresh = await pull({...world, pulled: join(world.pulled, '..', 'new')})
    expect(fresh.json()).toMatchObject({ok: true, faults: []})
    expect(fresh.json().shown).toEqual(followed.json().shown)
    expect(fresh.json().withdrawn).toEqual(followed.json().withdrawn)
  })

  it('leaves withdrawals and refreshes to go on with the new key', async () => {
    const signer = ['--as', 'blake-sample', '--key', sampleKey(world.home, 'blake-sample')]
    const say = ['--reason', 'r', '--notice', 'Do not use.', '--yes']
    const what = ['withdraw', 'knee-osteoarthritis', '--repository', world.out]
    const withdrawn = await marrow(world.home, [...what, ...signer, ...say], {at: later})
    expect(withdrawn.exit, withdrawn.error).toBe(0)
    expect((await marrow(world.home, ['refresh', '--out', world.out], {at: later})).exit).toBe(0)
    const pulled = await pull(world)
    expect(pulled.json()).toMatchObject({ok: true, faults: []})
    expect(pulled.json().withdrawn).toContain('article-knee-osteoarthritis.en')
    expect((await marrow(world.home, ['audit'], {at: later})).exit).toBe(0)
  })

  it('leaves bundles of before verifiable from the archive', async () => {
    const archive = join(world.home, 'archive', 'bundles')
    for (const name of readdirSync(archive)) {
      const {json} = await marrow(world.home, ['verify', join(archive, name), '--json'])
      expect(json().faults).toEqual([])
    }
  })
})

describe('the last release key', () => {
  it.each([
    ['retire', /`trust rotate-release`/],
    ['revoke', /`trust rotate-release --compromised/],
  ])('is not ended by `trust %s`, which names what does', async (action, remedy) => {
    const {home} = copyOf(first)
    const before = readTree(home)
    const {exit, error} = await marrow(home, ['trust', action, releaseKeyOf(home)])
    expect(exit).toBe(1)
    expect(error).toMatch(remedy)
    expect(readTree(home)).toEqual(before)
  })

  it('can be found out to be stolen after it was retired', async () => {
    const {home} = copyOf(first)
    const old = releaseKeyOf(home)
    await rotate(home)
    const revoked = await marrow(home, ['trust', 'revoke', old], {at: later})
    expect(revoked.exit, revoked.error).toBe(0)
    const {json} = await marrow(home, ['trust', 'list', '--json'])
    expect(json().release[0].revoked.because).toBe('compromised')
  })

  it('that is lost is replaced too', async () => {
    const {home, out} = copyOf(first)
    cpSync(join(home, 'keys', 'root.json'), join(home, 'keys', 'release.json'))
    const stuck = await marrow(home, ['export', '--out', out])
    expect(stuck.error).toContain('`trust rotate-release` makes a new one')
    expect((await rotate(home)).exit).toBe(0)
    expect((await marrow(home, ['export', '--out', out], {at: later})).exit).toBe(0)
  })
})

describe('a change of the release key', () => {
  it('is carried out by the next command where its process died', async () => {
    const {home, out} = copyOf(first)
    const old = releaseKeyOf(home)
    await rotate(home)
    const fresh = releaseKeyOf(home)
    const keys = join(home, 'keys')
    // As it was when the trust file was stored, and nothing after that.
    cpSync(join(keys, 'release.json'), join(keys, 'release-next.json'))
    cpSync(join(keys, 'release-1.json'), join(keys, 'release.json'))
    rmSync(join(keys, 'release-1.json'))
    const there = copyOf({...first, home, out})

    const again = await rotate(there.home)
    expect(again.json()).toMatchObject({keyid: fresh, trust: 2})
    expect(again.json().release).toHaveLength(2)
    expect(releaseKeyOf(home)).toBe(old)
    expect((await marrow(home, ['export', '--out', out], {at: later})).exit).toBe(0)
    expect(releaseKeyOf(home)).toBe(fresh)
    expect(existsSync(join(keys, 'release-next.json'))).toBe(false)
  })

  it('takes up the key of a process that died before it decided anything', async () => {
    const [home, other] = [copyOf(first).home, copyOf(first).home]
    await rotate(other)
    const waiting = join(home, 'keys', 'release-next.json')
    cpSync(join(other, 'keys', 'release.json'), waiting)
    expect((await marrow(home, ['refresh', '--out', first.out])).exit).toBe(0)
    expect(existsSync(waiting)).toBe(true)
    expect((await rotate(home)).json()).toMatchObject({keyid: releaseKeyOf(other), trust: 2})
  })

  it.each([
    [['--from', later], /goes with --compromised/],
    [['--compromised', '--from', 'soon'], /takes a time/],
    [['--compromised', '--from', '2027-01-01T00:00:00Z'], /not in the future/],
  ])('refuses %j', async (words, told) => {
    const {exit, json} = await rotate(first.home, ...words)
    expect([exit, json().error.message]).toEqual([2, expect.stringMatching(told)])
  })

  it('opens with the passphrase that it was given', async () => {
    const home = join(temporaryFolder(), 'home')
    const root = {MARROW_PASSPHRASE: 'the root is behind this'}
    await marrow(home, ['trust', 'init', '--publisher', 'House Press'], {env: root})
    const named = {...root, MARROW_NEW_RELEASE_PASSPHRASE: 'the release key has its own'}
    const words = ['trust', 'rotate-release']
    expect((await marrow(home, words, {env: named})).exit).toBe(0)
    const dropped = {...root, MARROW_RELEASE_PASSPHRASE: 'as the exports have it'}
    expect((await marrow(home, words, {env: dropped})).exit).toBe(0)
    const {trust} = await readTrustFile(homeAt({MARROW_HOME: home}))
    const opened = await openReleaseKey(homeAt({MARROW_HOME: home}), trust, dropped)
    expect(opened.keyid).toBe(releaseKeyOf(home))
  })
})
