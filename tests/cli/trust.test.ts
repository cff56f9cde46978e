import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {beforeAll, describe, expect, it} from 'vitest'

import {homeAt} from '../../cli/home/paths.ts'
import {storeAsset} from '../../cli/home/store-asset.ts'
import {loadSampleContent} from '../../cli/seed/load-content.ts'
import {marrow, readTree, sampleHome, temporaryFolder, type Printed} from './harness.ts'

/** A publisher's own home: real keys, the sample's documents, nothing signed by itself. */
const folder = {home: '', keys: ''}
const root = {MARROW_PASSPHRASE: 'the publisher keeps this one'}
const passphrases: Record<string, string> = {
  erin: 'the editor keeps this one',
  max: 'the physician keeps this one',
}
const article = 'article-bone-marrow-edema-knee'
const printed: Printed[] = []

async function run(words: string[], at: string, env: NodeJS.ProcessEnv = root): Promise<Printed> {
  const result = await marrow(folder.home, words, {at, env})
  printed.push(result)
  return result
}

function keyOf(id: string): string {
  return join(folder.keys, `${id}.json`)
}

async function enrol(id: string, name: string, at: string): Promise<string> {
  const words = ['trust', 'enrol', '--id', id, '--name', name, '--key', keyOf(id), '--json']
  const {exit, json, out} = await run(words, at, {MARROW_PASSPHRASE: passphrases[id]})
  expect(exit, out).toBe(0)
  return json().fingerprint
}

function approval(id: string, fingerprint: string, role: string): string[] {
  const request = keyOf(id).replace('.json', '.enrolment.json')
  const standing = `--role ${role} --language en --identity lake-${id} --credential MD:2015-06-01`
  return ['trust', 'approve', request, '--fingerprint', fingerprint, ...standing.split(' ')]
}

function signAs(id: string, at: string): Promise<Printed> {
  const secret = join(folder.keys, `${id}.secret`)
  writeFileSync(secret, `${passphrases[id]}\n`)
  const words = ['sign', article, '--as', id, '--key', keyOf(id)]
  return run(words, at, {MARROW_PASSPHRASE_FILE: secret})
}

async function outcome(at: string): Promise<{live: string[]; refused: Record<string, string>}> {
  const {exit, out, json} = await run(
    ['export', '--out', join(folder.home, '..', 'out'), '--json'],
    at,
  )
  expect(exit, out).toBe(0)
  const {exported, unchanged, refused} = json()
  return {
    live: [...exported, ...unchanged].map((entry: {article: string}) => entry.article),
    refused: Object.fromEntries(
      refused.map((entry: {article: string; code: string}) => [entry.article, entry.code]),
    ),
  }
}

beforeAll(async () => {
  folder.home = join(temporaryFolder(), 'home')
  folder.keys = temporaryFolder()
  const home = homeAt({MARROW_HOME: folder.home})
  const {documents, assets} = await loadSampleContent()
  for (const [id, bytes] of assets) storeAsset(home, id, bytes)
  const change = {author: 'lake-writer', at: '2026-03-01T08:00:00Z'}
  const lines = (values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('')
  writeFileSync(home.history, lines(documents.map(({_id}) => ({...change, document: _id}))))
  writeFileSync(home.dataset, lines(documents))
})

describe('a publisher’s own trust file', () => {
  it('is made by init, once, with keys that only a passphrase opens', async () => {
    const words = ['trust', 'init', '--publisher', 'House Press', '--url', 'https://house.example']
    const made = await run(words, '2026-03-01T09:00:00Z')
    expect(made.exit, made.error).toBe(0)
    expect(made.out).toContain(readFileSync(join(folder.home, 'root.pub'), 'utf8').trim())
    const again = await run(words, '2026-03-01T09:00:00Z')
    expect([again.exit, again.error.includes('has a trust file')]).toEqual([1, true])
    expect((await run(['seed'], '2026-03-01T09:00:00Z')).exit).toBe(1)
  })

  it('takes a signer in by the fingerprint that they read out, and by no other', async () => {
    const at = '2026-03-01T09:10:00Z'
    const erin = await enrol('erin', 'Erin Editor', at)
    const max = await enrol('max', 'Max Muster', at)
    const wrong = await run(approval('max', erin, 'medical-expert'), at)
    expect([wrong.exit, wrong.error.includes('does not match')]).toEqual([1, true])
    const short = await run(approval('max', max.slice(0, 8), 'medical-expert'), at)
    expect(short.exit).toBe(1)

    expect((await run(approval('erin', erin, 'editor'), at)).exit).toBe(0)
    expect((await run(approval('max', max, 'medical-expert'), at)).exit).toBe(0)
    const {json} = await run(['trust', 'list', '--json'], at)
    expect(json()).toMatchObject({version: 3, sample: false})
    expect(json().signers.map(({id}: {id: string}) => id)).toEqual(['erin', 'max'])
  })

  it('does not change with another passphrase than the root key’s', async () => {
    const before = readFileSync(join(folder.home, 'trust.dsse.json'))
    const words = ['trust', 'retire', 'max']
    const {exit, error} = await run(words, '2026-03-01T09:20:00Z', {
      MARROW_PASSPHRASE: 'a wrong one',
    })
    expect([exit, error.includes('wrong passphrase')]).toEqual([1, true])
    expect(readFileSync(join(folder.home, 'trust.dsse.json'))).toEqual(before)
  })

  it('lets those sign whom it names, with their own keys', async () => {
    const at = '2026-03-01T10:00:00Z'
    expect((await run(['submit', article, '--as', 'lake-writer'], at)).exit).toBe(0)
    const borrowed = await run(['sign', article, '--as', 'erin', '--key', keyOf('max')], at, {
      MARROW_PASSPHRASE: passphrases['max'],
    })
    expect([borrowed.exit, borrowed.error.includes('not a key of erin')]).toEqual([1, true])
    const stranger = await run(['sign', article, '--as', 'eve', '--key', keyOf('max')], at)
    expect([stranger.exit, stranger.error.includes('no signer eve')]).toEqual([1, true])
    for (const id of ['erin', 'max']) expect((await signAs(id, at)).exit).toBe(0)

    expect((await outcome('2026-03-01T11:00:00Z')).live).toContain(article)
    const html = readFileSync(
      join(folder.home, '..', 'out', 'latest', 'bone-marrow-edema-knee.en', 'index.html'),
      'utf8',
    )
    expect(html).toContain('Max Muster')
    expect(html).not.toContain('not reviewed by a physician')
    const out = join(folder.home, '..', 'out')
    expect((await run(['verify', out], '2026-03-01T11:00:00Z')).exit).toBe(0)
  })

  it('keeps what a retired signer signed before', async () => {
    const retired = await run(['trust', 'retire', 'max'], '2026-03-02T09:00:00Z')
    expect(retired.exit, retired.error).toBe(0)
    expect((await outcome('2026-03-02T10:00:00Z')).live).toContain(article)
    const late = await signAs('max', '2026-03-02T11:00:00Z')
    expect(late.exit).toBe(1)
    expect(late.error).toMatch(/retired|revoked/)
  })

  it('drops what a compromised signer signed when the ledger had not seen it by then', async () => {
    const words = ['trust', 'revoke', 'max', '--from', '2026-03-01T09:30:00Z']
    expect((await run(words, '2026-03-03T09:00:00Z')).exit).toBe(0)
    const {live, refused} = await outcome('2026-03-03T10:00:00Z')
    expect(live).not.toContain(article)
    expect(refused[article]).toBeDefined()
    const out = join(folder.home, '..', 'out')
    expect(existsSync(join(out, 'latest', 'bone-marrow-edema-knee.en'))).toBe(false)
    expect((await run(['verify', out], '2026-03-03T10:00:00Z')).exit).toBe(0)
  })

  it('never printed or stored a passphrase', () => {
    const stored = Object.values(readTree(folder.home)).map((text) => atob(text))
    const shown = printed.flatMap(({out, error}) => [out, error])
    for (const secret of [root.MARROW_PASSPHRASE, ...Object.values(passphrases)]) {
      expect([...stored, ...shown].filter((text) => text.includes(secret))).toEqual([])
    }
  })
})

describe('trust', () => {
  it.each<[words: string[], exit: number, told: RegExp]>([
    [['approve'], 2, /enrolment file/],
    [['approve', 'gone.json', '--fingerprint', 'x'], 1, /gone.json is not a readable enrolment/],
    [['retire'], 2, /key id/],
    [['revoke', 'nobody'], 1, /no key or signer/],
    [['revoke', 'avery-sample', '--from', 'soon'], 2, /--from is a time/],
    [['policy'], 2, /JSON file/],
    [['enrol', '--id', 'A B', '--name', 'x', '--key', 'k'], 2, /short name/],
    [['init'], 2, /--publisher is needed/],
  ])('%j: exit %i', async (words, code, told) => {
    const {exit, error} = await marrow(await sampleHome(), ['trust', ...words])
    expect(exit).toBe(code)
    expect(error).toMatch(told)
  })

  it.each([
    ['{"article":[]}', /article|too-few|site/],
    ['{', /policy.json:1:2/],
    ['{"fourEyes":true,"fourEyes":false}', /policy.json:1:/],
  ])('policy refuses %s with its place, and stores nothing', async (text, told) => {
    const home = await sampleHome()
    const before = readFileSync(join(home, 'trust.dsse.json'))
    const path = join(home, '..', 'policy.json')
    writeFileSync(path, text)
    const {exit, error} = await marrow(home, ['trust', 'policy', path])
    expect(exit).toBe(1)
    expect(error).toMatch(told)
    expect(readFileSync(join(home, 'trust.dsse.json'))).toEqual(before)
  })

  it('check refuses a file that the root key did not sign', async () => {
    const [home, other] = [await sampleHome(), join(temporaryFolder(), 'home')]
    await marrow(other, ['seed'])
    expect((await marrow(home, ['trust', 'check'])).exit).toBe(0)
    const {exit, error} = await marrow(home, ['trust', 'check', join(other, 'trust.dsse.json')])
    expect([exit, error.includes('cannot be trusted')]).toEqual([1, true])
    const used = ['export', '--trust', join(other, 'trust.dsse.json')]
    expect((await marrow(home, used)).exit).toBe(1)
  })
})
