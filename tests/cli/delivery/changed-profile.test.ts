import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {afterAll, beforeAll, expect, it} from 'vitest'

import {serveDelivery, type ServedDelivery} from '../../../cli/delivery/server/serve-delivery.ts'
import {homeAt} from '../../../cli/home/paths.ts'
import {publicKeyFromBase64Url} from '../../../pipeline/approval/keys.ts'
import {pullOnce, type Puller} from '../../exports/delivery/client/puller.ts'
import {marrow, sampleHome, sampleKey, temporaryFolder} from '../harness.ts'
import {tamper} from '../store-of.ts'

const [old, next] = ['knee.en.24h', 'hip.en.24h']
const day = 86_400_000
const article = 'article-knee-osteoarthritis.en'

let home: string
let out: string
let dir: string
let served: ServedDelivery
let token: string
let now = '2026-03-02T09:00:00.000Z'
beforeAll(async () => {
  home = await sampleHome()
  out = join(temporaryFolder(), 'out')
  dir = join(temporaryFolder(), 'pulled')
  await run('export', '--out', out)
  ;({token} = (await run('tokens', 'issue', 'publisher-sample', '--json')).json() as {
    token: string
  })
  served = await serveDelivery({
    home: homeAt({MARROW_HOME: home}),
    out,
    port: 0,
    clock: () => now,
    log: () => undefined,
  })
})
afterAll(() => served.close())

const run = (...words: string[]) => marrow(home, words, {at: now})

function pullAs(audience: string) {
  const puller: Puller = {
    from: served.url,
    dir,
    rootKey: publicKeyFromBase64Url(readFileSync(join(home, 'root.pub'), 'utf8').trim()),
    now,
    values: {audience},
    env: {MARROW_TOKEN: token},
  }
  return pullOnce(puller)
}

const deliveries = async () => (await run('status', '--deliveries', '--out', out)).out

it('A publisher whose profile was narrowed hides what is withdrawn after that, and changes over', async () => {
  const first = await pullAs(old)
  expect(first.faults).toEqual([])
  expect(first.shown).toContain(article)

  tamper(home, (documents) => {
    const sample = documents.get('publisher-sample')!
    documents.set('publisher-sample', {...sample, collections: ['hip']})
  })
  await run('export', '--out', out)
  const [key, who] = [sampleKey(home, 'blake-sample'), 'blake-sample']
  const words = ['--reason', 'r', '--notice', 'n', '--severity', 'safety']
  now = '2026-03-02T10:00:00.000Z'
  await run('withdraw', 'knee-osteoarthritis', '--as', who, '--key', key, ...words)
  await run('export', '--out', out)

  // The operator sees who may still show it, until that publisher has changed over.
  const named = `of ${old}, which it had before, the safety withdrawal of article-knee-osteoarthritis`
  expect(await deliveries()).toContain(named)
  const told = await pullAs(old)
  expect(told).toMatchObject({ok: true, shown: []})
  expect(told.withdrawn).toContain(article)

  // The server believes a licence for a second.
  await expect.poll(async () => (await pullAs(next)).ok, {timeout: 10_000}).toBe(true)
  expect(JSON.parse(readFileSync(join(dir, 'state.json'), 'utf8'))).toMatchObject({audience: next})
  expect(await deliveries()).not.toContain(named)

  now = new Date(Date.parse(now) + 31 * day).toISOString()
  await run('export', '--out', out)
  expect(existsSync(join(out, 'audiences', old))).toBe(false)
  expect(readFileSync(join(home, 'delivery', 'publishers.json'), 'utf8')).not.toContain('former')
})
