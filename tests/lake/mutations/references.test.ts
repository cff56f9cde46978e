import {describe, expect, it} from 'vitest'

import {makeWorld, refusal} from './world.ts'

const to = (id: string, fields: object = {}) => ({_type: 'reference', _ref: id, ...fields})

describe('strong references', () => {
  it('must have their document, at any depth', async () => {
    const {mutate} = await makeWorld()
    const list = [{deep: [to('x')]}]
    const created = mutate([{create: {_id: 'a', _type: 'note', list}}])
    await expect(created).rejects.toMatchObject({
      ...(refusal(409, 'documentReferenceDoesNotExistError') as object),
      items: [{error: {id: 'a', referenceID: 'x'}}],
    })
  })

  it('keep their document from being deleted', async () => {
    const {mutate, ids} = await makeWorld({_id: 'b'}, {_id: 'a', link: to('b')})
    await expect(mutate([{delete: {id: 'b'}}])).rejects.toMatchObject({
      ...(refusal(409, 'documentHasExistingReferencesError') as object),
      items: [{error: {id: 'b', referencingIDs: ['a']}}],
    })
    expect(ids()).toEqual(['a', 'b'])
  })

  it('are checked over the whole transaction, in any order', async () => {
    const {mutate, ids} = await makeWorld()
    await mutate([
      {create: {_id: 'a', _type: 'note', link: to('b')}},
      {create: {_id: 'b', _type: 'note', link: to('a')}},
    ])
    await mutate([{delete: {id: 'a'}}, {delete: {id: 'b'}}])
    expect(ids()).toEqual([])
    await mutate([
      {create: {_id: 'a', _type: 'note', link: to('x')}},
      {patch: {id: 'a', unset: ['link']}},
    ])
    expect(ids()).toEqual(['a'])
  })

  it('of the same transaction cannot point at what it deletes', async () => {
    const {mutate} = await makeWorld({_id: 'b'})
    const mutations = [{create: {_id: 'a', _type: 'note', link: to('b')}}, {delete: {id: 'b'}}]
    await expect(mutate(mutations)).rejects.toMatchObject({status: 409})
  })

  it('of a document to itself let it be deleted', async () => {
    const {mutate, ids} = await makeWorld({_id: 'a', link: to('a')})
    await mutate([{delete: {id: 'a'}}])
    expect(ids()).toEqual([])
  })
})

describe('weak references', () => {
  it('may point at nothing, and hold nothing', async () => {
    const {mutate, ids} = await makeWorld({_id: 'b'})
    const links = [to('b', {_weak: true}), to('x', {_weak: true})]
    const elsewhere = to('y', {_dataset: 'other', _projectId: 'p'})
    await mutate([{create: {_id: 'a', _type: 'note', links, elsewhere}}, {delete: {id: 'b'}}])
    expect(ids()).toEqual(['a'])
  })
})
