import {describe, expect, it} from 'vitest'

import {mutateResponse} from '../../../lake/mutations/mutate-response.ts'
import type {LakeError} from '../../../lake/lake-error.ts'
import type {Transaction} from '../../../lake/store/store.ts'
import {at, makeWorld, refusal} from './world.ts'

describe('create', () => {
  it('sets the system fields, with the transaction’s id as the revision', async () => {
    const {mutate, document} = await makeWorld()
    await mutate([{create: {_id: 'a', _type: 'note', n: 1}}], {transactionId: 'tx'})
    const times = {_createdAt: at, _updatedAt: at}
    expect(document('a')).toEqual({_id: 'a', _type: 'note', _rev: 'tx', ...times, n: 1})
  })

  it('makes up an id where there is none, or completes one that ends with a dot', async () => {
    const {mutate, ids} = await makeWorld()
    const mutations = [{create: {_type: 'note'}}, {create: {_id: 'drafts.', _type: 'note'}}]
    const {results} = await mutate(mutations, {transactionId: 'tx'})
    expect(results.map(({id}) => id)).toEqual(['id1', 'drafts.id2'])
    expect(ids()).toEqual(['drafts.id2', 'id1'])
  })

  it('keeps a time of creation that is given, and no other system field', async () => {
    const {mutate, document} = await makeWorld()
    const given = {_createdAt: '2020-01-01T00:00:00Z', _updatedAt: '2020-01-01T00:00:00Z'}
    await mutate([{create: {_id: 'a', _type: 'note', ...given, _rev: 'mine'}}])
    expect(document('a')).toMatchObject({...given, _updatedAt: at, _rev: 'id1'})
  })

  it('refuses a document that is there already', async () => {
    const {mutate} = await makeWorld({_id: 'a'})
    await expect(mutate([{create: {_id: 'a', _type: 'note'}}])).rejects.toMatchObject(
      refusal(409, 'documentAlreadyExistsError') as object,
    )
  })
})

describe('createOrReplace and createIfNotExists', () => {
  it('replace all but the time of creation', async () => {
    const {mutate, document} = await makeWorld({
      _id: 'a',
      old: 1,
      _createdAt: '2020-01-01T00:00:00Z',
    })
    const {results} = await mutate([{createOrReplace: {_id: 'a', _type: 'note', fresh: 2}}])
    expect(results[0]?.operation).toBe('update')
    expect(document('a')).toMatchObject({fresh: 2, _createdAt: '2020-01-01T00:00:00Z'})
    expect(document('a')).not.toHaveProperty('old')
  })

  it('leave a document that is there, and record nothing', async () => {
    const {mutate, document, transactions} = await makeWorld({_id: 'a', old: 1})
    const {results, transaction} = await mutate([{createIfNotExists: {_id: 'a', _type: 'note'}}])
    expect(results).toMatchObject([{id: 'a', operation: 'none', document: {old: 1}}])
    expect(transaction).toBeUndefined()
    expect(document('a')).toMatchObject({old: 1, _rev: 'first'})
    expect(transactions()).toHaveLength(1)
  })

  it('cannot change the type of a document', async () => {
    const {mutate} = await makeWorld({_id: 'a'})
    await expect(mutate([{createOrReplace: {_id: 'a', _type: 'other'}}])).rejects.toMatchObject(
      refusal(400, 'immutableAttributeError') as object,
    )
  })
})

describe('delete', () => {
  it('removes a document, and says so; one that is not there is no fault', async () => {
    const {mutate, ids} = await makeWorld({_id: 'a'})
    const {results} = await mutate([{delete: {id: 'a'}}, {delete: {id: 'x'}}])
    expect(results).toMatchObject([
      {id: 'a', operation: 'delete', document: {_id: 'a'}},
      {id: 'x', operation: 'none'},
    ])
    expect(ids()).toEqual([])
  })
})

describe('by query', () => {
  it('patches and deletes what the resolver finds', async () => {
    const {mutate, fields, ids} = await makeWorld({_id: 'a'}, {_id: 'b'}, {_id: 'c'})
    const asked: unknown[] = []
    const mutations = [
      {patch: {query: '*[n == $n]', params: {n: 1}, set: {seen: true}}},
      {delete: {query: '*[_id == "c"]'}},
    ]
    await mutate(mutations, {
      resolveQuery: async (selection) => {
        asked.push(selection)
        return selection.query.includes('"c"') ? ['c', 'c'] : ['a', 'b']
      },
    })
    expect(asked).toEqual([
      {query: '*[n == $n]', params: {n: 1}},
      {query: '*[_id == "c"]', params: {}},
    ])
    expect([fields('a'), fields('b'), ids()]).toEqual([{seen: true}, {seen: true}, ['a', 'b']])
  })

  it('asks again where somebody wrote in the meantime', async () => {
    const {mutate, ids} = await makeWorld({_id: 'a'})
    let count = 0
    await mutate([{delete: {query: '*'}}], {
      resolveQuery: async () => {
        count += 1
        const found = ids()
        if (count === 1) await mutate([{create: {_id: 'b', _type: 'note'}}])
        return found
      },
    })
    expect([count, ids()]).toEqual([2, []])
  })

  it('gives up where others never stop writing', async () => {
    const {mutate} = await makeWorld({_id: 'a'})
    const resolveQuery = async () => {
      await mutate([{create: {_type: 'note'}}])
      return ['a']
    }
    await expect(mutate([{delete: {query: '*'}}], {resolveQuery})).rejects.toMatchObject({
      status: 503,
    })
  })
})

describe('a transaction', () => {
  it('with 1 failing of 500 mutations changes nothing', async () => {
    const {mutate, ids, transactions} = await makeWorld({_id: 'taken'})
    const mutations = Array.from({length: 500}, (_, i) => ({
      create: {_id: i === 450 ? 'taken' : `d${i}`, _type: 'note'},
    }))
    await expect(mutate(mutations)).rejects.toMatchObject({items: [{index: 450}]})
    expect(ids()).toEqual(['taken'])
    expect(transactions()).toHaveLength(1)
  })

  it('lets each mutation see those before it', async () => {
    const {mutate, fields} = await makeWorld()
    await mutate([
      {create: {_id: 'a', _type: 'note', n: 1}},
      {patch: {id: 'a', inc: {n: 1}}},
      {patch: {id: 'a', set: {list: [1]}, insert: {after: 'list[-1]', items: [2]}}},
    ])
    expect(fields('a')).toEqual({n: 2, list: [1, 2]})
  })

  it('records one change per document, without one that came and went', async () => {
    const {mutate} = await makeWorld({_id: 'a'})
    const {transaction} = await mutate([
      {patch: {id: 'a', set: {n: 1}}},
      {create: {_id: 'b', _type: 'note'}},
      {delete: {id: 'b'}},
      {patch: {id: 'a', set: {m: 1}}},
    ])
    expect(transaction?.changes).toMatchObject([
      {id: 'a', mutations: [{patch: {set: {n: 1}}}, {patch: {set: {m: 1}}}]},
    ])
  })

  it('asked for twice with the same id is made once, and answered alike', async () => {
    const {mutate, fields, transactions} = await makeWorld({_id: 'a', n: 1})
    const mutations = [{patch: {id: 'a', inc: {n: 1}}}, {create: {_type: 'note'}}]
    const heard: Transaction[] = []
    const options = {transactionId: 'tx', onCommit: (done: Transaction) => heard.push(done)}
    const first = await mutate(mutations, options)
    const second = await mutate(mutations, options)
    expect(second.results).toEqual(first.results)
    expect([first.isRepeat, second.isRepeat, heard.length]).toEqual([false, true, 1])
    expect([fields('a'), transactions().length]).toEqual([{n: 2}, 2])
  })

  it('cannot use the id of another', async () => {
    const {mutate} = await makeWorld({_id: 'a'})
    const again = mutate([{delete: {id: 'a'}}], {transactionId: 'first'})
    await expect(again).rejects.toMatchObject(refusal(409, 'transactionIdConflictError') as object)
    for (const transactionId of ['', 'a#b', '../x', 'x'.repeat(129), '\u0000']) {
      await expect(mutate([], {transactionId})).rejects.toMatchObject({status: 400})
    }
  })

  it('is told to listeners once it is durable, in order', async () => {
    const {mutate, document} = await makeWorld({_id: 'a', n: 0})
    const heard: unknown[] = []
    const onCommit = (done: Transaction) => heard.push([done.id, document('a')?.['n']])
    const changes = Array.from({length: 20}, (_, i) =>
      mutate([{patch: {id: 'a', inc: {n: 1}}}], {transactionId: `tx${i}`, onCommit}),
    )
    await Promise.all(changes)
    expect(heard).toEqual(Array.from({length: 20}, (_, i) => [`tx${i}`, i + 1]))
  })

  it('that is a dry run tells what it would do, and does nothing', async () => {
    const {mutate, fields, transactions} = await makeWorld({_id: 'a', n: 1})
    const run = mutate([{patch: {id: 'a', inc: {n: 1}}}], {dryRun: true, transactionId: 'tx'})
    await expect(run).resolves.toMatchObject({results: [{id: 'a', document: {n: 2, _rev: 'tx'}}]})
    await expect(run).resolves.not.toHaveProperty('transaction')
    expect([fields('a'), transactions().length]).toEqual([{n: 1}, 1])
    const failing = mutate([{create: {_id: 'a', _type: 'note'}}], {dryRun: true})
    await expect(failing).rejects.toMatchObject({status: 409})
  })

  it('gives array items keys where it is asked to', async () => {
    const {mutate, fields} = await makeWorld()
    const create = {_id: 'a', _type: 'note', list: [{x: 1}, {_key: 'k', in: [{y: 1}]}, 'text']}
    await mutate([{create}], {autoGenerateArrayKeys: true})
    await mutate([{patch: {id: 'a', insert: {after: 'list[-1]', items: [{z: 1}]}}}], {
      autoGenerateArrayKeys: true,
    })
    const key = expect.stringMatching(/^id\d+$/) as string
    expect(fields('a')).toEqual({
      list: [{_key: key, x: 1}, {_key: 'k', in: [{_key: key, y: 1}]}, 'text', {_key: key, z: 1}],
    })
  })

  it('lets exactly one of 100 writers that race on a revision win, each time', async () => {
    const {mutate, document} = await makeWorld({_id: 'a', list: []})
    for (let round = 0; round < 5; round += 1) {
      const ifRevisionID = document('a')?._rev
      const writers = Array.from({length: 100}, (_, writer) => {
        const item = `${round}-${writer}`
        const insert = {after: 'list[-1]', items: [item]}
        return mutate([{patch: {id: 'a', ifRevisionID, insert}}], {transactionId: `tx-${item}`})
      })
      const outcomes = await Promise.allSettled(writers)
      const lost = outcomes.flatMap((outcome) =>
        outcome.status === 'rejected' ? [outcome.reason as LakeError] : [],
      )
      expect(lost).toHaveLength(99)
      for (const error of lost) {
        expect(error).toMatchObject(refusal(409, 'documentRevisionIDDoesNotMatchError') as object)
      }
    }
    expect(document('a')?.['list']).toHaveLength(5)
  })
})

describe('the answer', () => {
  it('has what the client wishes for', async () => {
    const {mutate} = await makeWorld()
    const result = await mutate([{create: {_id: 'a', _type: 'note'}}], {transactionId: 'tx'})
    expect(mutateResponse(result, {})).toEqual({transactionId: 'tx', results: []})
    expect(mutateResponse(result, {returnIds: true}).results).toEqual([
      {id: 'a', operation: 'create'},
    ])
    expect(mutateResponse(result, {returnDocuments: true}).results).toMatchObject([
      {id: 'a', operation: 'create', document: {_id: 'a', _rev: 'tx'}},
    ])
  })
})
