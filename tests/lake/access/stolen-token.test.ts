import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {
  keyidOf,
  makeEnvelope,
  payloadTypes,
  readEdition,
  signWith,
  statementId,
  trustKeyOf,
  verifyEnvelope,
} from '#pipeline'
import {sha256Hex, toHex} from '#schemas'

import {commit} from '../../../lake/mutations/commit.ts'
import type {Doorkeeper} from '../../../lake/mutations/commit-options.ts'
import {testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'

/** What a person who signs holds, and a thief of a token does not. */
interface Keys {
  publicKey: Uint8Array
  sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
}

const makeKeys = async (): Promise<Keys> => {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  return {publicKey, sign: signWith(pair.privateKey)}
}

const words = new TextEncoder().encode('{"kind":"sign-off","edition":"edition.art.1"}')

const statementOf = async (keys: Keys) => {
  const envelope = await makeEnvelope(
    payloadTypes.statement,
    words,
    await keyidOf(keys.publicKey),
    keys.sign,
  )
  const _id = await statementId(envelope)
  return {_id, _type: 'statement', kind: 'sign-off', edition: 'edition.art.1', envelope}
}

describe('a stolen editor token', () => {
  let test: TestLake
  let expert: Keys
  let asked: string[]
  const edition = {_id: 'edition.art.1', _type: 'edition', payload: '{"a":1}', digest: ''}

  beforeAll(async () => {
    expert = await makeKeys()
    asked = []
    const trusted = [await trustKeyOf(expert.publicKey, '2026-01-01T00:00:00.000Z')]
    const doorkeeper: Doorkeeper = async (document) => {
      asked.push(document._type)
      try {
        if (document._type === 'edition') await readEdition(document)
        else await verifyEnvelope(String(document['envelope']), payloadTypes.statement, trusted)
        return null
      } catch (cause) {
        return {code: 'proof', message: (cause as Error).message}
      }
    }
    test = await testLake({doorkeeper})
    edition.digest = toHex(new Uint8Array(32))
    await commit(test.store, 'production', {
      mutations: [{create: edition}, {create: {_id: 'art', _type: 'article'}}],
      author: 'p-editor',
      at: '2026-11-22T09:00:00.000Z',
    })
  })
  afterAll(() => test.close())

  const write = async (mutation: unknown) => {
    const response = await test.request('/v2025-02-19/data/mutate/production', {
      method: 'POST',
      token: test.tokens.editor,
      body: {mutations: [mutation]},
    })
    return {status: response.status, text: await response.text()}
  }
  const stored = (id: string) => test.store.read('production', (view) => view.document(id))

  it('works for what editors do', async () => {
    expect((await write({patch: {id: 'art', set: {title: 'x'}}})).status).toBe(200)
  })

  it('creates no sign-off without a key that the trust file has', async () => {
    const forged = await statementOf(await makeKeys())
    for (const name of ['create', 'createOrReplace', 'createIfNotExists']) {
      const {status, text} = await write({[name]: forged})
      expect(status).toBe(403)
      expect(text).toMatch(/No trusted key/)
    }
    expect(stored(forged._id)).toBeUndefined()
  })

  it('creates none from a real one whose words were changed', async () => {
    const real = await statementOf(expert)
    const envelope = JSON.parse(real.envelope) as {payload: string}
    const changed = atob(envelope.payload).replace('art.1', 'art.2')
    const text = JSON.stringify({...envelope, payload: btoa(changed)})
    const _id = await statementId(text)
    expect((await write({create: {...real, _id, envelope: text}})).status).toBe(403)
    expect(stored(_id)).toBeUndefined()
  })

  it('creates none by way of another document', async () => {
    const forged = await statementOf(await makeKeys())
    const steps = [
      {create: {...forged, _type: 'article'}},
      {create: {...forged, _id: `drafts.${forged._id}`}},
      {create: {...forged, _id: 'innocent'}},
      {patch: {id: 'art', set: {_type: 'statement', envelope: forged.envelope}}},
      {createOrReplace: {...forged, _id: 'art'}},
    ]
    for (const step of steps) {
      const {status} = await write(step)
      expect([step, status >= 400]).toEqual([step, true])
    }
    const statements = test.store.read('production', (view) =>
      view.candidates({where: {kind: 'type-in', types: ['statement']}}),
    )
    expect(statements).toEqual([])
  })

  it('creates and deletes none in one transaction either', async () => {
    const forged = await statementOf(await makeKeys())
    const response = await test.request('/v2025-02-19/data/mutate/production', {
      method: 'POST',
      token: test.tokens.editor,
      body: {mutations: [{delete: {id: edition._id}}, {create: {...edition, digest: 'other'}}]},
    })
    expect(response.status).toBeGreaterThanOrEqual(400)
    const both = await test.request('/v2025-02-19/data/mutate/production?dryRun=true', {
      method: 'POST',
      token: test.tokens.editor,
      body: {mutations: [{create: forged}]},
    })
    expect(both.status).toBe(403)
    expect(stored(edition._id)).toMatchObject(edition)
  })

  it('touches no edition', async () => {
    const before = stored(edition._id)
    const id = edition._id
    for (const mutation of [
      {patch: {id, set: {payload: '{"a":2}'}}},
      {patch: {id, unset: ['digest']}},
      {patch: {query: '*[_type == "edition"]', set: {payload: '{"a":2}'}}},
      {delete: {id}},
      {delete: {query: '*[_type == "edition"]'}},
      {createOrReplace: {...edition, payload: '{"a":2}'}},
    ]) {
      const {status, text} = await write(mutation)
      expect([mutation, status]).toEqual([mutation, 403])
      expect(text).toMatch(/never changed or deleted/)
      expect(stored(id)).toEqual(before)
    }
    const retyped = await write({createOrReplace: {_id: id, _type: 'article'}})
    expect(retyped.status).toBeGreaterThanOrEqual(400)
    expect(stored(id)).toEqual(before)
  })

  it('creates no edition whose digest is not of its payload', async () => {
    const other = {...edition, _id: 'edition.art.2', digest: await sha256Hex('other')}
    expect((await write({create: other})).status).toBe(403)
    expect(stored(other._id)).toBeUndefined()
  })

  it('carries a sign-off that is really signed, and the doorkeeper saw all of them', async () => {
    const real = await statementOf(expert)
    expect((await write({create: real})).status).toBe(200)
    const seen = asked.length
    // the same again is no fault, and no change
    expect((await write({createOrReplace: real})).status).toBe(200)
    expect(asked.slice(seen)).toEqual([])
    expect(asked).toContain('edition')
    expect((await write({delete: {id: real._id}})).status).toBe(403)
  })
})
