import {cpSync, existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {marrow, readTree, sampleHome, sampleKey, temporaryFolder, type Printed} from './harness.ts'
import {closeServed, serveHome, type ServedHome} from './server/serve-home.ts'
import {historyIn, tamper} from './store-of.ts'

/**
 * Hosted mode: another machine has trust file, ledger and keys, and no lake of its own. In the place of
 * Sanity's lake stands the embedded one, reached by the real client over HTTP.
 */
let served: ServedHome
let desk: string

beforeEach(async () => {
  const home = await sampleHome()
  desk = join(temporaryFolder(), 'desk')
  cpSync(home, desk, {recursive: true})
  for (const name of ['lake', 'assets']) rmSync(join(desk, name), {recursive: true})
  served = await serveHome({dir: home})
})
afterEach(closeServed)

function hosted(token: string): NodeJS.ProcessEnv {
  return {
    MARROW_SOURCE: 'sanity',
    SANITY_PROJECT_ID: 'local',
    SANITY_DATASET: 'production',
    SANITY_API_HOST: served.url,
    SANITY_AUTH_TOKEN: token,
  }
}

/** Run a command of the desk against the hosted lake, with the token of a user. */
async function run(words: string[], token: string): Promise<Printed> {
  const printed = await marrow(desk, words, {
    at: new Date().toISOString(),
    env: hosted(token),
  })
  expect(printed.out + printed.error).not.toContain(token)
  expect(existsSync(join(desk, 'lake')), 'nothing is kept here').toBe(false)
  return printed
}

describe('hosted mode', () => {
  it('exports the same repository, byte for byte, as the home that has the lake', async () => {
    const token = served.tokenAs('exporter', 'editor')
    const at = {at: '2026-03-02T09:00:00Z'}
    const [here, there] = [join(desk, '..', 'out'), join(served.home, '..', 'out')]
    const exported = await marrow(desk, ['export', '--out', here], {...at, env: hosted(token)})
    expect(exported.exit, exported.error).toBe(0)
    expect((await marrow(served.home, ['export', '--out', there], at)).exit).toBe(0)
    expect(Object.keys(readTree(here)).length).toBeGreaterThan(50)
    expect(readTree(here)).toEqual(readTree(there))
  })

  it('imports, submits, signs and exports by configuration alone', async () => {
    const token = served.tokenAs('jane', 'editor')
    const file = join(temporaryFolder(), 'sleep.md')
    writeFileSync(
      file,
      '---\ntitle: Sleep and knees\nsummary: Rest.\nkeyPoints: [Rest]\nauthors: [person-jordan-sample]\n---\nRest helps.[^1]\n\n[^1]: Sleep. doi:10.1038/sleep\n',
    )
    const imported = await run(['import', file, '--as', 'jane'], token)
    expect(imported.exit, imported.error).toBe(0)
    expect(historyIn(served.home).at(-1)?.author).toBe('jane')
    await served
      .clientAs('mallory', 'editor')
      .patch('drafts.article-sleep-and-knees')
      .set({summary: 'Rest well.'})
      .commit()
    const submitted = await run(['submit', 'sleep-and-knees', '--as', 'jane', '--json'], token)
    expect(submitted.json().contributors.toSorted()).toEqual(['jane', 'mallory'])
    for (const signer of ['riley-sample', 'avery-sample']) {
      const key = ['--as', signer, '--key', sampleKey(desk, signer)]
      const signed = await run(['sign', 'sleep-and-knees', ...key], token)
      expect(signed.exit, signed.error).toBe(0)
    }
    const out = join(desk, '..', 'out')
    const exported = await run(['export', '--out', out, '--json'], token)
    expect(exported.json().exported).toContainEqual(
      expect.objectContaining({article: 'article-sleep-and-knees'}),
    )
    expect(readFileSync(join(out, 'latest/sleep-and-knees.en/index.html'), 'utf8')).toContain(
      'Rest well.',
    )
    expect((await run(['audit'], token)).exit).toBe(0)
  })

  it('writes with the rights of its token, and says so', async () => {
    const words = ['submit', 'article-bone-bruise-knee', '--as', 'vic']
    const {exit, error} = await run(words, served.tokenAs('vic', 'medical-expert'))
    expect(exit).toBe(1)
    expect(error).toContain('The lake refuses it')
    const env = {...hosted(''), SANITY_AUTH_TOKEN: ''}
    const without = await marrow(desk, ['submit', 'x', '--as', 'vic'], {env})
    expect(without.exit).toBeGreaterThan(0)
  })

  it('lets no token but the operator’s say in whose name it writes', async () => {
    const token = served.tokenAs('mallory', 'administrator')
    const response = await fetch(`${served.url}/v1/data/mutate/production`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'x-marrow-author': 'jane',
      },
      body: JSON.stringify({mutations: [{delete: {id: 'nothing'}}]}),
    })
    expect(response.status).toBe(403)
  })

  it('holds the gate where the lake holds nothing: what is changed there behind our back', async () => {
    const token = served.tokenAs('exporter', 'editor')
    const out = join(desk, '..', 'out')
    await run(['export', '--out', out], token)
    const live = 'article-knee-osteoarthritis'
    tamper(served.home, (documents) => {
      const edition = documents.get(`edition.${live}.1`)!
      edition['payload'] = String(edition['payload']).replace('knee', 'head')
      for (const [id, {_type, kind}] of documents) {
        if (_type === 'statement' && kind === 'withdrawal') documents.delete(id)
      }
    })
    const {refused, withdrawn, findings} = (
      await run(['export', '--out', out, '--json'], token)
    ).json()
    expect(refused).toContainEqual(
      expect.objectContaining({article: live, code: 'edition-altered'}),
    )
    expect(withdrawn).toContainEqual(expect.objectContaining({article: 'article-knee-mri'}))
    expect(findings).toContainEqual(expect.objectContaining({ruleId: 'statement-missing'}))
    expect((await run(['audit'], token)).exit).toBe(1)
  })
})
