import {beforeAll, beforeEach, describe, expect, it} from 'vitest'

import type {Bundle} from '../../../exports/bundle/bundle.ts'
import type {ArtifactStore} from '../../../exports/repository/artifact-store.ts'
import {diffEntries} from '../../../exports/repository/format/diff-entries.ts'
import type {LiveEntry, ShownCorrection} from '../../../exports/repository/format/entries.ts'
import {appendEvents} from '../../../exports/repository/format/feed-event.ts'
import {updatesOf} from '../../../exports/repository/format/updates-of.ts'
import {storeOnDisk} from '../../../exports/repository/store-on-disk.ts'
import {verifyRepository} from '../../../exports/verify/verify-repository.ts'
import {makeBundle, makeWorld, now} from '../bundle/world.ts'
import type {TestWorld} from '../bundle/world.ts'
import {MemoryDisk} from './memory-disk.ts'
import {exportTo} from './repository-world.ts'
import {rewriteAudience} from './rewrite-audience.ts'

const notice = 'Read 10 mg, not 100 mg.'
const dose = {kind: 'correction' as const, severity: 'safety' as const, reason: 'Dose', notice}
const name = {...dose, severity: 'editorial' as const, notice: 'A name was misspelt.'}

let world: TestWorld
let knee: Bundle
let corrected: Bundle
beforeAll(async () => {
  world = await makeWorld()
  knee = await makeBundle(world, {id: 'knee'})
  const effective = '2026-04-01T00:00:00.000Z'
  const also = [{...dose, update: 'erratum' as const, effective}, name]
  corrected = await makeBundle(world, {id: 'knee', also})
})

let store: ArtifactStore
beforeEach(() => {
  store = storeOnDisk(new MemoryDisk())
})

const faults = async (): Promise<string> =>
  (await verifyRepository(store, world.rootKey, {now})).faults
    .map(({code, message}) => `${code} ${message}`)
    .join()
const entryOf = async (): Promise<LiveEntry> => {
  const {shelf} = await exportTo(store, world, [corrected])
  return shelf[0]!.entry
}

describe('an entry says of each correction', () => {
  it('its type, severity, effective time and notice, sorted by id', async () => {
    const {corrections} = await entryOf()
    const ids = corrections.map((one) => (typeof one === 'string' ? '' : one.statement))
    expect(ids).toEqual(ids.toSorted())
    expect(corrections.toSorted(bySeverity)).toEqual([
      {
        statement: expect.stringMatching(/^statement\./),
        update: 'correction',
        severity: 'editorial',
        effective: '2026-03-01T10:00:00.000Z',
        notice: name.notice,
      },
      {
        statement: expect.stringMatching(/^statement\./),
        update: 'erratum',
        severity: 'safety',
        effective: '2026-04-01T00:00:00.000Z',
        notice,
      },
    ])
    expect(await faults()).toBe('')
  })

  it('and its event which are new; of them the gravest comes first', async () => {
    await exportTo(store, world, [knee])
    const {audiences} = await exportTo(store, world, [corrected])
    const [event] = audiences[0]!.news
    const {corrections} = event!.entry as LiveEntry
    const ids = (corrections as ShownCorrection[]).map(({statement}) => statement)
    expect(event).toMatchObject({type: 'corrected', corrected: ids})
    expect(updatesOf(event!).map(({severity}) => severity)).toEqual(['safety', 'editorial'])

    const before = {...(event!.entry as LiveEntry), corrections: corrections.slice(0, 1)}
    const [news] = diffEntries([before], [event!.entry as LiveEntry], new Map())
    expect(news).toMatchObject({type: 'corrected', corrected: ids.slice(1)})
    expect(updatesOf(news!)).toEqual(corrections.slice(1))
  })
})

describe('what the release key says of a correction', () => {
  it.each([
    ['severity', {severity: 'legal' as const}],
    ['update', {update: 'clarification' as const}],
    ['effective', {effective: '2027-01-01T00:00:00.000Z'}],
    ['notice', {notice: 'Take ten times the dose.'}],
    ['statement', {statement: `statement.${'9'.repeat(32)}`}],
  ])('must be what the person signed: `%s`', async (_, change) => {
    await entryOf()
    await rewriteLive(({corrections}) =>
      (corrections as ShownCorrection[]).map((one) => ({...one, ...change})),
    )
    expect(await faults()).toContain('index-differs `corrections` in the entry of edition.knee.1')
  })

  it('is there for every one, and for none that nobody signed', async () => {
    await entryOf()
    await rewriteLive(() => [])
    expect(await faults()).toContain('index-differs `corrections` in the entry of edition.knee.1')
  })
})

describe('a repository from before corrections had words', () => {
  const ids = ({corrections}: LiveEntry): string[] =>
    corrections.map((one) => (typeof one === 'string' ? one : one.statement))

  it('is read, and its articles are rebuilt by the next export', async () => {
    await entryOf()
    await rewriteLive(ids)
    expect(await faults()).toContain('index-differs')
    const {audiences} = await exportTo(store, world, [corrected])
    expect(audiences[0]!.news.map(({type}) => type)).toEqual(['rebuilt'])
    expect(await faults()).toBe('')
    expect((await exportTo(store, world, [corrected])).wrote).toBe(false)
  })

  it('has events that say nothing of which are new: any may be', async () => {
    const entry = await entryOf()
    const [event] = await appendEvents(
      {seq: 0, hash: '0'.repeat(64)},
      [{type: 'corrected', entry}],
      now,
    )
    expect(updatesOf(event!)).toHaveLength(2)
    expect(updatesOf({...event!, entry: {...entry, corrections: ids(entry)}})).toEqual([])
  })
})

function rewriteLive(corrections: (entry: LiveEntry) => LiveEntry['corrections']): Promise<void> {
  return rewriteAudience(store, world, 'all', (entry) =>
    entry.status === 'live' ? {...entry, corrections: corrections(entry)} : entry,
  )
}

function bySeverity(a: ShownCorrection | string, b: ShownCorrection | string): number {
  return JSON.stringify(a).includes('editorial')
    ? -1
    : JSON.stringify(b).includes('editorial')
      ? 1
      : 0
}
