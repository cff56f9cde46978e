import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import {join} from 'node:path'

import {beforeAll, describe, expect, it} from 'vitest'

import {marrow, readTree, sampleHome, sampleKey, temporaryFolder} from '../harness.ts'
import {documentsIn} from '../store-of.ts'

const article = 'article-knee-osteoarthritis'

let home: string
let out: string
let store: string

beforeAll(async () => {
  home = await sampleHome()
  out = join(temporaryFolder(), 'out')
  store = join(home, 'lake', 'lake.sqlite')
  await marrow(home, ['export', '--out', out])
  // The lake is lost from here on.
  copyFileSync(store, `${store}-kept`)
  writeFileSync(store, 'no database')
})

function withdraw(words: string[], options: Parameters<typeof marrow>[2] = {}) {
  const signer = ['--as', 'blake-sample', '--key', sampleKey(home, 'blake-sample')]
  const say = ['--reason', 'A dose is wrong', '--notice', 'Do not use.', '--severity', 'safety']
  return marrow(home, ['withdraw', ...words, ...signer, ...say], options)
}

const ledger = () => readFileSync(join(home, 'ledger.ndjson'), 'utf8')
const kept = () => {
  const folder = join(home, 'statements')
  return existsSync(folder) ? readdirSync(folder) : []
}

describe('a withdrawal from a repository alone', () => {
  it.each([
    ['by nobody who could be asked', {}, 2],
    ['answered with another word than yes', {answer: 'y'}, 1],
  ])('signs nothing when %s', async (_, options, exit) => {
    const before = {out: readTree(out), ledger: ledger()}
    const refused = await withdraw([article, '--repository', out], options)
    expect(refused.exit).toBe(exit)
    expect(refused.error).toContain('Nothing was signed')
    expect({out: readTree(out), ledger: ledger()}).toEqual(before)
    expect(kept()).toEqual([])
  })

  it('names what is there, where the article is not', async () => {
    const missing = await withdraw(['hip', '--repository', out, '--yes'])
    expect(missing.error).toContain(`hip is not in ${out}, which has article-bone-marrow`)
    const gone = await withdraw(['article-knee-mri', '--repository', out, '--yes'])
    expect(gone.error).toContain('it is withdrawn')
  })

  it('waits for the time that it says', async () => {
    const effective = '2026-03-09T09:00:00Z'
    const later = await withdraw([
      'article-osteonecrosis-knee',
      '--repository',
      out,
      '--effective',
      effective,
      '--yes',
      '--json',
    ])
    expect(later.json()).toMatchObject({out: false, effective: '2026-03-09T09:00:00.000Z'})
    expect(existsSync(join(out, 'latest', 'osteonecrosis-knee.en'))).toBe(true)
  })

  it('shows its effect, then takes the article out without a lake', async () => {
    const done = await withdraw(
      ['knee-osteoarthritis', '--repository', out, '--update', 'retraction', '--json'],
      {answer: 'yes'},
    )
    expect(done.exit).toBe(0)
    const [effect] = done.json().effects
    expect(effect).toMatchObject({
      article,
      title: 'Knee osteoarthritis',
      audiences: ['all', 'knee.en.24h'],
      pages: ['latest/knee-osteoarthritis.en/'],
    })
    for (const word of [...effect.audiences, ...effect.pages, ...effect.purge]) {
      expect(done.error).toContain(word)
    }
    for (const bundle of effect.bundles) {
      expect(readdirSync(join(out, 'bundles', bundle))).toEqual(['tombstone.dsse.json'])
    }
    const page = readFileSync(join(out, 'latest', 'knee-osteoarthritis.en', 'index.html'), 'utf8')
    expect(page).toContain('Do not use.')
    expect((await marrow(home, ['verify', out])).exit).toBe(0)
    const events = ledger().trimEnd().split('\n').slice(-2)
    expect(events.map((line) => JSON.parse(line))).toMatchObject([
      {event: 'statement-seen', kind: 'withdrawal', article, update: 'retraction'},
      {event: 'removed', article, because: 'withdrawn'},
    ])
    expect(kept()).toContain(`${done.json().statement}.json`)
  })

  it('is brought to the lake when that is back, and stands', async () => {
    renameSync(`${store}-kept`, store)
    const ids = kept().map((name) => name.replace('.json', ''))
    expect(ids).toHaveLength(2)
    const again = await marrow(home, ['export', '--out', out, '--json'])
    expect(again.json().withdrawn.map((one: {article: string}) => one.article)).toContain(article)
    expect(existsSync(join(out, 'latest', 'knee-osteoarthritis.en', 'fragment.html'))).toBe(false)
    expect(kept()).toEqual([])
    const stored = documentsIn(home)
    for (const id of ids) expect(stored.get(id)).toMatchObject({_type: 'statement'})
    expect((await marrow(home, ['audit'])).exit).toBe(0)
    expect((await marrow(home, ['verify', out])).exit).toBe(0)
  })
})

describe('a withdrawal through the lake', () => {
  it('says what leaves the last repository, and what to run', async () => {
    const done = await withdraw(['bone-marrow-edema-knee'], {answer: 'yes'})
    expect(done.error).toContain('latest/bone-marrow-edema-knee.en/')
    expect(done.out).toContain(`export --out ${out}`)
  })

  it('is not signed when somebody at the terminal does not say yes', async () => {
    const before = ledger()
    expect((await withdraw(['bone-marrow-edema-knee'], {answer: ''})).exit).toBe(1)
    expect(ledger()).toBe(before)
  })
})
