import {describe, expect, it} from 'vitest'

import type {LedgerEntry} from '#pipeline'

import {newsSince, toldBefore} from '../../../cli/hooks/hook-event.ts'
import type {LastExport} from '../../../cli/server/last-export.ts'

const at = '2026-03-01T09:00:00.000Z'
const edition = {
  edition: 'edition.a.1',
  digest: 'd',
  article: 'a',
  number: 1,
  language: 'en',
  at,
  prev: 'p',
}
const seen = (seq: number) =>
  ({...edition, seq, event: 'edition-seen', hash: `h${seq}`}) as LedgerEntry
const asked = (seq: number, rest: object = {}) =>
  ({
    ...edition,
    seq,
    event: 'statement-seen',
    kind: 'change-request',
    signer: 'avery',
    id: 'statement.1',
    hash: `h${seq}`,
    ...rest,
  }) as LedgerEntry

function exported(reviewDue: string | null = null, rest: Partial<LastExport> = {}): LastExport {
  const approved = {article: 'a', edition: 'edition.a.1', language: 'en', title: 'A', digest: 'd'}
  return {
    at,
    written: [],
    unchanged: [],
    removed: [],
    refused: [],
    withdrawn: [],
    approved: [{...approved, reviewDue}],
    profiles: [],
    next: null,
    fault: null,
    ...rest,
  }
}

const nothing = {ledger: 0, approved: [], overdue: []}
const types = ({events}: ReturnType<typeof newsSince>) => events.map(({type}) => type)

describe('what hooks are told', () => {
  it('is each submission and change request of the ledger, once', () => {
    const ledger = [seen(1), asked(2)]
    const first = newsSince(nothing, ledger, exported(null, {approved: []}), at)
    expect(first.events).toMatchObject([
      {type: 'submitted', timestamp: at, data: {article: 'a', edition: 'edition.a.1', number: 1}},
      {type: 'changes-requested', data: {signer: 'avery', statement: 'statement.1'}},
    ])
    expect(types(newsSince(first.told, ledger, exported(null, {approved: []}), at))).toEqual([])
    const more = newsSince(first.told, [...ledger, seen(3)], exported(null, {approved: []}), at)
    expect(types(more)).toEqual(['submitted'])
    expect(new Set([...first.events, ...more.events].map(({id}) => id)).size).toBe(3)
  })

  it('is no request that was lifted, and no other statement', () => {
    const ledger = [asked(1, {lifts: 'statement.0'}), asked(2, {kind: 'sign-off'})]
    expect(types(newsSince(nothing, ledger, exported(null, {approved: []}), at))).toEqual([])
  })

  it('is an approval, once, also when it comes back', () => {
    const first = newsSince(nothing, [], exported(), at)
    expect(first.events).toMatchObject([{type: 'approved', data: {title: 'A', digest: 'd'}}])
    const gone = newsSince(first.told, [], exported(null, {approved: []}), at)
    expect(types(newsSince(gone.told, [], exported(), at))).toEqual([])
  })

  it('is a review that is overdue, and again after a reaffirmation', () => {
    const due = '2026-06-01T00:00:00.000Z'
    const early = newsSince(nothing, [], exported(due), '2026-05-31T00:00:00.000Z')
    expect(types(early)).toEqual(['approved'])
    const late = newsSince(early.told, [], exported(due), '2026-06-02T00:00:00.000Z')
    expect(late.events).toMatchObject([{type: 'overdue', data: {reviewDue: due}}])
    const later = '2026-06-03T00:00:00.000Z'
    expect(types(newsSince(late.told, [], exported(due), later))).toEqual([])
    const again = '2027-06-01T00:00:00.000Z'
    const reaffirmed = newsSince(late.told, [], exported(again), later)
    const twice = newsSince(
      reaffirmed.told,
      [],
      exported(again, {at: later}),
      '2027-07-01T00:00:00Z',
    )
    expect(types(twice)).toEqual(['overdue'])
    expect(twice.events[0]?.id).not.toBe(late.events[0]?.id)
  })

  it('is an edition that was taken out because it is overdue', () => {
    const refused = [
      {article: 'a', edition: 'edition.a.1', code: 'overdue', message: '', remedy: ''},
    ]
    const found = newsSince(nothing, [], exported(null, {approved: [], refused}), at)
    expect(types(found)).toEqual(['overdue'])
  })

  it('is nothing of what was before', () => {
    const last = exported('2026-01-01T00:00:00.000Z')
    const told = toldBefore([seen(1), asked(2)], last, at)
    expect(types(newsSince(told, [seen(1), asked(2)], last, at))).toEqual([])
  })
})
