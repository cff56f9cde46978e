import * as fc from 'fast-check'
import {beforeAll, describe, expect, it} from 'vitest'

import {
  draftStatement,
  makePasskeyEnvelope,
  parseEnvelope,
  payloadTypes,
  statementDocument,
  statementId,
  verifyStatements,
} from '#pipeline'

import type {StatementDocument, Trust} from '../../../pipeline/approval/types.ts'
import {makePasskey, type TestKey} from './test-keys.ts'
import {makePublisher, makeRequest, signDocument} from './test-trust.ts'

let expert: TestKey
let trust: Trust
let document: StatementDocument

beforeAll(async () => {
  const publisher = await makePublisher()
  expert = publisher.expert
  trust = publisher.trust
  document = await signDocument(expert, trust)
})

describe('statements together', () => {
  it('the same envelope stored twice counts once', async () => {
    const copy = {...document, _id: 'statement.copy'}
    for (const documents of [
      [document, copy],
      [copy, document],
    ]) {
      const checks = await verifyStatements(documents, trust)
      expect(checks).toHaveLength(1)
      expect(checks[0]).toMatchObject({verified: {id: document._id}})
    }
  })

  it('replayed-proof: a signature copied into another statement', async () => {
    const other = await signDocument(expert, trust, {
      reason: 'No',
      kind: 'change-request',
      text: undefined,
    })
    const sig = parseEnvelope(document.envelope).signatures[0]?.sig ?? ''
    const own = parseEnvelope(other.envelope).signatures[0]?.sig ?? ''
    const envelope = other.envelope.replace(own, sig)
    const copied = {...other, envelope, _id: await statementId(envelope)}
    const checks = await verifyStatements([copied, document], trust)
    expect(checks).toMatchObject([{refusal: {code: 'replayed-proof'}}, {verified: {}}])
  })

  it('replayed-proof: a passkey’s assertion copied into another statement', async () => {
    const passkey = await makePasskey('EdDSA')
    const by = structuredClone(trust)
    by.signers[1]?.keys.push(passkey.key)
    const draft = await draftStatement(makeRequest(passkey.key.keyid), by)
    const other = await draftStatement(makeRequest(passkey.key.keyid, {zone: 'Europe/Paris'}), by)
    const assertion = await passkey.assert(draft.challenge)
    const {payload, keyid} = other
    const envelope = makePasskeyEnvelope(payloadTypes.statement, payload, keyid, assertion)
    const copied = await statementDocument(envelope, other.statement)
    expect(await verifyStatements([copied], by)).toMatchObject([
      {refusal: {code: 'replayed-proof'}},
    ])
  })

  it('takes the time of first sight from the ledger by the envelope’s digest', async () => {
    const [check] = await verifyStatements([document], trust)
    const sha256 = check && 'verified' in check ? check.verified.sha256 : ''
    const seen = '2026-03-01T10:01:00.000Z'
    expect(await verifyStatements([document], trust, new Map([[sha256, seen]]))).toMatchObject([
      {verified: {firstSeen: seen}},
    ])
  })

  it('always gives a verdict, whatever is stored', async () => {
    const edit = fc.record({at: fc.nat(), text: fc.string({maxLength: 3}), cut: fc.nat(4)})
    const field = fc.oneof(fc.jsonValue({maxDepth: 2}), fc.constant(document.envelope))
    const stored = fc.oneof(
      fc.record({envelope: field, kind: field, edition: field}),
      edit.map(({at, text, cut}) => {
        const place = at % document.envelope.length
        const {envelope} = document
        const changed = envelope.slice(0, place) + text + envelope.slice(place + cut)
        return {...document, envelope: changed}
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(stored, {maxLength: 4}), async (list) => {
        const documents = list.map((one) => ({_type: 'statement', ...one, _id: 'statement.x'}))
        for (const check of await verifyStatements(documents, trust)) {
          expect(check).toHaveProperty('refusal.code')
        }
      }),
      {numRuns: 500},
    )
  })
})
