import {afterAll, beforeAll, expect, it} from 'vitest'

import {closeServed, serveHome, type ServedHome} from './serve-home.ts'

let served: ServedHome
let editor: string

beforeAll(async () => {
  served = await serveHome()
  editor = served.tokenAs('ada', 'editor')
})
afterAll(closeServed)

const preview = (body: object, token?: string) =>
  served.desk('preview/pdf', token, {method: 'POST', body: JSON.stringify(body)})

it('gives a draft as a PDF that was never approved', async () => {
  const response = await preview({article: 'article-bone-bruise-knee'}, editor)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/pdf')
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect(new TextDecoder('latin1').decode(bytes.subarray(0, 5))).toBe('%PDF-')
  // What the watermark says is held by tests/exports/formats/pdf.
  expect(bytes.length).toBeGreaterThan(10_000)
})

it('says what it cannot show', async () => {
  const missing = await preview({article: 'article-nowhere'}, editor)
  expect(missing.status).toBe(422)
  expect(await missing.json()).toMatchObject({message: expect.stringContaining('article-nowhere')})
  expect((await preview({}, editor)).status).toBe(400)
})

it('shows drafts to nobody who may not read them', async () => {
  const viewer = served.tokenAs('vic', 'viewer')
  expect((await preview({article: 'article-bone-bruise-knee'}, viewer)).status).toBe(403)
  expect((await preview({article: 'article-bone-bruise-knee'})).status).toBe(401)
})
