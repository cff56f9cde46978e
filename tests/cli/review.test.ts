import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {defaultPolicy} from '../../cli/trust/init.ts'
import {marrow, now, sampleHome, sampleKey, steering, type Printed} from './harness.ts'
import {documentsIn, storeAs, tamper} from './store-of.ts'

const article = 'article-knee-osteoarthritis'
const draft = 'article-bone-bruise-knee'

/** Sign something; it must be accepted. */
async function say(home: string, command: string, signer: string, words: string[], at = now) {
  const [what = article, ...more] = words
  const key = ['--as', `${signer}-sample`, '--key', sampleKey(home, `${signer}-sample`)]
  const printed = await marrow(home, [command, what, ...key, ...more, '--json'], {at})
  expect(printed.exit, printed.out).toBe(0)
  return printed.json().statement as string
}

async function statusOf(home: string, what = article, at = now) {
  const {exit, json, out} = await marrow(home, ['status', what, '--json'], {at})
  expect(exit, out).toBe(0)
  return json().articles[0] as {live: string; work: string; changedSince: string[]}
}

function outOf(home: string): string {
  return join(home, '..', 'out')
}

async function exported(home: string, at = now): Promise<Printed> {
  const printed = await marrow(home, ['export', '--out', outOf(home), '--json'], {at})
  expect(printed.exit, printed.out).toBe(0)
  return printed
}

function liveIn(printed: Printed): string[] {
  const {exported, unchanged} = printed.json()
  return [...exported, ...unchanged].map((entry: {article: string}) => entry.article)
}

function refusalIn(printed: Printed, id: string): string | undefined {
  const entries = printed.json().refused as Array<{article: string; code: string}>
  return entries.find((entry) => entry.article === id)?.code
}

describe('status', () => {
  it('says what is live, and the work on the next edition', async () => {
    const home = await sampleHome()
    expect(await statusOf(home)).toMatchObject({live: 'none', work: 'approved'})
    expect(await statusOf(home, draft)).toMatchObject({live: 'none', work: 'draft'})
    expect(await statusOf(home, 'article-septic-arthritis-knee')).toMatchObject({
      live: 'none',
      work: 'in-review',
    })
    expect(await statusOf(home, 'knee-mri')).toMatchObject({live: 'withdrawn', work: 'none'})
    await exported(home)
    expect(await statusOf(home)).toMatchObject({live: 'live', work: 'none', changedSince: []})
    expect(await statusOf(home, article, '2029-01-01T00:00:00Z')).toMatchObject({live: 'overdue'})
  })

  it('names what changed since the edition, and says draft again', async () => {
    const home = await sampleHome()
    await exported(home)
    const found = documentsIn(home).get(article)
    if (!found) throw new Error('no article')
    storeAs(home, 'sample-jordan', [{...found, summary: 'Other words.'}])
    const status = await statusOf(home)
    expect(status).toMatchObject({live: 'live', work: 'draft', changedSince: [article]})
    expect((await marrow(home, ['status'])).out).toContain('changed since')
    expect(liveIn(await exported(home))).toContain(article)
  })
})

describe('request-changes', () => {
  it('holds the edition until the same signer lifts it', async () => {
    const home = await sampleHome()
    const id = await say(home, 'request-changes', 'blake', [article, '--reason', 'Name the dose'])
    expect(await statusOf(home)).toMatchObject({work: 'changes-requested'})
    expect(refusalIn(await exported(home), article)).toBe('change-requested')
    const later = '2026-03-02T10:00:00Z'
    const lift = [article, '--reason', 'It is there', '--lifts', id]
    await say(home, 'request-changes', 'blake', lift, later)
    expect(liveIn(await exported(home, later))).toContain(article)
  })
})

describe('withdraw and restore', () => {
  it('one signer takes an edition back; only the full policy brings it back', async () => {
    const home = await sampleHome()
    await exported(home)
    const words = [article, '--reason', 'Dose', '--notice', 'Do not use.', '--severity', 'safety']
    await say(home, 'withdraw', 'blake', words)
    const gone = await exported(home)
    expect(liveIn(gone)).not.toContain(article)
    expect(gone.json().withdrawn).toContainEqual(expect.objectContaining({article}))

    const back = [article, '--reason', 'Checked', '--notice', 'Back after a check.']
    const later = '2026-03-03T10:00:00Z'
    await say(home, 'restore', 'riley', back, later)
    expect(liveIn(await exported(home, later))).not.toContain(article)
    await say(home, 'restore', 'blake', back, later)
    expect(liveIn(await exported(home, later))).toContain(article)
    expect((await marrow(home, ['verify', outOf(home)], {at: later})).exit).toBe(0)
  })
})

describe('correct', () => {
  it('puts a notice on the page and into the JSON, and changes no edition', async () => {
    const home = await sampleHome()
    const notice = 'An earlier version named the wrong joint.'
    await say(home, 'correct', 'riley', [article, '--reason', 'Joint', '--notice', notice])
    await exported(home)
    const read = (name: string) =>
      readFileSync(join(outOf(home), 'latest', 'knee-osteoarthritis.en', name), 'utf8')
    expect(read('index.html')).toContain(notice)
    expect(read('fragment.html')).toContain(notice)
    expect(JSON.stringify(JSON.parse(read('article.json')).notices)).toContain(notice)
  })
})

describe('sign --reaffirm', () => {
  it('extends the review date of the same edition', async () => {
    const home = await sampleHome()
    await exported(home)
    const later = '2029-01-01T00:00:00Z'
    expect(await statusOf(home, article, later)).toMatchObject({live: 'overdue'})
    await say(home, 'sign', 'riley', [article, '--reaffirm'], later)
    await say(home, 'sign', 'blake', [article, '--reaffirm'], later)
    expect(await statusOf(home, article, '2029-01-02T00:00:00Z')).toMatchObject({live: 'live'})
    const again = await exported(home, '2029-01-02T00:00:00Z')
    expect(liveIn(again)).toContain(article)
  })
})

describe('sign --emergency', () => {
  const emergency = {quorum: [{role: 'medical-expert', count: 1}], deadlineHours: 48}

  async function submitted(): Promise<string> {
    const home = await sampleHome()
    await marrow(home, ['submit', draft, '--as', 'sample-jordan'])
    return home
  }

  it('is refused where the trust file has no emergencies', async () => {
    const home = await submitted()
    const key = sampleKey(home, 'avery-sample')
    const words = ['sign', draft, '--as', 'avery-sample', '--key', key, '--emergency']
    const {exit, error} = await marrow(home, words)
    expect(exit).toBe(1)
    expect(error).toMatch(/emergenc/)
  })

  it('lets one expert publish until the deadline of the policy', async () => {
    const home = await submitted()
    const path = join(home, '..', 'policy.json')
    writeFileSync(path, JSON.stringify({...defaultPolicy, emergency}))
    const changed = await marrow(home, ['trust', 'policy', path])
    expect(changed.exit, changed.error).toBe(0)
    await say(home, 'sign', 'avery', [draft, '--emergency'])
    expect(liveIn(await exported(home))).toContain(draft)
    expect(liveIn(await exported(home, '2026-03-05T09:00:00Z'))).not.toContain(draft)
  })
})

describe('show', () => {
  it('prints text, sources and digest of a sealed edition, by its digest', async () => {
    const home = await sampleHome()
    const {json} = await marrow(home, ['show', 'bone-marrow-edema-knee', '--json'])
    const {digest, edition} = json()
    const {exit, out} = await marrow(home, ['show', digest.slice(0, 16)])
    expect(exit).toBe(0)
    expect(out).toContain(digest)
    expect(out).toContain(edition)
    expect(out).toContain('Chair of the expert board')
    expect(out).toMatch(/SOURCES\n1\. /)
    expect(out).toContain('10.1038/bonekey.2015.124')
    expect((await marrow(home, ['show', 'f'.repeat(64)])).exit).toBe(1)
  })
})

it('control characters in content never reach the terminal', async () => {
  const home = await sampleHome()
  const hostile = '\u001B]0;owned\u0007\u001B[2J\u009B31m\u202Eevil\nverified'
  tamper(home, (documents) => {
    for (const document of documents.values()) {
      if (document._type === 'article') document['title'] = hostile
      if (document._type === 'edition') document['payload'] = hostile
    }
  })
  for (const words of [['status'], ['export', '--out', outOf(home)], ['audit'], ['show', draft]]) {
    for (const json of [[], ['--json']]) {
      const {out, error} = await marrow(home, [...words, ...json])
      expect(out + error, words.join()).not.toMatch(steering)
      expect(out + error, words.join()).not.toMatch(/^verified/m)
    }
  }
})
