import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {createClient} from '@sanity/client'
import {afterAll, describe, expect, it} from 'vitest'

import {marrow, sampleHome, sampleKey, temporaryFolder} from '../harness.ts'
import {exportedLines, lakeDataset} from '../sources/dataset.ts'
import {endAll, startLake} from './run-lake.ts'

afterAll(endAll)

const article = 'article-knee-osteoarthritis'

/** Run a command on the lake of a home, which must succeed. */
async function inLake(home: string, words: string[]): Promise<any> {
  const printed = await marrow(home, [...words, '--json'])
  expect(printed.exit, printed.out + printed.error).toBe(0)
  return printed.json()
}

/** Give a user a token, and change the article with it. */
async function change(home: string, url: string, user: string): Promise<void> {
  const words = ['--name', user, '--email', `${user}@example.com`, '--role', 'editor']
  await marrow(home, ['users', 'add', user, ...words, '--no-password'])
  const {token} = (await marrow(home, ['users', 'token', user, '--json'])).json()
  const client = createClient({
    projectId: 'local',
    dataset: 'production',
    apiVersion: '2025-02-19',
    apiHost: url,
    useProjectHostname: false,
    useCdn: false,
    token,
    maxRetries: 0,
  })
  await client.patch(article).set({summary: 'Changed in the lake.'}).commit()
}

async function sign(home: string, signer: string): Promise<void> {
  const key = sampleKey(home, `${signer}-sample`)
  await inLake(home, ['sign', article, '--as', `${signer}-sample`, '--key', key])
}

describe('an article that lives in the lake', () => {
  it('is sealed with all who changed it, signed and exported: while the lake runs, and after', async () => {
    const home = await sampleHome()
    const lake = await startLake(home)
    await change(home, lake.url, 'mallory')
    const {edition, contributors} = await inLake(home, ['submit', article, '--as', 'ada'])
    expect(contributors).toEqual(expect.arrayContaining(['ada', 'mallory']))
    expect((await inLake(home, ['show', edition])).text).toContain('Changed in the lake.')
    await sign(home, 'avery')
    expect(await lake.end()).toBe(0)

    await sign(home, 'blake')
    await sign(home, 'riley')
    const status = await inLake(home, ['status', article])
    expect(status.articles[0]).toMatchObject({newest: edition, refusal: null, changedSince: []})
    const out = join(temporaryFolder(), 'out')
    await inLake(home, ['export', '--out', out])
    const html = readFileSync(join(out, 'latest', 'knee-osteoarthritis.en', 'index.html'), 'utf8')
    expect(html).toContain('Changed in the lake.')
    expect((await marrow(home, ['verify', out])).exit).toBe(0)
    expect((await marrow(home, ['audit'])).exit).toBe(0)
  })

  it('is not signed by who changed it', async () => {
    const home = await sampleHome()
    const lake = await startLake(home)
    const signers = (await marrow(home, ['trust', 'list', '--json'])).json().signers
    const [identity] = signers.find(({id}: {id: string}) => id === 'blake-sample').identities
    await change(home, lake.url, identity)
    const {edition} = await inLake(home, ['submit', article, '--as', 'ada'])
    await sign(home, 'avery')
    await sign(home, 'blake')
    const status = await inLake(home, ['status', article])
    expect(status.articles[0]).toMatchObject({newest: edition, refusal: {code: expect.any(String)}})
    expect(JSON.stringify(status.articles[0].refusal)).toContain('self-approval')
    await lake.end()
  })

  it('stores nothing where the source is only read', async () => {
    const home = await sampleHome()
    const ndjson = join(temporaryFolder(), 'data.ndjson')
    writeFileSync(ndjson, exportedLines(lakeDataset(home).documents))
    const words = ['submit', 'article-bone-bruise-knee', '--as', 'ada', '--source', ndjson]
    const {exit, error} = await marrow(home, words)
    expect(exit).toBe(2)
    expect(error).toContain('is only read here')
  })
})
