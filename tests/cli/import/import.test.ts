import {cpSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {describe, expect, it} from 'vitest'

import {marrow, sampleHome, sampleKey, temporaryFolder} from '../harness.ts'
import {documentsIn, historyIn, storeAs} from '../store-of.ts'

const example = fileURLToPath(new URL('../../../cli/seed/content/import-example', import.meta.url))
const as = ['--as', 'sample-jordan']

describe('import', () => {
  it('takes a folder, names what is dropped with its place, and is idempotent by slug', async () => {
    const home = await sampleHome()
    const printed = await marrow(home, ['import', example, ...as])
    expect(printed.exit, printed.error).toBe(0)
    expect(printed.out).toContain('drafts.article-growing-pains-legs: new')
    const path = join(example, 'running-and-knees.md')
    const line =
      readFileSync(path, 'utf8')
        .split('\n')
        .indexOf('<div class="ad">Buy running shoes here!</div>') + 1
    expect(printed.out).toContain(`${path}:${line}:1: HTML was dropped`)

    const before = historyIn(home)
    expect(before.at(-1)).toMatchObject({author: 'sample-jordan'})
    const again = await marrow(home, ['import', example, ...as, '--json'])
    expect(again.json().imported).toMatchObject([{change: 'unchanged'}, {change: 'unchanged'}])
    expect(historyIn(home)).toEqual(before)
  })

  it('cites the works that the dataset has, and makes none twice', async () => {
    const home = await sampleHome()
    const before = documentsIn(home)
    await marrow(home, ['import', example, ...as])
    const added = [...documentsIn(home).values()].filter(({_id}) => !before.has(_id))
    expect(added.map(({_type}) => _type).toSorted()).toEqual(['article', 'article'])
  })

  it('keeps what editors added since', async () => {
    const home = await sampleHome()
    await marrow(home, ['import', example, ...as])
    const id = 'drafts.article-growing-pains-legs'
    const draft = documentsIn(home).get(id)
    if (!draft) throw new Error('no draft')
    storeAs(home, 'sample-jordan', [{...draft, collections: ['knee']}])
    await marrow(home, ['import', example, ...as])
    expect(documentsIn(home).get(id)).toMatchObject({collections: ['knee']})
  })

  it.each([
    ['is bad', '---\ntitle: [\n---\n'],
    ['has no title', 'Text'],
    ['is not UTF-8', Buffer.from([0x2d, 0xff])],
    ['has the slug of another', '---\ntitle: Growing pains legs\n---\nText'],
  ])('stores nothing of a folder where one file %s', async (_name, text) => {
    const home = join(temporaryFolder(), 'home')
    const folder = join(temporaryFolder(), 'in')
    cpSync(example, folder, {recursive: true})
    writeFileSync(join(folder, 'z.md'), text)
    const {exit, error} = await marrow(home, ['import', folder, ...as])
    expect(exit).toBe(1)
    expect(error).toContain(join(folder, 'z.md'))
    expect(existsSync(join(home, 'lake'))).toBe(false)
  })

  it.each([
    [['import', example], 2, '--as is needed'],
    [['import', ...as], 2, 'Give one file or folder'],
    [['import', 'gone.md', ...as], 1, 'no file or folder gone.md'],
  ])('%j: exit %i', async (words, code, told) => {
    const {exit, error} = await marrow(join(temporaryFolder(), 'home'), words)
    expect(exit).toBe(code)
    expect(error).toContain(told)
  })

  it('says so when a folder holds no Markdown', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'empty'))
    const {exit, error} = await marrow(join(folder, 'home'), [
      'import',
      join(folder, 'empty'),
      ...as,
    ])
    expect([exit, error.includes('no Markdown file')]).toEqual([1, true])
  })
})

it('an imported article that is completed, submitted and signed is published', async () => {
  const home = await sampleHome()
  const file = join(temporaryFolder(), 'sleep.md')
  writeFileSync(
    file,
    '---\ntitle: Sleep and knees\nkeyPoints: [Rest helps]\n---\nRest at 22:30 or so.[^1]\n\n[^1]: Sleep. doi:10.1038/sleep\n',
  )
  const printed = await marrow(home, ['import', file, ...as, '--json'])
  const [{id, todo}] = printed.json().imported
  expect(todo.join('\n')).toContain('summary')

  const draft = documentsIn(home).get(id)
  if (!draft) throw new Error('no draft')
  const completed = {
    ...draft,
    summary: 'Sleep well.',
    authors: [{_type: 'reference', _key: 'a', _ref: 'person-jordan-sample'}],
  }
  storeAs(home, 'sample-jordan', [completed])
  const submitted = await marrow(home, ['submit', 'sleep-and-knees', ...as])
  expect(submitted.exit, submitted.error).toBe(0)
  for (const signer of ['riley-sample', 'avery-sample']) {
    const words = ['sign', 'sleep-and-knees', '--as', signer, '--key', sampleKey(home, signer)]
    const signed = await marrow(home, words)
    expect(signed.exit, signed.error).toBe(0)
  }
  const out = join(home, '..', 'out')
  const exported = await marrow(home, ['export', '--out', out, '--json'])
  expect(exported.json().exported).toContainEqual(
    expect.objectContaining({article: 'article-sleep-and-knees'}),
  )
  const html = readFileSync(join(out, 'latest', 'sleep-and-knees.en', 'index.html'), 'utf8')
  expect(html).toContain('Rest at 22:30 or so.')
  expect(html).toContain('doi.org/10.1038/sleep')
})

it('an author whom the lake does not have is named, and nothing is stored', async () => {
  const home = join(temporaryFolder(), 'home')
  const file = join(temporaryFolder(), 'knee.md')
  writeFileSync(file, '---\ntitle: Knees\nauthors: [person-nobody]\n---\nText\n')
  const {exit, error} = await marrow(home, ['import', file, ...as])
  expect(exit).toBe(1)
  expect(error).toContain(`${file} refers to person-nobody`)
  expect(existsSync(join(home, 'lake'))).toBe(false)
})
