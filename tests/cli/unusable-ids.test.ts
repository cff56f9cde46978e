import {join} from 'node:path'

import {expect, it} from 'vitest'

import {canonicalJson} from '#schemas'

import {editionDigest} from '../../pipeline/approval/edition-digest.ts'
import {marrow, sampleHome, sampleKey, type Printed} from './harness.ts'
import {documentsIn, tamper} from './store-of.ts'

const model = 'article-osteonecrosis-knee'

/** Put an article under another id into the lake, as a Marrow did that let it be sealed. */
async function putSealed(home: string, id: string): Promise<void> {
  const payload = JSON.parse(String(documentsIn(home).get(`edition.${model}.1`)?.['payload']))
  const {[model]: root, ...others} = payload.content.documents
  const slug = {_type: 'slug', current: `about-${id.toLowerCase()}`}
  payload.id = `edition.${id}.1`
  payload.article = id
  payload.contributors = ['sample-jordan']
  payload.content = {
    ...payload.content,
    root: id,
    documents: {...others, [id]: {...root, _id: id, slug}},
  }
  const sealed = canonicalJson(payload)
  const digest = await editionDigest(sealed)
  const {kind, number, language} = payload
  const fields = {kind, article: id, number, language, digest, payload: sealed}
  tamper(home, (documents) => {
    documents.set(payload.id, {_id: payload.id, _type: 'edition', ...fields})
    documents.set(id, {...documents.get(model), _id: id, _type: 'article', slug})
  })
}

const sign = (home: string, id: string, signer: string): Promise<Printed> =>
  marrow(home, ['sign', `edition.${id}.1`, '--as', signer, '--key', sampleKey(home, signer)])

it('an article whose id no repository can hold is refused alone, with what to do', async () => {
  const home = await sampleHome()
  const out = join(home, '..', 'out')
  expect((await marrow(home, ['export', '--out', out])).exit).toBe(0)
  for (const id of ['con', model.toUpperCase()]) {
    await putSealed(home, id)
    for (const signer of ['riley-sample', 'blake-sample']) {
      expect((await sign(home, id, signer)).error).toBe('')
    }
  }

  const {exit, out: text} = await marrow(home, ['export', '--out', out])
  expect(exit, text).toBe(0)
  expect(text).toContain('4 unchanged, 3 refused')
  expect(text).toMatch(/refused +edition\.con\.1 +id-unusable: `con` is the name of a device/)
  expect(text).toMatch(/refused +edition\.ARTICLE-OSTEONECROSIS-KNEE\.1 +id-taken: Its id differs/)
  expect(text).toContain('Make the article anew under another id')
  expect((await marrow(home, ['export', '--out', out, '--strict'])).exit).toBe(1)
  expect((await marrow(home, ['verify', out])).exit).toBe(0)
})

it('an article is not sealed under an id that no repository can hold', async () => {
  const home = await sampleHome()
  tamper(home, (documents) => {
    for (const id of ['con', model.toUpperCase()]) {
      documents.set(id, {...documents.get(model), _id: id, _type: 'article'})
    }
  })
  const submit = (id: string): Promise<Printed> =>
    marrow(home, ['submit', id, '--as', 'sample-jordan', '--json'])
  for (const [id, code] of [
    ['con', 'id-unusable'],
    [model.toUpperCase(), 'id-taken'],
  ] as const) {
    const {exit, json} = await submit(id)
    expect([exit, json().error]).toEqual([
      1,
      {code, message: expect.stringMatching(/give (the article|this one) another id$/)},
    ])
  }
})
