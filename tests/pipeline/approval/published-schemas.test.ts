import {Ajv2020} from 'ajv/dist/2020.js'
import * as fc from 'fast-check'
import {beforeAll, describe, expect, it} from 'vitest'

import {statementSchema, trustSchema} from '#pipeline'

import {schemaProblems} from '../../../pipeline/approval/schema-problems.ts'
import type {Trust} from '../../../pipeline/approval/types.ts'
import {makePasskey} from './test-keys.ts'
import {makePublisher} from './test-trust.ts'

let full: Trust

beforeAll(async () => {
  const {key} = await makePasskey('ES256')
  full = (await makePublisher()).trust
  full.policy.emergency = {quorum: [{role: 'medical-expert', count: 2}], deadlineHours: 72}
  const revoked = {at: '2026-05-01T00:00:00Z', because: 'compromised'} as const
  full.signers[0]?.keys.push({...key, revoked})
})

describe('the published schemas', () => {
  const values = fc.oneof(
    fc.jsonValue({maxDepth: 1}),
    fc.constantFrom('', 'x', '*', 'de-CH', '2026-02-30', '2026-02-28', '2024-02-29T24:00:00Z'),
    fc.constantFrom('passkey', 'ed25519', 'editor', 'retired', 'sign-off', 'withdrawal', 'safety'),
    fc.constantFrom(0, 1, -1, 1.5, 21, 1e21),
  )
  const edits = fc.array(
    fc.record({
      at: fc.nat(),
      how: fc.constantFrom('replace', 'delete', 'add', 'double'),
      name: fc.constantFrom('credential', 'until', 'x', 'text', 'reason', 'revoked', 'emergency'),
      value: values,
    }),
    {minLength: 1, maxLength: 3},
  )

  it('give our reader the verdicts of ajv on thousands of mutated trust files', () => {
    const verdicts = {good: 0, bad: 0}
    const validate = new Ajv2020({strict: false}).compile(trustSchema)
    fc.assert(
      fc.property(edits, (list) => {
        const value = list.reduce<unknown>(mutate, structuredClone(full))
        const verdict = validate(value)
        verdicts[verdict ? 'good' : 'bad'] += 1
        expect(schemaProblems(value, trustSchema).length === 0).toBe(verdict)
      }),
      {numRuns: 3000},
    )
    expect(Math.min(verdicts.good, verdicts.bad)).toBeGreaterThan(30)
  })

  it('give our reader the verdicts of ajv on thousands of mutated statements', () => {
    const verdicts = {good: 0, bad: 0}
    const validate = new Ajv2020({strict: false}).compile(statementSchema)
    const digest = 'a'.repeat(64)
    const statement = {
      format: 1,
      kind: 'sign-off',
      edition: 'edition.knee.1',
      digest,
      article: 'knee',
      number: 1,
      language: 'en',
      meaning: 'medical-review',
      text: {digest, renderer: '1'},
      signer: {id: 'max', name: 'Max', credentials: ['MD']},
      role: 'medical-expert',
      at: '2026-03-01T10:00:00.000Z',
      zone: 'Europe/Berlin',
      method: 'passkey',
      rules: digest,
    }
    expect(validate(statement)).toBe(true)
    fc.assert(
      fc.property(edits, (list) => {
        const value = list.reduce<unknown>(mutate, structuredClone(statement))
        const verdict = validate(value)
        verdicts[verdict ? 'good' : 'bad'] += 1
        expect(schemaProblems(value, statementSchema).length === 0).toBe(verdict)
      }),
      {numRuns: 3000},
    )
    expect(Math.min(verdicts.good, verdicts.bad)).toBeGreaterThan(30)
  })
})

interface Edit {
  at: number
  how: string
  name: string
  value: unknown
}

/** Change one place in a JSON value: `at` picks it among all of them. */
function mutate(value: unknown, {at, how, name, value: put}: Edit): unknown {
  const places: Array<{holder: Record<string, unknown>; key: string}> = []
  const visit = (holder: unknown): void => {
    if (!isContainer(holder)) return
    for (const key of Object.keys(holder)) {
      places.push({holder, key})
      visit(holder[key])
    }
  }
  visit(value)
  const place = places[at % Math.max(places.length, 1)]
  if (!place) return put
  const {holder, key} = place
  if (Array.isArray(holder)) {
    if (how === 'delete') holder.splice(Number(key), 1)
    else if (how === 'double') holder.push(structuredClone(holder[Number(key)]))
    else holder[Number(key)] = put
  } else if (how === 'delete') delete holder[key]
  else if (how === 'add') holder[name] = put
  else holder[key] = put
  return value
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
