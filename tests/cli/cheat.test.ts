import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {marrow, now, readTree, sampleHome, sampleKey} from './harness.ts'
import {documentsIn, tamper} from './store-of.ts'

/** README, "Try to cheat it": each way to get something out without a sign-off, as a test. */

const live = 'article-bone-marrow-edema-knee'
const refusedArticle = 'article-septic-arthritis-knee'
const draft = 'article-bone-bruise-knee'

async function exported(home: string, out = join(home, '..', 'out'), ...words: string[]) {
  const printed = await marrow(home, ['export', '--out', out, '--json', ...words])
  expect(printed.exit, printed.out).toBe(0)
  const report = printed.json()
  return {
    live: [...report.exported, ...report.unchanged].map(
      (entry: {article: string}) => entry.article,
    ),
    refused: Object.fromEntries(
      report.refused.map((refusal: {article: string; code: string}) => [
        refusal.article,
        refusal.code,
      ]),
    ) as Record<string, string>,
    findings: report.findings as Array<{ruleId: string; reason: string}>,
    withdrawn: report.withdrawn.map((entry: {article: string}) => entry.article) as string[],
    out,
  }
}

describe('try to cheat it', () => {
  it('edit a sealed payload: refused', async () => {
    const home = await sampleHome()
    tamper(home, (documents) => {
      const edition = documents.get(`edition.${live}.1`)
      if (!edition) throw new Error('no edition')
      edition['payload'] = String(edition['payload']).replace('fluid', 'blood')
    })
    const {live: out, refused} = await exported(home)
    expect(out).not.toContain(live)
    expect(refused[live]).toBe('edition-altered')
  })

  it('edit a sealed payload and its digest too: refused', async () => {
    const home = await sampleHome()
    const {editionDigest} = await import('../../pipeline/approval/edition-digest.ts')
    const edition = documentsIn(home).get(`edition.${live}.1`)
    const payload = String(edition?.['payload']).replace('fluid', 'blood')
    const digest = await editionDigest(payload)
    tamper(home, (documents) => {
      documents.set(`edition.${live}.1`, {...edition!, payload, digest})
    })
    const {live: out, refused} = await exported(home)
    expect(out).not.toContain(live)
    expect(refused[live]).toBe('edition-changed-since-seen')
  })

  it('forge an approval: nothing comes out', async () => {
    const home = await sampleHome()
    tamper(home, (documents) => {
      const article = documents.get(`drafts.${draft}`) ?? documents.get(draft)
      if (!article) throw new Error('no draft')
      documents.set(draft, {...article, _id: draft, approved: true, reviewedBy: 'Dr. Nobody'})
      const statement = [...documents.values()].find(({_type}) => _type === 'statement')
      documents.set('statement.forged', {
        ...statement!,
        _id: 'statement.forged',
        edition: `edition.${draft}.1`,
        approved: true,
      })
    })
    const {live: out} = await exported(home)
    expect(out).not.toContain(draft)
    expect(JSON.stringify(readTree(join(home, '..', 'out')))).not.toContain('Dr. Nobody')
  })

  it('copy a sign-off from another article: refused', async () => {
    const home = await sampleHome()
    tamper(home, (documents) => {
      for (const statement of Array.from(documents.values())) {
        if (statement._type !== 'statement') continue
        if (statement['edition'] !== `edition.${live}.1`) continue
        const id = `statement.${statement._id.slice(-8).repeat(4)}`
        documents.set(id, {...statement, _id: id, edition: `edition.${refusedArticle}.1`})
      }
    })
    const {live: out, refused} = await exported(home)
    expect(out).toContain(live)
    expect(refused[refusedArticle]).toBe('self-approval')
  })

  it('delete a withdrawal: it still counts, and is reported', async () => {
    const home = await sampleHome()
    await exported(home)
    tamper(home, (documents) => {
      for (const [id, {_type, kind}] of documents) {
        if (_type === 'statement' && kind === 'withdrawal') documents.delete(id)
      }
    })
    const {live: out, withdrawn, findings} = await exported(home)
    expect(out).not.toContain('article-knee-mri')
    expect(withdrawn).toContain('article-knee-mri')
    expect(findings.map(({ruleId}) => ruleId)).toContain('statement-missing')
    const audited = await marrow(home, ['audit', '--json'])
    expect(audited.exit).toBe(1)
    expect(audited.json().dataset).toMatchObject([{code: 'statement-missing'}])
  })

  it('delete a change request: it still holds the edition', async () => {
    const home = await sampleHome()
    const key = sampleKey(home, 'avery-sample')
    const asked = await marrow(home, [
      'request-changes',
      live,
      '--as',
      'avery-sample',
      '--key',
      key,
      '--reason',
      'Mend the lead',
    ])
    expect(asked.exit, asked.error).toBe(0)
    expect((await exported(home)).refused[live]).toBe('change-requested')
    tamper(home, (documents) => {
      for (const [id, {_type, kind}] of documents) {
        if (_type === 'statement' && kind === 'change-request') documents.delete(id)
      }
    })
    const {live: out, refused} = await exported(home)
    expect(out).not.toContain(live)
    expect(refused[live]).toBe('change-requested')
  })

  it("sign one's own article: refused", async () => {
    const home = await sampleHome()
    const submitted = await marrow(home, ['submit', draft, '--as', 'sample-avery'])
    expect(submitted.exit, submitted.error).toBe(0)
    for (const signer of ['riley-sample', 'avery-sample']) {
      const signed = await marrow(home, [
        'sign',
        draft,
        '--as',
        signer,
        '--key',
        sampleKey(home, signer),
      ])
      expect(signed.exit, signed.error).toBe(0)
    }
    const {live: out, refused} = await exported(home)
    expect(out).not.toContain(draft)
    expect(refused[draft]).toBe('self-approval')
  })

  it('change an asset: the edition is refused', async () => {
    const home = await sampleHome()
    const edition = documentsIn(home).get(`edition.${live}.1`)
    const {assets} = JSON.parse(String(edition?.['payload']))
    const [, name, extension] = /^image-(.+)-(\w+)$/.exec(assets[0].id) ?? []
    const file = join(home, 'assets', `${name}.${extension}`)
    const bytes = readFileSync(file)
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1
    writeFileSync(file, bytes)
    expect((await exported(home)).refused[live]).toBe('asset-altered')
    rmSync(file)
    expect((await exported(home)).refused[live]).toBe('asset-missing')
  })

  it('plant words in documents that only lend context: none of them comes out', async () => {
    const home = await sampleHome()
    const {out} = await exported(home)
    const before = readTree(out)
    tamper(home, (documents) => {
      for (const document of documents.values()) {
        if (document._type === 'edition' || document._type === 'statement') continue
        for (const field of [
          'title',
          'name',
          'disclaimer',
          'notice',
          'summary',
          'caption',
          'credit',
        ]) {
          if (typeof document[field] === 'string') document[field] = 'PLANTED'
        }
      }
      for (const document of documents.values()) {
        if (document._type === 'statement') document['notice'] = 'PLANTED'
      }
    })
    const again = await exported(home)
    expect(again.live).toContain(live)
    expect(readTree(out)).toEqual(before)
  })

  it('put an older trust file back: refused', async () => {
    const home = await sampleHome()
    await exported(home)
    const older = readFileSync(join(home, 'trust.dsse.json'))
    const revoked = await marrow(home, ['trust', 'revoke', 'avery-sample'], {
      at: '2026-03-02T10:00:00Z',
    })
    expect(revoked.exit, revoked.error).toBe(0)
    const words = ['export', '--out', join(home, '..', 'out')]
    expect((await marrow(home, words, {at: '2026-03-02T11:00:00Z'})).exit).toBe(0)
    writeFileSync(join(home, 'trust.dsse.json'), older)
    const printed = await marrow(home, words, {at: '2026-03-02T11:00:00Z'})
    expect(printed.exit).toBe(1)
    expect(printed.error).toContain('version')
  })

  it('cut, edit or reorder the ledger: named, and nothing is exported on it', async () => {
    const home = await sampleHome()
    const path = join(home, 'ledger.ndjson')
    const checkpoint = join(home, '..', 'checkpoint.json')
    const sound = await marrow(home, ['audit', '--json'])
    expect(sound.exit).toBe(0)
    writeFileSync(checkpoint, sound.out)
    const lines = readFileSync(path, 'utf8').split('\n')
    const write = (changed: string[]) => writeFileSync(path, changed.join('\n'))
    const codes = async (words: string[] = []) => {
      const {json} = await marrow(home, ['audit', '--json', ...words])
      const {ledger, dataset} = json()
      return [...ledger, ...dataset].map(({code}: {code: string}) => code)
    }

    write(lines.toSpliced(2, 1))
    expect(await codes()).toContain('entries-missing')
    write(lines.with(2, lines[2]!.replace('2026', '2025')))
    expect(await codes()).toContain('entry-altered')
    expect((await marrow(home, ['export', '--out', join(home, '..', 'out')])).exit).toBe(1)
    expect(existsSync(join(home, '..', 'out'))).toBe(false)
    write(lines.with(1, lines[2]!).with(2, lines[1]!))
    expect(await codes()).toContain('entries-reordered')
    write([...lines.slice(0, -3), ''])
    expect(await codes(['--checkpoint', checkpoint])).toContain('ledger-truncated')
  })

  it('mends a torn last line of the ledger, and does not call it tampering', async () => {
    const home = await sampleHome()
    const path = join(home, 'ledger.ndjson')
    const whole = readFileSync(path, 'utf8')
    writeFileSync(path, `${whole}{"event":"exp`)
    expect((await marrow(home, ['audit'])).exit).toBe(0)
    expect((await exported(home)).live).toContain(live)
    expect(readFileSync(path, 'utf8').startsWith(whole)).toBe(true)
    expect((await marrow(home, ['audit'])).exit).toBe(0)
  })

  it('date a sign-off in the future: refused by name', async () => {
    const home = await sampleHome()
    await marrow(home, ['submit', draft, '--as', 'sample-jordan'])
    await marrow(home, [
      'sign',
      draft,
      '--as',
      'riley-sample',
      '--key',
      sampleKey(home, 'riley-sample'),
    ])
    await marrow(
      home,
      ['sign', draft, '--as', 'avery-sample', '--key', sampleKey(home, 'avery-sample')],
      {
        at: new Date(Date.parse(now) + 3_600_000).toISOString().replace(/\.\d+/, ''),
      },
    )
    // This machine's own clock was ahead then: that alone stops an export.
    const {refused} = await exported(home, undefined, '--clock-was-ahead')
    expect(refused[draft]).toBe('future-dated')
  })
})
