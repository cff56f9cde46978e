import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeAll, describe, expect, it} from 'vitest'

import {marrow, sampleHome, sampleKey, temporaryFolder} from './harness.ts'

const article = 'article-bone-bruise-knee'
const deadline = '2026-03-02T15:00:00.000Z'

let home: string
let out: string

const policy = {
  article: [
    {role: 'editor', count: 1},
    {role: 'medical-expert', count: 1},
  ],
  site: [
    {role: 'editor', count: 1},
    {role: 'medical-expert', count: 1},
  ],
  fourEyes: true,
  softwareKeys: true,
  overdue: 'show',
}

async function run(...words: string[]) {
  const printed = await marrow(home, words)
  expect(printed.exit, printed.error).toBe(0)
  return printed
}

const signer = (id: string) => ['--as', id, '--key', sampleKey(home, id)]
const exported = (at: string) => marrow(home, ['export', '--out', out, '--json'], {at})
const page = () => join(out, 'latest', 'bone-bruise-knee.en', 'index.html')

beforeAll(async () => {
  home = await sampleHome()
  out = join(temporaryFolder(), 'out')
})

describe('an emergency', () => {
  it('needs a trust file that allows it', async () => {
    await run('submit', article, '--as', 'sample-jordan')
    const words = ['sign', article, '--emergency', ...signer('avery-sample')]
    const refused = await marrow(home, words)
    expect(refused.exit).toBe(1)
    expect(refused.error).toContain('allows no emergency sign-off')
    const emergency = {quorum: [{role: 'medical-expert', count: 1}], deadlineHours: 6}
    writeFileSync(join(home, 'policy.json'), JSON.stringify({...policy, emergency}))
    await run('trust', 'policy', join(home, 'policy.json'))
    await run(...words)
  })

  it('puts out what its quorum signed, marked, and valid until its deadline alone', async () => {
    const {json} = await exported('2026-03-02T09:00:00Z')
    const [entry] = json().exported.filter((one: {article: string}) => one.article === article)
    expect(entry).toMatchObject({emergency: true, validUntil: deadline})
    expect(json().next).toBe('2026-03-02T15:00:00.001Z')
    expect(readFileSync(page(), 'utf8')).toMatch(/emergency/i)
    const verified = await marrow(home, ['verify', out, '--json'])
    expect(verified.json().notes).toContainEqual(expect.objectContaining({code: 'emergency'}))
    const status = (await run('status', article)).out
    expect(status).toContain(`an emergency sign-off lets it out until ${deadline}`)
  })

  it('ends at its deadline: the article leaves, and nothing is signed for that', async () => {
    const before = readFileSync(join(home, 'ledger.ndjson'), 'utf8')
    expect((await exported(deadline)).json().removed).toEqual([])
    const {json} = await exported('2026-03-02T15:00:00.001Z')
    expect(json().removed).toMatchObject([{article}])
    expect(json().refused).toContainEqual(
      expect.objectContaining({article, code: 'emergency-lapsed'}),
    )
    expect(existsSync(page())).toBe(false)
    const added = readFileSync(join(home, 'ledger.ndjson'), 'utf8').slice(before.length)
    expect(
      added
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([{event: 'removed', article, because: 'emergency-lapsed'}])
  })

  it('is an ordinary edition once the full policy signed it', async () => {
    await run('sign', article, ...signer('riley-sample'))
    await run('sign', article, ...signer('blake-sample'))
    const {json} = await exported('2026-03-02T16:00:00Z')
    const [entry] = json().exported.filter((one: {article: string}) => one.article === article)
    expect(entry).toMatchObject({emergency: false})
    expect(readFileSync(page(), 'utf8')).not.toMatch(/emergency sign-off/i)
  })
})
