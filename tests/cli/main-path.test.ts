import {existsSync, readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {marrow, readTree, sampleHome, stampTree, temporaryFolder} from './harness.ts'

describe('seed, export, verify', () => {
  it('work one after the other in an empty home', async () => {
    const folder = temporaryFolder()
    const [home, out] = [join(folder, 'home'), join(folder, 'out')]
    const seeded = await marrow(home, ['seed', '--json'])
    const exported = await marrow(home, ['export', '--out', out, '--json'])
    const verified = await marrow(home, ['verify', out, '--json'])
    expect([seeded.exit, exported.exit, verified.exit]).toEqual([0, 0, 0])
    expect(verified.json()).toMatchObject({ok: true, what: 'repository', faults: []})
  })

  it('says what came out, what was withdrawn and what was refused and why', async () => {
    const home = await sampleHome()
    const {exit, json} = await marrow(home, ['export', '--out', join(home, '..', 'out'), '--json'])
    expect(exit).toBe(0)
    const report = json()
    expect(report.exported.map((entry: {article: string}) => entry.article)).toEqual([
      'article-bone-marrow-edema-knee',
      'article-knee-osteoarthritis',
      'article-osteonecrosis-knee',
      'siteSettings',
    ])
    expect(report.withdrawn).toMatchObject([{article: 'article-knee-mri'}])
    expect(report.refused).toMatchObject([
      {article: 'article-septic-arthritis-knee', code: 'self-approval'},
    ])
  })

  it('gives 1 for a refusal with --strict', async () => {
    const home = await sampleHome()
    const {exit} = await marrow(home, ['export', '--out', join(home, '..', 'out'), '--strict'])
    expect(exit).toBe(1)
  })

  it('marks sample content on every output', async () => {
    const home = await sampleHome()
    const out = join(home, '..', 'out')
    await marrow(home, ['export', '--out', out])
    const folders = readdirSync(join(out, 'latest')).filter((name) => name !== 'index.html')
    expect(folders.length).toBe(6)
    for (const folder of folders) {
      const read = (name: string) => readFileSync(join(out, 'latest', folder, name), 'utf8')
      // The notice of the withdrawn one is for no other page.
      if (folder === 'knee-mri.en') {
        expect(read('index.html')).toContain('Sample content, not reviewed by a physician')
        continue
      }
      expect(read('index.html')).toContain('Sample content, not reviewed by a physician')
      expect(read('index.html')).toMatch(/<meta[^>]*content="noindex"/)
      expect(read('index.html')).not.toContain('reviewedBy')
      expect(read('fragment.html')).toContain('Sample content, not reviewed by a physician')
      expect(JSON.parse(read('article.json'))).toMatchObject({sample: true})
    }
    expect(readFileSync(join(out, 'latest', 'index.html'), 'utf8')).toContain('Sample content')
  })

  it('puts a notice in the place of a withdrawn article', async () => {
    const home = await sampleHome()
    const out = join(home, '..', 'out')
    await marrow(home, ['export', '--out', out])
    const page = () =>
      readFileSync(join(out, 'latest', 'knee-osteoarthritis.en', 'index.html'), 'utf8')
    const before = page()
    const key = join(home, 'keys', 'blake-sample.json')
    const words = ['--reason', 'A dose is wrong', '--notice', 'Do not use.', '--severity', 'safety']
    const withdrawn = await marrow(home, [
      'withdraw',
      'knee-osteoarthritis',
      '--as',
      'blake-sample',
      '--key',
      key,
      ...words,
    ])
    expect(withdrawn.exit).toBe(0)
    await marrow(home, ['export', '--out', out])
    expect(page()).not.toBe(before)
    expect(page()).toContain('Do not use.')
    expect(existsSync(join(out, 'latest', 'knee-osteoarthritis.en', 'fragment.html'))).toBe(false)
    expect((await marrow(home, ['verify', out])).exit).toBe(0)
  })
})

describe('an export that changes nothing', () => {
  it('writes nothing, neither in the repository nor in the ledger', async () => {
    const home = await sampleHome()
    const out = join(home, '..', 'out')
    await marrow(home, ['export', '--out', out])
    const before = {out: stampTree(out), ledger: readFileSync(join(home, 'ledger.ndjson'), 'utf8')}
    const again = await marrow(home, ['export', '--out', out, '--json'])
    expect(again.json()).toMatchObject({wrote: false, exported: []})
    expect({
      out: stampTree(out),
      ledger: readFileSync(join(home, 'ledger.ndjson'), 'utf8'),
    }).toEqual(before)
  })

  it('also a day later', async () => {
    const home = await sampleHome()
    const out = join(home, '..', 'out')
    await marrow(home, ['export', '--out', out])
    const before = readTree(out)
    await marrow(home, ['export', '--out', out], {at: '2026-03-03T09:00:00Z'})
    expect(readTree(out)).toEqual(before)
  })
})
