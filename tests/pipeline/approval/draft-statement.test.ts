import {beforeAll, describe, expect, it} from 'vitest'

import {draftStatement, type StatementRequest} from '#pipeline'

import type {RefusalCode, Trust} from '../../../pipeline/approval/types.ts'
import type {TestKey} from './test-keys.ts'
import {makePublisher, makeRequest} from './test-trust.ts'

let expert: TestKey
let trust: Trust

beforeAll(async () => {
  const publisher = await makePublisher()
  expert = publisher.expert
  trust = publisher.trust
})

describe('draftStatement', () => {
  it('gives equal bytes for an equal request, whatever way the time is written', async () => {
    const at = '2026-03-01T10:00:00Z'
    const [a, b] = [
      await draftStatement(makeRequest(expert.key.keyid), trust),
      await draftStatement(makeRequest(expert.key.keyid, {at}), trust),
    ]
    expect(a).toEqual(b)
  })

  const refused: Array<[RefusalCode, Partial<StatementRequest>]> = [
    ['unknown-key', {keyid: 'f'.repeat(64)}],
    ['wrong-role', {role: 'publisher'}],
    ['wrong-language', {edition: {...makeRequest('').edition, language: 'fr'}}],
    ['back-dated', {at: '2025-01-01T00:00:00.000Z'}],
  ]

  it.each(refused)('refuses what would be refused: %s', async (code, changes) => {
    await expect(
      draftStatement(makeRequest(expert.key.keyid, changes), trust),
    ).rejects.toMatchObject({name: 'DraftError', code})
  })

  const kinds: Array<[string, Partial<StatementRequest>, string]> = [
    ['a sign-off without text', {text: undefined}, 'text'],
    ['a sign-off with a notice', {notice: 'x'}, 'notice'],
    ['a change request without a reason', {kind: 'change-request', text: undefined}, 'reason'],
    [
      'a correction without public words',
      {kind: 'correction', text: undefined, reason: 'x', severity: 'safety'},
      'notice',
    ],
    [
      'a withdrawal without a severity',
      {kind: 'withdrawal', text: undefined, reason: 'x'},
      'severity',
    ],
    [
      'a restoration that lifts',
      {kind: 'restoration', text: undefined, reason: 'x', lifts: 'y'},
      'lifts',
    ],
  ]

  it.each(kinds)('refuses %s', async (_, changes, path) => {
    await expect(
      draftStatement(makeRequest(expert.key.keyid, changes), trust),
    ).rejects.toMatchObject({name: 'StatementError', problems: [{path}]})
  })
})
