import {readFileSync, renameSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeAll, beforeEach, describe, expect, it} from 'vitest'

import {marrow, sampleHome, sampleKey, temporaryFolder} from '../harness.ts'

const audience = 'knee.en.24h'

let home: string
let everyone: string
let clinic: string
let kept: string

beforeAll(async () => {
  home = await sampleHome()
  const folder = temporaryFolder()
  everyone = join(folder, 'everyone')
  clinic = join(folder, 'clinic')
  await marrow(home, ['export', '--out', everyone])
  await marrow(home, ['export', '--audience', audience, '--out', clinic])
  kept = readFileSync(listOf(home), 'utf8')
})

beforeEach(() => writeFileSync(listOf(home), kept))

const listOf = (dir: string) => join(dir, 'delivery', 'last-export.json')

const repositoriesOf = ({json}: Awaited<ReturnType<typeof marrow>>): string[] =>
  json().repositories.map(({repository}: {repository: string}) => repository)

describe('repositories that a home wrote', () => {
  it('are all refreshed, the newest first', async () => {
    expect(repositoriesOf(await marrow(home, ['refresh', '--json']))).toEqual([clinic, everyone])
    const named = await marrow(home, ['refresh', '--out', everyone, '--json'])
    expect(repositoriesOf(named)).toEqual([everyone])
  })

  it('are all looked at for what publishers have', async () => {
    const both = await marrow(home, ['status', '--deliveries', '--json'])
    expect(both.exit, both.error).toBe(0)
    expect(both.json().repositories).toEqual([clinic, everyone])
    const rows = both.json().publishers as Array<{audience: string; repository: string}>
    expect(rows.filter((row) => row.audience === audience)).toMatchObject([
      {repository: clinic},
      {repository: everyone},
    ])
    const text = await marrow(home, ['status', '--deliveries'])
    expect(text.out).toContain(clinic)
    expect(text.out).toContain(everyone)
    const one = await marrow(home, ['status', '--deliveries', '--out', everyone, '--json'])
    expect(one.json().repositories).toEqual([everyone])
  })

  it('that have no feed for a publisher are told where none of them has it, once', async () => {
    const only = await marrow(home, ['status', '--deliveries', '--out', clinic, '--json'])
    expect(only.exit).toBe(0)
    renameSync(join(clinic, 'audiences', audience), join(clinic, 'moved'))
    renameSync(join(everyone, 'audiences', audience), join(everyone, 'moved'))
    const none = await marrow(home, ['status', '--deliveries', '--json'])
    renameSync(join(clinic, 'moved'), join(clinic, 'audiences', audience))
    renameSync(join(everyone, 'moved'), join(everyone, 'audiences', audience))
    expect(none.exit).toBe(1)
    const rows = none.json().publishers as Array<{audience: string; head: number | null}>
    expect(rows.filter((row) => row.audience === audience)).toMatchObject([{head: null}])
  })

  it('are forgotten with a word, where they are not there any more', async () => {
    renameSync(clinic, `${clinic}-moved`)
    const told = await marrow(home, ['refresh', '--json'])
    const again = await marrow(home, ['refresh', '--json'])
    renameSync(`${clinic}-moved`, clinic)
    expect(told.exit).toBe(0)
    expect(told.error).toContain(`${clinic} is not there any more and is forgotten`)
    expect([repositoriesOf(told), repositoriesOf(again)]).toEqual([[everyone], [everyone]])
    expect(again.error).toBe('')
  })

  it('are known from a list of the format before', async () => {
    writeFileSync(listOf(home), JSON.stringify({format: 1, out: everyone}))
    expect(repositoriesOf(await marrow(home, ['refresh', '--json']))).toEqual([everyone])
    await marrow(home, ['export', '--audience', audience, '--out', clinic])
    expect(repositoriesOf(await marrow(home, ['refresh', '--json']))).toEqual([clinic, everyone])
  })

  it('all lose what is withdrawn: the command shows what leaves each, and what to run', async () => {
    const signer = ['--as', 'blake-sample', '--key', sampleKey(home, 'blake-sample')]
    const say = ['--reason', 'r', '--notice', 'Do not use.', '--yes']
    const words = ['withdraw', 'knee-osteoarthritis', ...signer, ...say]
    const done = await marrow(home, words)
    expect(done.exit, done.error).toBe(0)
    for (const out of [clinic, everyone]) {
      expect(done.error).toContain(`${out}: edition.article-knee-osteoarthritis.1`)
    }
    const commands = [`--audience ${audience} --out ${clinic}`, `--out ${everyone}`]
    expect(done.out).toContain(commands.map((one) => `npm run marrow -- export ${one}`).join('; '))

    const named = ['withdraw', 'bone-marrow-edema-knee', '--repository', clinic]
    const half = await marrow(home, [...named, ...signer, ...say])
    expect(half.exit, half.error).toBe(0)
    expect(half.out).toContain(`refresh --out ${everyone}`)
    const {json} = await marrow(home, ['refresh', '--json'])
    expect(json().repositories).toMatchObject([
      {repository: clinic, takenOut: []},
      {repository: everyone, takenOut: ['edition.article-bone-marrow-edema-knee.1']},
    ])
  })

  it('do not wait for one that cannot be refreshed', async () => {
    const head = join(clinic, 'audiences', audience, 'head.dsse.json')
    const text = readFileSync(head)
    writeFileSync(head, '{}')
    const at = '2026-03-08T09:00:00Z'
    const refreshed = await marrow(home, ['refresh'], {at})
    writeFileSync(head, text)
    expect(refreshed.exit).toBe(1)
    expect(refreshed.error).toContain('1 of 2 repositories are refreshed')
    expect(refreshed.error).toContain(`refresh --out ${clinic}`)
    const good = await marrow(home, ['verify', everyone, '--json'], {at})
    expect(good.json().faults).toEqual([])
    expect((await marrow(home, ['refresh', '--out', clinic], {at})).exit).toBe(0)
  })
})
