import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {createLake} from '../../../lake/create-lake.ts'
import type {Lake} from '../../../lake/create-lake.ts'
import {serveLake} from '../../../lake/serve-lake.ts'
import type {LakeServer} from '../../../lake/serve-lake.ts'
import {clientOf, testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'
import {picture, upload} from './harness.ts'

type Data = Record<string, any>

/** Uploaded at one address; then the lake moved to another port and name. */
let first: TestLake
let moved: Lake
let server: LakeServer
let dir: string
let id: string
let stored: Data

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-addresses-'))
  first = await testLake({assetsDir: dir, publicUrl: 'http://localhost:3333'})
  const document: Data = await upload(first, await picture(12, 8).png().toBuffer())
  id = document['_id']
  await clientOf(first.lake, first.tokens.editor).create({
    _id: 'holder',
    _type: 'note',
    image: {asset: {_type: 'reference', _ref: id}},
    payload: `{"url":"${document['url']}"}`,
  })
  stored = first.store.read('production', (view) => view.document(id)) ?? {}
  moved = createLake({
    store: first.store,
    assetsDir: dir,
    doorkeeper: () => null,
    log: () => undefined,
    allowedOrigins: [],
    publicUrl: 'https://lake.example',
    pool: {size: 1, deadlineMs: 20_000},
  })
  server = await serveLake(moved, {port: 0})
})

afterAll(async () => {
  await server.close()
  await first.close()
  rmSync(dir, {recursive: true, force: true})
})

const get = async (path: string, token = first.tokens.editor): Promise<Response> =>
  fetch(`${server.url}/v2025-02-19/data/${path}`, {headers: {authorization: `Bearer ${token}`}})

const query = async (groq: string, perspective = 'raw'): Promise<any> => {
  const search = new URLSearchParams({query: groq, perspective})
  const response = await get(`query/production?${search}`)
  return ((await response.json()) as Data)['result']
}

describe('the address of an asset, after the lake has moved', () => {
  it('is stored as it was uploaded', () => {
    expect(stored['url']).toMatch(/^http:\/\/localhost:3333\/images\//)
  })

  it.each<[string, () => Promise<string>]>([
    [
      'doc',
      async () =>
        ((await (await get(`doc/production/${id}`)).json()) as Data)['documents'][0]['url'],
    ],
    ['a query', () => query('*[_type == "sanity.imageAsset"][0].url')],
    ['a reference in a query', () => query('*[_id == "holder"][0].image.asset->url', 'drafts')],
    [
      'history',
      async () =>
        ((await (await get(`history/production/documents/${id}`)).json()) as Data)['documents'][0][
          'url'
        ],
    ],
    [
      'export',
      async () => {
        const lines = (await (await get('export/production')).text()).trim().split('\n')
        const documents = lines.map((line) => JSON.parse(line) as Data)
        return documents.find(({_id}) => _id === id)?.['url']
      },
    ],
    [
      'an upload of the same bytes',
      async () => {
        const response = await fetch(`${server.url}/v1/assets/images/production`, {
          method: 'POST',
          headers: {authorization: `Bearer ${first.tokens.editor}`},
          body: new Uint8Array(await picture(12, 8).png().toBuffer()),
        })
        return ((await response.json()) as Data)['document']['url']
      },
    ],
    [
      'the answer of a patch',
      async () => {
        const client = clientOf(moved, first.tokens.editor, {apiHost: server.url})
        const patched: Data = await client.patch(id).set({title: 'Knee'}).commit()
        return patched['url']
      },
    ],
  ])('in %s leads to its bytes', async (_, url) => {
    const address = await url()
    expect(address.startsWith(`${server.url}/images/local/production/`)).toBe(true)
    const response = await fetch(address)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png'])
  })

  it('in an event leads to its bytes', async () => {
    const client = clientOf(moved, first.tokens.editor, {apiHost: server.url})
    const {promise, resolve} = Promise.withResolvers<Data>()
    const events = client.listen('*[_id == $id]', {id}, {events: ['welcome', 'mutation']})
    const subscription = events.subscribe((event) => {
      if (event.type === 'welcome') void client.patch(id).set({title: 'Other'}).commit()
      else resolve(event)
    })
    const {result} = await promise
    subscription.unsubscribe()
    expect((await fetch(result.url)).status).toBe(200)
  })

  it('is the public one for who came by the public name', async () => {
    const request = new Request(`https://lake.example/v1/data/doc/production/${id}`, {
      headers: {authorization: `Bearer ${first.tokens.editor}`},
    })
    const {documents} = (await (await moved.handle(request)).json()) as Data
    expect(documents[0].url).toMatch(/^https:\/\/lake\.example\/images\//)
  })

  it('in other documents stays as it was written', async () => {
    expect(await query('*[_id == "holder"][0].payload')).toBe(`{"url":"${stored['url']}"}`)
  })
})
