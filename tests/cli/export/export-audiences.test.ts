import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeAll, describe, expect, it} from 'vitest'

import {marrow, readTree, sampleHome, sampleKey, temporaryFolder} from '../harness.ts'
import {tamper} from '../store-of.ts'

const morning = '2026-03-02T08:00:00Z'
const opened = '2026-03-02T09:00:00Z'

/** A home with three publishers; one of them has a profile with a fault. */
let home: string
let out: string
/** What an export says before an embargo is over, and after. */
// oxlint-disable-next-line typescript/no-explicit-any -- what a test reads, it knows
let early: any
// oxlint-disable-next-line typescript/no-explicit-any
let late: any
let carriedEarly: string[]

const publisher = (id: string, fields: object) => ({
  _id: id,
  _type: 'publisher',
  name: id,
  ...fields,
})

beforeAll(async () => {
  home = await sampleHome()
  out = join(temporaryFolder(), 'out')
  tamper(home, (documents) => {
    const add = (id: string, fields: object) => documents.set(id, publisher(id, fields))
    add('publisher-joints', {collections: ['arthritis'], formats: ['html'], foreignLinks: 'text'})
    add('publisher-typo', {collections: ['knee'], formats: ['word']})
  })
  early = (await exported(out, [], morning)).json()
  carriedEarly = entriesFor('knee.en.24h').map(({article}) => article)
  const strict = await exported(out, ['--strict'])
  late = {exit: strict.exit, ...strict.json()}
})

function exported(folder: string, words: string[] = [], at = opened) {
  return marrow(home, ['export', '--out', folder, '--json', ...words], {at})
}

const zips = (folder: string) =>
  readdirSync(join(folder, 'bundles')).filter((name) => name.endsWith('.zip'))

function entriesFor(audience: string) {
  const {payload} = JSON.parse(
    readFileSync(join(out, 'audiences', audience, 'head.dsse.json'), 'utf8'),
  ) as {payload: string}
  const {index} = JSON.parse(Buffer.from(payload, 'base64').toString()) as {
    index: {version: number}
  }
  const path = join(out, 'audiences', audience, 'index', `${index.version}.dsse.json`)
  const envelope = JSON.parse(readFileSync(path, 'utf8')) as {payload: string}
  return (
    JSON.parse(Buffer.from(envelope.payload, 'base64').toString()) as {
      entries: Array<{article: string; status: string; bundle?: string}>
    }
  ).entries
}

const joints = /^arthritis\.all\.0h\.[0-9a-f]{8}$/
const namesIn = (report: {audiences: Array<{name: string}>}) =>
  report.audiences.map(({name}) => name)

describe('an export for audiences', () => {
  it('tells each what it carries and may have by now', async () => {
    expect(namesIn(early)).toEqual(['all', expect.stringMatching(joints), 'knee.en.24h'])
    expect(carriedEarly).toEqual(['article-knee-mri', 'siteSettings'])
    expect(
      early.held.map(({audience, opens}: Record<string, string>) => [audience, opens]),
    ).toEqual(Array.from({length: 3}, () => ['knee.en.24h', '2026-03-02T09:00:00.000Z']))
    expect(early.next).toBe('2026-03-02T09:00:00.000Z')
    expect(late.held).toEqual([])
    expect((await marrow(home, ['verify', out])).exit).toBe(0)
  })

  it('shares bundles where audiences see the same', () => {
    const entries = entriesFor('knee.en.24h')
    expect(entries.filter(({status}) => status === 'live')).toHaveLength(4)
    const own = entriesFor('all').map(({bundle}) => bundle)
    for (const {bundle} of entries) expect(own).toContain(bundle)
  })

  it('makes another bundle where a publisher gets it another way', () => {
    const bundleIn = (audience: string) =>
      entriesFor(audience).find(({article}) => article === 'article-knee-osteoarthritis')!.bundle!
    const other = bundleIn(namesIn(late)[1]!)
    expect(other).not.toBe(bundleIn('all'))
    const page = readFileSync(join(out, 'bundles', other, 'data', 'index.html'), 'utf8')
    expect(page).not.toContain('Bone marrow edema of the knee')
    expect(existsSync(join(out, 'bundles', other, 'data', 'article.json'))).toBe(false)
  })

  it('refuses a profile that cannot be gone by, with its field and what to do, and no other', () => {
    expect(late.exit).toBe(1)
    expect(late.profiles).toEqual([
      {
        publisher: 'publisher-typo',
        field: 'formats',
        message: 'There is no format word',
        remedy: expect.stringMatching(
          /^Choose from html, .*; until then this publisher gets nothing/,
        ),
      },
    ])
    const {publishers} = JSON.parse(
      readFileSync(join(home, 'delivery', 'publishers.json'), 'utf8'),
    ) as {publishers: Array<{id: string; audience: string}>}
    expect(publishers.map(({id, audience}) => [id, audience])).toEqual([
      ['publisher-joints', expect.stringMatching(joints)],
      ['publisher-sample', 'knee.en.24h'],
    ])
  })

  it('goes by the profile of before where one got a fault', async () => {
    const spoil = (embargoHours: number) =>
      tamper(home, (documents) => {
        const sample = documents.get('publisher-sample')!
        documents.set('publisher-sample', {...sample, embargoHours})
      })
    spoil(-1)
    const report = (await exported(out)).json()
    spoil(24)
    expect(namesIn(report)).toContain('knee.en.24h')
    expect(report.wrote).toBe(false)
    expect(report.profiles[0]).toMatchObject({
      publisher: 'publisher-sample',
      field: 'embargoHours',
      remedy: expect.stringContaining('the profile of before holds'),
    })
  })
})

describe('an export for some audiences alone', () => {
  it('holds no byte of what they may not have yet, and tells the ledger nothing new', async () => {
    const folder = join(temporaryFolder(), 'out')
    const ledger = readFileSync(join(home, 'ledger.ndjson'), 'utf8')
    const only = ['--audience', 'knee.en.24h']
    expect(namesIn((await exported(folder, only, morning)).json())).toEqual(['knee.en.24h'])
    expect(zips(folder)).toHaveLength(1)
    const all = Object.values(readTree(folder))
      .map((bytes) => Buffer.from(bytes, 'base64').toString('latin1'))
      .join('\n')
    expect(all).not.toContain('Bone marrow edema of the knee')

    expect((await exported(folder, only)).exit).toBe(0)
    expect(zips(folder)).toHaveLength(4)
    expect(readFileSync(join(home, 'ledger.ndjson'), 'utf8')).toBe(ledger)
  })

  it('names the audiences that there are', async () => {
    const {exit, json} = await exported(join(temporaryFolder(), 'out'), ['--audience', 'hip'])
    expect(exit).toBe(2)
    expect(json().error.message).toMatch(/^There is no audience hip: choose from all, arthritis/)
  })
})

describe('the archive', () => {
  it('has every bundle that went out, for ever to be verified', async () => {
    const before = zips(out)
    const [key, who] = [sampleKey(home, 'blake-sample'), 'blake-sample']
    const words = ['--reason', 'r', '--notice', 'n', '--severity', 'safety']
    await marrow(home, ['withdraw', 'knee-osteoarthritis', '--as', who, '--key', key, ...words])
    await exported(out)
    const gone = before.filter((name) => !zips(out).includes(name))
    expect(gone.length).toBeGreaterThan(0)
    for (const name of gone) {
      const path = join(home, 'archive', 'bundles', name)
      expect((await marrow(home, ['verify', path])).exit).toBe(0)
    }
  })
})

describe('an audience that no profile asks for any more', () => {
  it('is closed, and the operator hears of it, why, and who had it', async () => {
    const profile = (collections: string[]) =>
      tamper(home, (documents) => {
        const sample = documents.get('publisher-sample')!
        documents.set('publisher-sample', {...sample, collections})
      })
    profile(['hip'])
    const {closed} = (await exported(out)).json()
    expect(closed).toEqual([
      {
        name: 'knee.en.24h',
        status: 'closed',
        because: 'no-profile',
        until: '2026-04-01T09:00:00.000Z',
        publishers: ['publisher-sample'],
      },
    ])
    expect(entriesFor('knee.en.24h').map(({status}) => status)).not.toContain('live')
    const {out: text} = await marrow(home, ['export', '--out', out], {at: opened})
    expect(text).toContain('audience knee.en.24h: no profile asks for it any more')
    expect((await marrow(home, ['verify', out])).exit).toBe(0)
    profile(['knee'])
    expect((await exported(out)).json().closed).toMatchObject([{status: 'closed'}])
    expect(entriesFor('knee.en.24h').map(({status}) => status)).toContain('live')
  })

  it('is not one that is only left out: that is refused', async () => {
    const {exit, json} = await exported(out, ['--audience', 'knee.en.24h'])
    expect(exit).toBe(2)
    expect(json().error.message).toContain('audiences/all: is in this repository')
  })
})
