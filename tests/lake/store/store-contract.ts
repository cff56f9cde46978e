import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import type {Condition} from '../../../lake/store/candidate-plan.ts'
import type {Change, Store, StoredDocument} from '../../../lake/store/store.ts'
import {accountsContract} from './accounts-contract.ts'

const dataset = 'production'
const at = '2026-11-22T10:00:00Z'

/** Make a document of revision `rev`. */
export function document(id: string, rev = 'r1', fields: object = {}): StoredDocument {
  return {_id: id, _type: 'note', _rev: rev, _createdAt: at, _updatedAt: at, ...fields}
}

/** Write a document and its transaction, as a commit does. */
export function save(store: Store, next: StoredDocument, time = at): number {
  return store.write(dataset, (tx) => {
    const before = tx.document(next._id) ?? null
    tx.put(next)
    const changes: Change[] = [{id: next._id, before, after: next, mutations: [{create: next}]}]
    return tx.record({id: next._rev, author: 'ada', at: time, changes})
  })
}

/** What every `Store` must do. `open` gives an empty one. */
export function storeContract(name: string, open: () => Store): void {
  describe(`${name} keeps the contract of a store`, () => {
    let store: Store
    beforeEach(() => {
      store = open()
      store.createDataset(dataset)
    })
    afterEach(() => store.close())
    documentsContract(() => store)
    transactionsContract(() => store)
    historyContract(() => store)
    candidatesContract(() => store)
    accountsContract(() => store)
  })
}

function documentsContract(store: () => Store): void {
  it('gives back a document as it was put, whatever is in its strings', () => {
    const odd = document('a', 'r1', {
      text: 'é\u0000"\u{1F9A0}\u2028',
      deep: [[{x: null}], 1.5, true],
    })
    save(store(), odd)
    expect(store().read(dataset, (view) => view.document('a'))).toEqual(odd)
  })

  it('gives documents in the order asked for, without those that are not there', () => {
    for (const id of ['a', 'b', 'c']) save(store(), document(id, `r-${id}`))
    const found = store().read(dataset, (view) => view.documents(['c', 'x', 'a']))
    expect(found.map(({_id}) => _id)).toEqual(['c', 'a'])
  })

  it('keeps datasets apart, and refuses one that is not there', () => {
    store().createDataset('other')
    save(store(), document('a', 'r1', {link: {_ref: 'b'}}))
    const found = store().read('other', (view) => [view.document('a'), view.referrers('b')])
    expect(found).toEqual([undefined, []])
    expect(() => store().read('none', () => 0)).toThrow(expect.objectContaining({status: 404}))
    expect(() => store().write('none', () => 0)).toThrow(expect.objectContaining({status: 404}))
    expect(() => store().createDataset('other')).toThrow(expect.objectContaining({status: 409}))
    expect(() => store().createDataset('../x')).toThrow(expect.objectContaining({status: 400}))
    expect(store().datasets()).toEqual(['other', dataset])
  })

  it('knows references as they are now, weak and strong', () => {
    save(store(), document('a', 'r1', {one: {_ref: 'x'}, two: [{_ref: 'y', _weak: true}]}))
    save(store(), document('b', 'r2', {far: {_ref: 'x', _dataset: 'other', _projectId: 'p'}}))
    const referrers = (id: string, strongOnly = false) =>
      store().read(dataset, (view) => view.referrers(id, {strongOnly}))
    expect(referrers('x')).toEqual(['a', 'b'])
    expect(referrers('x', true)).toEqual(['a'])
    expect(referrers('y', true)).toEqual([])
    save(store(), document('a', 'r3'))
    expect(referrers('x')).toEqual(['b'])
  })

  it('deletes a dataset with all that is in it', () => {
    save(store(), document('a', 'r1', {link: {_ref: 'b'}, text: 'words'}))
    store().deleteDataset(dataset)
    expect(store().datasets()).toEqual([])
    store().createDataset(dataset)
    const text = {kind: 'text', query: 'words'} as const
    const left = store().read(dataset, (view) => [
      view.count(),
      view.lastSeq(),
      view.referrers('b'),
      view.candidates({where: text}),
    ])
    expect(left).toEqual([0, 0, [], []])
  })
}

function transactionsContract(store: () => Store): void {
  it('undoes all of a transaction that throws', () => {
    save(store(), document('a', 'r1', {link: {_ref: 'x'}}))
    const fail = () =>
      store().write(dataset, (tx) => {
        tx.put(document('a', 'r2'))
        tx.put(document('b', 'r2'))
        tx.remove('a')
        tx.record({id: 'r2', author: 'ada', at, changes: []})
        throw new Error('no')
      })
    expect(fail).toThrow('no')
    const state = store().read(dataset, (view) => [
      view.document('a')?._rev,
      view.document('b'),
      view.referrers('x'),
      view.transaction('r2'),
    ])
    expect(state).toEqual(['r1', undefined, ['a'], undefined])
  })

  it('lets a transaction see what it wrote itself', () => {
    store().write(dataset, (tx) => {
      tx.put(document('a'))
      expect(tx.document('a')).toBeDefined()
      expect(tx.count()).toBe(1)
      tx.remove('a')
      expect(tx.document('a')).toBeUndefined()
    })
  })

  it('refuses a write that is asynchronous, and keeps nothing of it', async () => {
    const write = () =>
      store().write(dataset, async (tx) => {
        tx.put(document('a'))
        await Promise.resolve()
      })
    expect(write).toThrow(TypeError)
    await Promise.resolve()
    expect(store().read(dataset, (view) => view.count())).toBe(0)
  })

  it('refuses a transaction id twice', () => {
    save(store(), document('a', 'r1'))
    expect(() => save(store(), document('b', 'r1'))).toThrow(/UNIQUE|exists/)
  })

  it('keeps a view usable after the read, which then sees the newest state', () => {
    const view = store().read(dataset, (now) => now)
    save(store(), document('a'))
    expect(view.document('a')).toBeDefined()
  })
}

function historyContract(store: () => Store): void {
  it('numbers transactions upwards, also when the clock goes backwards', () => {
    const first = save(store(), document('a', 'r1'), '2026-11-22T10:00:00Z')
    const second = save(store(), document('a', 'r2'), '2016-01-01T00:00:00Z')
    expect(second).toBeGreaterThan(first)
    const list = store().read(dataset, (view) => view.transactions({}))
    expect(list.map(({id}) => id)).toEqual(['r1', 'r2'])
    expect(store().read(dataset, (view) => view.lastSeq())).toBe(second)
  })

  it('gives the states before and after each change', () => {
    save(store(), document('a', 'r1', {n: 1}))
    save(store(), document('a', 'r2', {n: 2}))
    const change = store().read(dataset, (view) => view.transaction('r2')?.changes[0])
    expect(change?.before).toMatchObject({_rev: 'r1', n: 1})
    expect(change?.after).toMatchObject({_rev: 'r2', n: 2})
    expect(change?.mutations).toHaveLength(1)
  })

  it('gives mutations as they were, also where they hold the whole document', () => {
    const after = document('a', 'r1', {n: 1, list: [{_key: 'k'}]})
    const {_rev, ...whole} = after
    const mutations = [
      {createOrReplace: {...whole, n: 0}},
      {createOrReplace: whole},
      {createIfNotExists: whole},
      {patch: {id: 'a', set: {create: true}}},
      {delete: {id: 'a'}},
    ]
    store().write(dataset, (tx) => {
      const changes = [
        {id: 'a', before: null, after, mutations},
        {id: 'b', before: after, after: null, mutations: [{create: whole}]},
      ]
      tx.record({id: 'r1', author: 'ada', at, changes})
    })
    const changes = store().read(dataset, (view) => view.transaction('r1')?.changes)
    expect(changes?.map((change) => change.mutations)).toEqual([mutations, [{create: whole}]])
  })

  it('keeps a state before that no transaction has seen', () => {
    store().write(dataset, (tx) => tx.put(document('a', 'r0', {n: 0})))
    save(store(), document('a', 'r1', {n: 1}))
    const change = store().read(dataset, (view) => view.transaction('r1')?.changes[0])
    expect(change?.before).toMatchObject({n: 0})
  })

  it('selects transactions by document, place and number', () => {
    const seqs = ['r1', 'r2', 'r3', 'r4'].map((rev, i) =>
      save(store(), document(i % 2 ? 'b' : 'a', rev)),
    )
    const ids = (query: object) =>
      store().read(dataset, (view) => view.transactions(query).map(({id}) => id))
    expect(ids({documents: ['a']})).toEqual(['r1', 'r3'])
    expect(ids({documents: ['a', 'b'], reverse: true, limit: 2})).toEqual(['r4', 'r3'])
    expect(ids({afterSeq: seqs[0], upToSeq: seqs[2]})).toEqual(['r2', 'r3'])
    expect(ids({documents: []})).toEqual([])
  })

  it('leaves other documents out of the transactions of one', () => {
    store().write(dataset, (tx) => {
      const [a, b] = [document('a'), document('b')]
      const changes = [a, b].map((after) => ({id: after._id, before: null, after, mutations: []}))
      tx.record({id: 'r1', author: 'ada', at, changes})
    })
    const changes = (documents?: string[]) =>
      store().read(dataset, (view) => view.transactions(documents ? {documents} : {})[0]?.changes)
    expect(changes(['b'])?.map(({id}) => id)).toEqual(['b'])
    expect(changes()?.map(({id}) => id)).toEqual(['a', 'b'])
  })

  it('gives a document as it was at a revision or a time', () => {
    save(store(), document('a', 'r1', {n: 1}), '2026-01-01T00:00:00Z')
    save(store(), document('b', 'r2'), '2026-01-02T00:00:00Z')
    save(store(), document('a', 'r3', {n: 3}), '2026-01-03T00:00:00Z')
    store().write(dataset, (tx) => {
      const before = tx.document('a') ?? null
      tx.remove('a')
      const changes = [{id: 'a', before, after: null, mutations: [{delete: {id: 'a'}}]}]
      tx.record({id: 'r4', author: 'ada', at: '2026-01-04T00:00:00Z', changes})
    })
    const n = (at: {revision: string} | {time: string}) =>
      store().read(dataset, (view) => view.documentAt('a', at)?.['n'] ?? null)
    expect([n({revision: 'r1'}), n({revision: 'r2'}), n({revision: 'r3'})]).toEqual([1, 1, 3])
    expect([n({revision: 'r4'}), n({revision: 'none'})]).toEqual([null, null])
    expect([n({time: '2025-01-01T00:00:00Z'}), n({time: '2026-01-02T12:00:00Z'})]).toEqual([
      null,
      1,
    ])
  })

  it('keeps what was asked and answered', () => {
    store().write(dataset, (tx) =>
      tx.record({
        id: 'r1',
        author: 'ada',
        at,
        changes: [],
        request: 'digest',
        results: [{id: 'a'}],
      }),
    )
    const answer = (id: string) => store().read(dataset, (view) => view.answer(id))
    expect(answer('r1')).toEqual({request: 'digest', results: [{id: 'a'}]})
    expect(answer('r2')).toBeUndefined()
  })
}

function candidatesContract(store: () => Store): void {
  it('selects candidates by each kind of condition', () => {
    save(store(), document('a', 'r1', {slug: {current: 'one'}, link: {_ref: 'b'}}))
    save(store(), document('drafts.a', 'r2', {words: 'glioblastoma'}))
    save(store(), {...document('b', 'r3'), _type: 'person'})
    const ids = (where: Condition) =>
      store().read(dataset, (view) => view.candidates({where}).map(({_id}) => _id))
    expect(ids({kind: 'all'})).toEqual(['a', 'b', 'drafts.a'])
    expect(ids({kind: 'none'})).toEqual([])
    expect(ids({kind: 'id-in', ids: ['b', 'x']})).toEqual(['b'])
    expect(ids({kind: 'id-prefix', prefix: 'drafts.'})).toEqual(['drafts.a'])
    expect(ids({kind: 'published-id-in', ids: ['a']})).toEqual(['a', 'drafts.a'])
    expect(ids({kind: 'type-in', types: ['person']})).toEqual(['b'])
    expect(ids({kind: 'slug-in', slugs: ['one']})).toEqual(['a'])
    expect(ids({kind: 'references', ids: ['b']})).toEqual(['a'])
    expect(ids({kind: 'text', query: 'glioblastoma'})).toContain('drafts.a')
    expect(ids({kind: 'range', field: '_id', op: '>', value: 'a'})).toEqual(['b', 'drafts.a'])
    const both = [
      {kind: 'type-in' as const, types: ['note']},
      {kind: 'id-in' as const, ids: ['a', 'b']},
    ]
    expect(ids({kind: 'and', conditions: both})).toEqual(['a'])
    expect(ids({kind: 'or', conditions: both})).toEqual(['a', 'b', 'drafts.a'])
  })
}
