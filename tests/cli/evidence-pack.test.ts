import {execFileSync} from 'node:child_process'
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

import {unzipSync} from 'fflate'
import {beforeAll, describe, expect, it} from 'vitest'

import {marrow, sampleHome, temporaryFolder} from './harness.ts'

const edition = 'edition.article-bone-marrow-edema-knee.1'

/** Seed, export and pack; the files of the zip. */
async function pack(articles: string[], exported: boolean) {
  const home = await sampleHome()
  const folder = temporaryFolder()
  const repository = join(folder, 'out')
  if (exported) await marrow(home, ['export', '--out', repository])
  const zip = join(folder, 'evidence.zip')
  const words = ['evidence-pack', ...articles, '--out', zip, '--repository', repository]
  const printed = await marrow(home, words)
  return {home, printed, repository, words, zip, read: () => unzipSync(readFileSync(zip))}
}

let packed: Awaited<ReturnType<typeof pack>>

beforeAll(async () => {
  packed = await pack(['knee-osteoarthritis', 'bone-marrow-edema-knee'], true)
})

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

describe('marrow evidence-pack', () => {
  it('packs the article, its claims, its statements and its part of the ledger', () => {
    const {printed, read, repository} = packed
    expect(printed).toMatchObject({exit: 0, error: ''})
    expect(printed.out).toContain('13 claims, 2 statements')
    const files = read()
    const names = Object.keys(files).map((path) => path.replace(`${edition}/`, ''))
    expect(names).toEqual(
      expect.arrayContaining([
        'SHA256SUMS',
        'article.pdf',
        'bundle.zip',
        'claims.json',
        'cover.pdf',
        'edition.json',
        'ledger.ndjson',
        'page/index.html',
        'statements.txt',
        'trust.dsse.json',
      ]),
    )
    for (const name of ['article.pdf', 'cover.pdf']) {
      expect(text(files[`${edition}/${name}`]?.subarray(0, 5))).toBe('%PDF-')
    }
    const entries = text(files[`${edition}/ledger.ndjson`])
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as {event: string; article?: string; bundle?: string})
    expect(entries.map(({event}) => event)).toEqual([
      'trust-seen',
      'edition-seen',
      'statement-seen',
      'statement-seen',
      'exported',
    ])
    const bundle = readFileSync(join(repository, 'bundles', `${entries.at(-1)!.bundle}.zip`))
    expect(Buffer.compare(bundle, files[`${edition}/bundle.zip`]!)).toBe(0)
  })

  it('gives equal bytes when it is made again', async () => {
    const {home, printed, words, zip} = packed
    const first = readFileSync(zip)
    await marrow(home, words)
    expect(Buffer.compare(readFileSync(zip), first)).toBe(0)
    expect(printed.out).toMatch(/SHA-256: [\da-f]{64}$/)
  })

  it('has a folder for each edition', () => {
    const covers = Object.keys(packed.read()).filter((path) => path.endsWith('/cover.pdf'))
    expect(covers).toEqual([
      `${edition}/cover.pdf`,
      'edition.article-knee-osteoarthritis.1/cover.pdf',
    ])
  })

  it('says so when the repository has no bundle of the edition', async () => {
    const {printed, read} = await pack(['knee-osteoarthritis'], false)
    expect(printed.out).toContain('no signed bundle of it in the repository')
    expect(Object.keys(read())).not.toContain('edition.article-knee-osteoarthritis.1/bundle.zip')
  })

  it('can be checked by a stranger with sha256sum alone', (context) => {
    const folder = temporaryFolder()
    for (const [path, bytes] of Object.entries(packed.read())) {
      mkdirSync(dirname(join(folder, path)), {recursive: true})
      writeFileSync(join(folder, path), bytes)
    }
    const cwd = join(folder, edition)
    try {
      execFileSync('sha256sum', ['--version'])
    } catch {
      context.skip('no `sha256sum` here: it is in coreutils')
    }
    expect(() => execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], {cwd})).not.toThrow()
  })
})

describe('marrow evidence-pack refuses', () => {
  it('an article that the gate holds back, with the reason', async () => {
    const {printed} = await pack(['septic-arthritis-knee'], false)
    expect(printed.exit).toBe(1)
    expect(printed.error).toContain('cannot approve it')
  })

  it('a withdrawn article, and one that there is not', async () => {
    const withdrawn = await pack(['knee-mri'], false)
    expect(withdrawn.printed.error).toContain('withdrew it')
    const missing = await pack(['nothing'], false)
    expect(missing.printed.error).toContain('There is no article nothing')
  })

  it('the site, which makes no claims', async () => {
    const {printed} = await pack(['siteSettings'], false)
    expect(printed.exit).toBe(2)
    expect(printed.error).toContain('siteSettings is not an article')
  })

  it('a bundle that was altered', async () => {
    const {home, repository, words} = packed
    const [entry] = readFileSync(join(home, 'ledger.ndjson'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('"exported"') && line.includes(edition))
    const {bundle} = JSON.parse(entry!) as {bundle: string}
    const path = join(repository, 'bundles', `${bundle}.zip`)
    const bytes = readFileSync(path)
    bytes[Math.floor(bytes.length / 2)]! ^= 1
    writeFileSync(path, bytes)
    const printed = await marrow(home, words)
    expect(printed.exit).toBe(1)
    expect(printed.error).toContain('is not whole')
  })

  it('to pack nothing', async () => {
    const printed = await marrow(await sampleHome(), ['evidence-pack'])
    expect(printed.error).toContain('Name the articles')
  })
})
