import {beforeAll, describe, expect, it} from 'vitest'

import {
  draftStatement,
  effectiveOf,
  isPending,
  updateOf,
  updateTypes,
  type StatementRequest,
} from '#pipeline'

import type {StatementKind, Trust} from '../../../pipeline/approval/types.ts'
import {updateTypesOf, type UpdateType} from '../../../pipeline/approval/update-type.ts'
import type {TestKey} from './test-keys.ts'
import {makePublisher, makeRequest} from './test-trust.ts'

const at = '2026-03-01T10:00:00.000Z'
const kinds: StatementKind[] = [
  'sign-off',
  'reaffirmation',
  'change-request',
  'correction',
  'withdrawal',
  'restoration',
]

let expert: TestKey
let trust: Trust

beforeAll(async () => {
  const publisher = await makePublisher()
  expert = publisher.expert
  trust = publisher.trust
})

function draft(kind: StatementKind, changes: Partial<StatementRequest>) {
  const about = kind === 'sign-off' ? {} : {text: undefined}
  const words = ['sign-off', 'reaffirmation'].includes(kind) ? {} : {reason: 'A reason'}
  const public_ = ['correction', 'withdrawal', 'restoration'].includes(kind)
    ? {severity: 'safety' as const, notice: 'A notice'}
    : {}
  const request = {kind, ...about, ...words, ...public_, ...changes}
  return draftStatement(makeRequest(expert.key.keyid, request), trust)
}

async function isTaken(kind: StatementKind, update: UpdateType): Promise<boolean> {
  return draft(kind, {update}).then(
    ({statement}) => statement.update === update,
    (error: unknown) => {
      expect(error).toMatchObject({name: 'StatementError'})
      return false
    },
  )
}

describe('An update type', () => {
  it('is one of the twelve of Crossmark', () => {
    expect(updateTypes).toHaveLength(12)
    expect(new Set(updateTypes).size).toBe(12)
  })

  it.each(kinds)('fits a %s or is refused, as the schema says', async (kind) => {
    const taken: UpdateType[] = []
    for (const update of updateTypes) if (await isTaken(kind, update)) taken.push(update)
    expect(taken).toEqual(updateTypesOf(kind))
  })

  it('belongs to a withdrawal or to a correction, never to both', () => {
    const [withdrawal, correction] = [updateTypesOf('withdrawal'), updateTypesOf('correction')]
    expect([...withdrawal, ...correction].toSorted()).toEqual(updateTypes)
  })

  it('is that of the kind where a statement names none', () => {
    expect(updateOf({kind: 'correction'})).toBe('correction')
    expect(updateOf({kind: 'withdrawal'})).toBe('withdrawal')
    expect(updateOf({kind: 'withdrawal', update: 'retraction'})).toBe('retraction')
    expect(updateOf({kind: 'restoration'})).toBe(null)
    expect(updateOf({kind: 'sign-off'})).toBe(null)
  })
})

describe('An effective time', () => {
  it('is written as an instant, and is that of the signing where there is none', async () => {
    const {statement} = await draft('withdrawal', {effective: '2026-03-01T12:00:00Z'})
    expect(effectiveOf(statement)).toBe('2026-03-01T12:00:00.000Z')
    expect(effectiveOf((await draft('withdrawal', {})).statement)).toBe(at)
  })

  it('is refused before the signing, and of what has no effect of its own', async () => {
    await expect(
      draft('withdrawal', {effective: '2026-03-01T09:59:59.999Z'}),
    ).rejects.toMatchObject({name: 'StatementError'})
    for (const kind of kinds.slice(0, 3)) {
      await expect(draft(kind, {effective: at})).rejects.toMatchObject({
        name: 'StatementError',
        problems: [{path: 'effective'}],
      })
    }
  })

  it('is waited for to the millisecond; that of the signing is not', () => {
    const effective = '2026-03-02T00:00:00.000Z'
    expect(isPending({at, effective}, '2026-03-01T23:59:59.999Z')).toBe(true)
    expect(isPending({at, effective}, effective)).toBe(false)
    expect(isPending({at}, '2026-03-01T09:58:00.000Z')).toBe(false)
    expect(isPending({at, effective: at}, '2026-03-01T09:58:00.000Z')).toBe(false)
  })
})
