import {describe, expect, it} from 'vitest'

import {LakeError} from '../../../lake/lake-error.ts'
import type {Doorkeeper} from '../../../lake/mutations/commit-options.ts'
import {makeWorld} from './world.ts'

describe('who may', () => {
  it('is asked for every change, before anything is written', async () => {
    const {mutate, ids} = await makeWorld({_id: 'a'})
    const seen: string[] = []
    const authorise = (change: {id: string}) => {
      seen.push(change.id)
      if (change.id === 'c') throw new LakeError(403, 'forbidden', 'no')
    }
    const mutations = [
      {patch: {id: 'a', set: {n: 1}}},
      {create: {_id: 'b', _type: 'note'}},
      {create: {_id: 'c', _type: 'note'}},
    ]
    await expect(mutate(mutations, {authorise})).rejects.toMatchObject({status: 403})
    expect([seen, ids()]).toEqual([['a', 'b', 'c'], ['a']])
  })

  it('can drop a change that makes no difference', async () => {
    const {mutate, document} = await makeWorld({_id: 'a', n: 1})
    const {results, transaction} = await mutate(
      [{createOrReplace: {_id: 'a', _type: 'note', n: 1}}],
      {authorise: () => 'unchanged'},
    )
    expect(results).toMatchObject([{id: 'a', operation: 'none'}])
    expect([transaction, document('a')?._rev]).toEqual([undefined, 'first'])
  })
})

describe('a doorkeeper', () => {
  const create = [{create: {_type: 'edition', n: 1}}]

  it('lets in, or refuses with its code, at once or after some time', async () => {
    const {mutate, ids} = await makeWorld()
    const no = {code: 'digest-wrong', message: 'The digest is wrong'}
    for (const answer of [no, Promise.resolve(no)]) {
      const refused = mutate(create, {doorkeeper: () => answer})
      await expect(refused).rejects.toMatchObject({
        status: 403,
        message: no.message,
        fields: {code: 'digest-wrong'},
      })
    }
    expect(ids()).toEqual([])
    await mutate(create, {doorkeeper: () => null})
    await mutate(create, {doorkeeper: async () => null})
    expect(ids()).toHaveLength(2)
  })

  it('judges again where somebody wrote in the meantime', async () => {
    const {mutate, store} = await makeWorld({_id: 'a', author: 'ada'})
    let count = 0
    const doorkeeper = async () => {
      count += 1
      if (count === 1) await mutate([{patch: {id: 'a', set: {author: 'eve'}}}])
      const author = store.read('production', (view) => view.document('a')?.['author'])
      return author === 'ada' ? null : {code: 'contributor-missing', message: 'eve wrote too'}
    }
    await expect(mutate(create, {doorkeeper})).rejects.toMatchObject({
      fields: {code: 'contributor-missing'},
    })
  })

  it('that fails of one document, while another is awaited, ends the request and nothing else', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    const {mutate, ids} = await makeWorld()
    const slow = Promise.withResolvers<null>()
    const doorkeeper: Doorkeeper = ({n}) =>
      n === 1 ? slow.promise : Promise.reject(new Error(`no judgement of ${String(n)}`))
    const both = [1, 2].map((n) => ({create: {_type: 'edition', n}}))
    const request = mutate(both, {doorkeeper})
    // node says so at the end of a turn: the second judgement has failed long before it is awaited
    await new Promise((resolve) => setImmediate(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    slow.resolve(null)
    await expect(request).rejects.toThrow('no judgement of 2')
    process.off('unhandledRejection', note)
    expect([unhandled, ids()]).toEqual([[], []])
  })

  it('is not asked about deletions', async () => {
    const {mutate, ids} = await makeWorld({_id: 'a'})
    await mutate([{delete: {id: 'a'}}], {doorkeeper: () => ({code: 'x', message: 'x'})})
    expect(ids()).toEqual([])
  })
})
