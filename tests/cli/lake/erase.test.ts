import {existsSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'

import {afterAll, describe, expect, it} from 'vitest'

import {openLake} from '../../../cli/lake/open-lake.ts'
import {homeAt} from '../../../cli/home/paths.ts'
import {marrow, now, sampleHome, temporaryFolder, type Printed} from '../harness.ts'
import {documentsIn, historyIn, storeAs} from '../store-of.ts'
import {endAll, startLake} from './run-lake.ts'

afterAll(endAll)

const draft = 'article-bone-bruise-knee'
const live = 'article-knee-osteoarthritis'
const words = 'Zebrafish walk at night'

function erase(home: string, ids: string[], more: string[] = ['--yes']): Promise<Printed> {
  return marrow(home, ['erase', ...ids, '--as', 'robin', '--reference', 'case 7', ...more])
}

/** Every byte that the home keeps outside its backups. */
function bytesOf(home: string): string {
  const files = readdirSync(home, {recursive: true, encoding: 'utf8', withFileTypes: true})
  return files
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

/** A home with words in a draft, and in its history, that must go. */
async function homeWithWords(): Promise<string> {
  const home = await sampleHome()
  const document = documentsIn(home).get(`drafts.${draft}`)!
  storeAs(home, 'sample-jordan', [{...document, summary: `${words} before.`}])
  storeAs(home, 'sample-jordan', [{...document, summary: `${words} now.`}])
  expect(bytesOf(home)).toContain(words)
  return home
}

describe('marrow erase', () => {
  it('takes every trace of the text, and leaves who did what when in history and ledger', async () => {
    const home = await homeWithWords()
    const changes = historyIn(home).length
    const printed = await erase(home, [draft])
    expect(printed.exit, printed.error).toBe(0)
    expect(bytesOf(home)).not.toContain(words)
    expect(bytesOf(home)).not.toContain('Zebrafish')
    expect(documentsIn(home).has(`drafts.${draft}`)).toBe(false)
    const history = historyIn(home)
    expect(history).toHaveLength(changes + 1)
    expect(history.at(-1)).toMatchObject({author: 'robin', document: `drafts.${draft}`})
    const entry = readFileSync(join(home, 'ledger.ndjson'), 'utf8').trimEnd().split('\n').at(-1)
    expect(JSON.parse(entry ?? '')).toMatchObject({
      event: 'erased',
      document: draft,
      by: 'robin',
      reference: 'case 7',
    })
    expect((await marrow(home, ['audit'])).exit).toBe(0)
    expect((await marrow(home, ['status'])).exit).toBe(0)
  })

  it('erases nothing without --yes, and says what would go and what names it', async () => {
    const home = await homeWithWords()
    const printed = await erase(home, [draft], [])
    expect(printed.exit).toBe(0)
    expect(printed.out).toContain(`drafts.${draft}`)
    expect(printed.out).toContain('edition.article-bone-marrow-edema-knee.1')
    expect(printed.out).toContain('add --yes')
    expect(bytesOf(home)).toContain(words)
  })

  it('of an edition takes it out of the next export, and it does not come back', async () => {
    const home = await sampleHome()
    const out = join(home, '..', 'out')
    await marrow(home, ['export', '--out', out])
    const edition = documentsIn(home).get(`edition.${live}.1`)!
    expect((await erase(home, [edition._id])).exit).toBe(0)
    const {json} = await marrow(home, ['export', '--out', out, '--json'])
    expect(json().removed.map(({article}: {article: string}) => article)).toEqual([live])
    const opened = await openLake(homeAt({MARROW_HOME: home}), {clock: () => now})
    const request = new Request('http://localhost:3333/v1/data/mutate/production', {
      method: 'POST',
      headers: {authorization: `Bearer ${opened.token}`, 'content-type': 'application/json'},
      body: JSON.stringify({mutations: [{create: edition}]}),
    })
    const response = await opened.lake.handle(request)
    await opened.close()
    expect([response.status, await response.text()]).toEqual([
      403,
      expect.stringContaining('erased'),
    ])
    storeAs(home, 'mallory', [edition])
    const audited = await marrow(home, ['audit', '--json'])
    expect(audited.json().dataset).toMatchObject([{code: 'erased-present', document: edition._id}])
  })

  it('of an asset takes its file too', async () => {
    const home = await sampleHome()
    const assets = [...documentsIn(home).values()].filter(
      ({_type}) => _type === 'sanity.imageAsset',
    )
    const [{_id: used} = {_id: ''}] = assets
    const refused = await erase(home, [used])
    expect([refused.exit, refused.error.includes('refer to what would go')]).toEqual([1, true])
    const figures = [...documentsIn(home).values()].filter((document) =>
      JSON.stringify(document).includes(`"_ref":"${used}"`),
    )
    const without = figures.map(({image: _image, photo: _photo, ...rest}) => ({...rest}))
    storeAs(home, 'sample-jordan', without)
    const file = readdirSync(join(home, 'assets')).find((name) => used.includes(name.slice(0, 40)))!
    const printed = await erase(home, [used])
    expect(printed.exit, printed.error).toBe(0)
    expect(existsSync(join(home, 'assets', file))).toBe(false)
  })

  it('is done again after an older backup was restored', async () => {
    const home = await homeWithWords()
    const backup = join(temporaryFolder(), 'backup.tar')
    await marrow(home, ['backup', backup])
    await erase(home, [draft])
    const restored = await marrow(home, ['backup', backup, '--restore', '--json'])
    expect(restored.json()).toMatchObject({erased: [draft]})
    expect(documentsIn(home).has(`drafts.${draft}`)).toBe(false)
    expect(documentsIn(home).size).toBeGreaterThan(50)
    expect((await marrow(home, ['audit'])).exit).toBe(0)
  })

  it('names the copies that a restore left, which hold the words too', async () => {
    const home = await homeWithWords()
    const backup = join(temporaryFolder(), 'backup.tar')
    await marrow(home, ['backup', backup])
    const {before} = (await marrow(home, ['backup', backup, '--restore', '--json'])).json()
    const printed = await erase(home, [draft])
    expect(printed.exit, printed.error).toBe(0)
    expect(printed.out).toContain(`delete ${before}`)
    rmSync(before)
    expect(bytesOf(home)).not.toContain(words)
  })

  it.each([
    [['gone'], 1, /never had a document gone/],
    [[], 2, /Give ids/],
  ])('%j: exit %i', async (ids, code, told) => {
    const {exit, error} = await erase(await sampleHome(), ids)
    expect(exit).toBe(code)
    expect(error).toMatch(told)
  })

  it('waits for nobody: while the lake runs it is refused', async () => {
    const home = await sampleHome()
    const lake = await startLake(home)
    const {exit, error} = await erase(home, [draft])
    expect(exit).toBe(3)
    expect(error).toContain('running the lake')
    await lake.end()
  })
})
