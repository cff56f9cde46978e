import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {describe, expect, it} from 'vitest'

import {
  admit,
  contextsFor,
  parseTrust,
  publish,
  readEdition,
  textDigest,
  toPlainText,
  type Publication,
} from '#pipeline'
import {fromBase64, sha256Hex} from '#schemas'

import type {RawDocument} from '../../../pipeline/approval/types.ts'

/** What `make.ts` froze of an edition. */
interface Frozen {
  edition: RawDocument & {payload: string; digest: string}
  statements: RawDocument[]
  textDigest: string
}

const now = '2026-03-02T00:00:00.000Z'
const versions = readdirSync(import.meta.dirname, {withFileTypes: true})
  .filter((entry) => entry.isDirectory())
  .map(({name}) => name)

it('There are golden editions', () => {
  expect(versions).toContain('v1')
})

describe.each(versions)('The golden editions of %s', (version) => {
  const folder = join(import.meta.dirname, version)
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const frozen = (name: string) => JSON.parse(read(`${name}.json`)) as Frozen
  const both = [frozen('article'), frozen('site')]

  async function publishAll(): Promise<Publication[]> {
    const {root, envelope} = JSON.parse(read('trust.json')) as {root: string; envelope: string}
    const {trust} = await parseTrust(envelope, fromBase64(root))
    const admission = await admit({
      editions: both.map(({edition}) => edition),
      statements: both.flatMap(({statements}) => statements),
      trust,
      ledger: [],
      now,
      assets: () => Promise.resolve(readFileSync(join(folder, 'asset.svg'))),
      textDigest,
    })
    expect(admission.refused).toEqual([])
    expect(admission.findings).toEqual([])
    const contexts = contextsFor(admission, {sourceChecks: {}, now})
    const pages = admission.approved.map((edition) =>
      publish(edition, contexts.get(edition.payload.article)!),
    )
    return (await Promise.all(pages)).flat()
  }

  it.each(both)('are read as they were sealed: $edition._id', async ({edition}) => {
    expect(await readEdition(edition)).toEqual(JSON.parse(edition.payload))
  })

  it.each(both)('have the text that was signed: $edition._id', async (one) => {
    expect(await textDigest(await readEdition(one.edition))).toBe(one.textDigest)
  })

  it('are admitted and published, each page with the text that was signed', async () => {
    const pages = await publishAll()
    const digests = await Promise.all(pages.map(({text}) => sha256Hex(text)))
    const [article, site] = both.map((one) => one.textDigest)
    expect(pages.map(({page}, index) => [page, digests[index]])).toEqual([
      ['article', article],
      ['expert-board', site],
      ['editorial-process', site],
    ])
    expect(pages[0]?.approval.signOffs.map(({name, role}) => [name, role])).toEqual([
      ['Sample erin', 'editor'],
      ['Sample max', 'medical-expert'],
    ])
  })

  it('have these words, in the stream and on the page', async () => {
    for (const page of await publishAll()) {
      await expect(page.text).toMatchFileSnapshot(join(folder, `${page.page}.stream.txt`))
      const words = `${toPlainText(page.hast)}\n`
      await expect(words).toMatchFileSnapshot(join(folder, `${page.page}.page.txt`))
    }
  })

  it('are refused when a byte of them is changed', async () => {
    const [{edition}] = both as [Frozen, Frozen]
    const payload = edition.payload.replace('Fluid gathers', 'Fluid gathered')
    expect(payload).not.toBe(edition.payload)
    await expect(readEdition({...edition, payload})).rejects.toMatchObject({
      code: 'edition-altered',
    })
  })
})
