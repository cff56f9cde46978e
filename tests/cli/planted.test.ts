import {cpSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {canonicalJson} from '#schemas'

import {editionDigest} from '../../pipeline/approval/edition-digest.ts'
import {marrow, sampleHome, sampleKey, temporaryFolder} from './harness.ts'
import {documentsIn, tamper} from './store-of.ts'

/** What anyone with a write token can plant: it ends no work, and stops nobody else's export. */

const live = 'article-knee-osteoarthritis'

/** Plant a second edition of the live article, sealed by the attacker. */
async function plant(home: string, changes: Record<string, unknown>): Promise<void> {
  const first = documentsIn(home).get(`edition.${live}.1`)
  const payload = {...JSON.parse(String(first?.['payload'])), ...changes}
  const {number, language, kind} = payload
  payload.id = `edition.${live}.${number}`
  payload.content.documents[live].language = language
  const sealed = canonicalJson(payload)
  const digest = await editionDigest(sealed)
  const fields = {kind, article: live, number, language, digest, payload: sealed}
  tamper(home, (documents) => {
    documents.set(payload.id, {_id: payload.id, _type: 'edition', ...fields})
    const article = documents.get(live)
    documents.set(live, {...article, _id: live, _type: 'article', title: 'Another title'})
  })
}

function exportTo(home: string) {
  return marrow(home, ['export', '--out', join(home, '..', 'out'), '--json'])
}

describe('a planted edition', () => {
  for (const changes of [{number: 0}, {number: -1}, {number: 2, language: ''}]) {
    it(`with ${JSON.stringify(changes)} stops no export, neither this one nor the next`, async () => {
      const home = await sampleHome()
      await plant(home, changes)
      for (const _ of ['first', 'second']) {
        const printed = await exportTo(home)
        expect(printed.exit, printed.out).toBe(0)
        const {exported, unchanged} = printed.json()
        expect(exported.length + unchanged.length).toBe(4)
      }
      expect((await marrow(home, ['audit'])).exit).toBe(0)
    })
  }

  const hostile = [{number: 999_999_999}, {number: 2, sealedAt: '9999-12-31T23:59:59.999Z'}]
  for (const changes of hostile) {
    it(`with ${JSON.stringify(changes)} keeps nobody from submitting the next`, async () => {
      const home = await sampleHome()
      await plant(home, changes)
      const printed = await marrow(home, ['submit', live, '--as', 'sample-jordan'])
      expect(printed.exit, printed.error).toBe(0)
    })
  }
})

describe('an edition that was altered', () => {
  it('is answered by submitting the article again, as the remedy says', async () => {
    const home = await sampleHome()
    await exportTo(home)
    await plant(home, {number: 1, changeNote: 'Planted'})
    const refused = (await exportTo(home)).json().refused.map(({code}: {code: string}) => code)
    expect(refused).toContain('edition-changed-since-seen')
    expect((await marrow(home, ['submit', live, '--as', 'sample-riley'])).exit).toBe(0)
  })

  it('takes nobody off the contributors of the next one', async () => {
    const home = await sampleHome()
    await exportTo(home)
    await plant(home, {number: 1, sealedAt: '2026-03-02T08:59:59.000Z'})
    const printed = await marrow(home, ['submit', live, '--as', 'sample-riley', '--json'])
    expect(printed.json().contributors).toContain('sample-jordan')
  })
})

describe('a planted statement', () => {
  it('with an object for an envelope stops no command', async () => {
    const home = await sampleHome()
    const odd = {toString: 'x', valueOf: 1}
    tamper(home, (documents) => {
      for (const [index, field] of ['envelope', 'kind', 'edition'].entries()) {
        const _id = `statement.${String(index).repeat(32)}`
        documents.set(_id, {_id, _type: 'statement', [field]: odd})
      }
      const fields = {article: live, number: odd, digest: odd, payload: odd}
      documents.set('edition.x', {_id: 'edition.x', _type: 'edition', ...fields})
    })
    for (const words of [['status'], ['audit'], ['show', live]]) {
      expect([words, (await marrow(home, words)).exit]).toEqual([words, 0])
    }
    expect((await exportTo(home)).json().exported).toHaveLength(4)
  })
})

describe('a withdrawal', () => {
  it('of the site is one of the site in the index', async () => {
    const home = await sampleHome()
    const key = sampleKey(home, 'avery-sample')
    const words = ['--as', 'avery-sample', '--key', key, '--reason', 'R', '--notice', 'N']
    expect((await marrow(home, ['withdraw', 'siteSettings', ...words])).exit).toBe(0)
    const {withdrawn} = (await exportTo(home)).json()
    const kinds = withdrawn.map(({article, kind}: Record<string, string>) => [article, kind])
    expect(kinds).toContainEqual(['siteSettings', 'site'])
  })

  it('from the future is not remembered, so that removing it ends the hold', async () => {
    const home = await sampleHome()
    const key = sampleKey(home, 'blake-sample')
    const words = ['--as', 'blake-sample', '--key', key, '--reason', 'R', '--notice', 'N']
    const planted = join(temporaryFolder(), 'home')
    cpSync(home, planted, {recursive: true})
    const at = '2099-01-01T00:00:00Z'
    expect((await marrow(planted, ['withdraw', live, ...words], {at})).exit).toBe(0)
    const withdrawal = [...documentsIn(planted).values()].find(
      ({_type, kind, edition}) =>
        _type === 'statement' && kind === 'withdrawal' && edition === `edition.${live}.1`,
    )!

    tamper(home, (documents) => documents.set(withdrawal._id, withdrawal))
    const held = (await exportTo(home)).json().refused.map(({code}: {code: string}) => code)
    expect(held).toContain('unverifiable-withdrawal')
    tamper(home, (documents) => documents.delete(withdrawal._id))
    expect((await exportTo(home)).json().refused).toHaveLength(1)
  })
})

describe('an action of `trust` that only a prototype has', () => {
  it('is wrong usage', async () => {
    expect((await marrow(await sampleHome(), ['trust', 'constructor'])).exit).toBe(2)
  })
})
