import {beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {ArtifactStore} from '../../../exports/repository/artifact-store.ts'
import type {IndexEntry} from '../../../exports/repository/format/entries.ts'
import {everyone, headPath} from '../../../exports/repository/format/paths.ts'
import {parseSigned} from '../../../exports/repository/format/parse-signed.ts'
import {placeFiles} from '../../../exports/repository/place-file.ts'
import type {WithdrawnArticle} from '../../../exports/repository/place-tombstone.ts'
import {proofOf, signAs} from '../../../exports/repository/signer.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld, now, worldWith} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {makeKey} from '../../pipeline/approval/test-keys.ts'
import {MemoryDisk} from '../repository/memory-disk.ts'
import {exportTo, withdrawnBy, withdrawnOf} from '../repository/repository-world.ts'
import {rewriteAudience} from '../repository/rewrite-audience.ts'

let world: TestWorld
let knee: Bundle
let hip: Bundle
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  hip = await makeBundle(world, {id: 'hip'})
})

let store: ArtifactStore
beforeEach(() => {
  store = storeOnDisk(new MemoryDisk())
})

const faults = async (): Promise<string[]> =>
  (await verifyRepository(store, world.rootKey, {now})).faults.map(
    ({code, path, message}) => `${code} ${path}: ${message}`,
  )
const stone = 'tombstones/hip.en/tombstone.dsse.json'

/** The thief writes with Marrow's own writer: everything else about the repository is right. */
const putOut = (withdrawn: WithdrawnArticle): Promise<unknown> =>
  exportTo(store, world, [knee], {withdrawn: [withdrawn]})

describe('a thief of the release key', () => {
  it('finds nothing wrong with what a person signed', async () => {
    await putOut(await withdrawnBy(world, hip))
    expect(await faults()).toEqual([])
    await putOut(await withdrawnBy(world, hip, {notice: undefined!, update: 'retraction'}))
    expect(await faults()).toEqual([])
  })

  it.each([
    ['notice', 'Take ten times the dose.'],
    ['severity', 'editorial'],
    ['update', 'removal'],
    ['effective', '2027-01-01T00:00:00.000Z'],
    ['withdrawnAt', '2026-02-01T00:00:00.000Z'],
    ['number', 7],
    ['digest', 'ab'.repeat(32)],
  ])('cannot put out another `%s` than the person signed', async (member, value) => {
    await putOut({...(await withdrawnBy(world, hip)), [member]: value})
    const found = await faults()
    expect(found.join('\n')).toContain(`tombstone-altered ${stone}: its \`${member}\``)
  })

  it('has no words where nobody signed a withdrawal', async () => {
    const {notice: _, ...silent} = await withdrawnBy(world, hip)
    await putOut({...silent, envelope: null, notice: 'Take ten times the dose.'})
    expect((await faults()).join()).toContain(`tombstone-altered ${stone}: has words`)
    await putOut({...(await withdrawnOf(hip)), notice: 'Take ten times the dose.'})
    expect((await faults()).join()).toContain(`tombstone-altered ${stone}: has words`)
  })

  it('cannot use a withdrawal of something else', async () => {
    const {envelope, statement} = await withdrawnBy(world, knee)
    await putOut({...(await withdrawnBy(world, hip)), envelope, statement})
    expect((await faults()).join()).toContain(`tombstone-altered ${stone}: its withdrawal`)
  })

  it('cannot write another notice, or another file beside it', async () => {
    const withdrawn = await withdrawnBy(world, hip)
    const bytes = new TextEncoder().encode('<p>Take ten times the dose.</p>')
    for (const path of ['index.html', 'article.json', 'more.html']) {
      const rest = withdrawn.files.filter((file) => file.path !== path)
      await putOut({...withdrawn, files: [...rest, {path, mediaType: 'text/html', bytes}]})
      expect((await faults()).join()).toContain(`tombstone-altered tombstones/hip.en/${path}`)
    }
  })

  it('cannot tell one audience other words than its tombstone has, or another state', async () => {
    const names = [everyone, 'knee.en']
    const withdrawn = {...(await withdrawnBy(world, hip)), audiences: names}
    const contents = {audiences: names, bundles: [{bundle: knee, audiences: names}]}
    await exportTo(store, world, [], {...contents, withdrawn: [withdrawn]})
    const alter = (edit: (entry: IndexEntry) => IndexEntry): Promise<void> =>
      rewriteAudience(store, world, 'knee.en', edit)
    expect(await faults()).toEqual([])

    await alter((entry) =>
      entry.status === 'withdrawn' ? {...entry, notice: 'Take ten times the dose.'} : entry,
    )
    expect((await faults()).join()).toContain(`index-differs ${stone}: its \`notice\``)
    await alter((entry) =>
      entry.status === 'withdrawn' ? {...entry, notice: withdrawn.notice!} : entry,
    )
    expect(await faults()).toEqual([])
    await alter((entry) =>
      entry.status === 'live' ? {...entry, validUntil: '2036-01-01T00:00:00.000Z'} : entry,
    )
    expect((await faults()).join()).toContain('index-differs audiences')
  })

  it('cannot give one audience what was withdrawn for another', async () => {
    const contents = (audiences: string[]) => ({
      audiences: [everyone, 'knee.en'],
      bundles: [{bundle: knee, audiences}],
    })
    const withdrawn = [{...(await withdrawnBy(world, knee)), audiences: [everyone]}]
    await exportTo(store, world, [], {...contents(['knee.en']), withdrawn})
    expect((await faults()).join()).toContain('withdrawn audiences/knee.en/index/1.dsse.json')
  })

  it('can do nothing more with a key that was retired', async () => {
    const fresh = await makeKey()
    const [old] = world.trust.release
    const revoked = {at: '2026-05-01T00:00:00.000Z', because: 'retired' as const}
    const next = await worldWith(world, {
      ...world.trust,
      version: 2,
      release: [{...old!, revoked}, fresh.key],
    })
    const retired = {...next, signer: {keyid: fresh.key.keyid, sign: fresh.sign}}
    await exportTo(store, retired, [await makeBundle(retired, {id: 'knee'})])
    expect(await faults()).toEqual([])
    await rewriteAudience(store, world, everyone, (entry) => entry)
    expect((await faults()).join()).toContain(`revoked-signer ${headPath(everyone)}`)
  })

  it.each([
    ['words of another publisher', {publisher: {name: 'Take ten times the dose'}}],
    ['a life of years, to hold readers off', {expires: '2036-06-01T12:00:00.000Z'}],
  ])('cannot give a head %s', async (_, change) => {
    await exportTo(store, world, [knee])
    const text = new TextDecoder().decode(await store.read(headPath(everyone)))
    const head = {...parseSigned('head', text), ...change}
    const files = await proofOf('audiences/all/head', await signAs('head', head, world.signer))
    await placeFiles(store, files)
    await (await store.lock()).release()
    // The feeds for readers of news name the publisher, too.
    const found = (await faults()).filter((one) => !one.startsWith('altered audiences/all/feed.'))
    expect(found.join()).toMatch(/^head-altered audiences\/all\/head\.dsse\.json[^,]*$/)
  })

  it.each([
    ['because', 'Take ten times the dose'],
    ['edition', 'Take ten times the dose'],
    ['article', 'knee/../../x'],
    ['language', 'take the dose'],
  ])('has no words in the place of `%s`', async (member, words) => {
    const {kind, article, language, number, edition, digest} = knee.manifest
    const about = {kind, article, language, number, edition, digest}
    const entry = {status: 'removed', ...about, because: 'revoked'}
    const read = async (value: object) =>
      parseSigned('pointer', await signAs('pointer', value, world.signer))
    expect(await read(entry)).toEqual(entry)
    await expect(read({...entry, [member]: words})).rejects.toThrow(`\`${member}\` must be`)
  })

  it('leaves a repository that is sound again after the drill', async () => {
    await exportTo(store, world, [knee, hip])
    const fresh = await makeKey()
    const [old] = world.trust.release
    const revoked = {at: '2026-05-01T00:00:00.000Z', because: 'compromised' as const}
    const release = [{...old!, revoked}, fresh.key]
    const next = await worldWith(
      {...world, publisher: {...world.publisher, release: fresh}},
      {...world.trust, version: 2, release},
    )
    await exportTo(store, next, [await makeBundle(next, {id: 'knee'})])
    expect(await faults()).toEqual([])
  })
})
