import {beforeEach, describe, expect, it} from 'vitest'

import {testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'
import {data, documents, everyone, fill, ids, kinds, table} from './matrix-world.ts'
import type {Who} from './matrix-world.ts'

describe('what each role writes', () => {
  let test: TestLake

  beforeEach(async () => {
    test = await testLake()
    await fill(test)
    return () => test.close()
  })

  const tokenOf = (who: Who) =>
    who === 'public' || who === 'nobody' ? undefined : test.tokens[who]
  const post = async (who: Who, path: string, body: unknown) =>
    (await test.request(path, {method: 'POST', token: tokenOf(who), body})).status
  const mutate = (who: Who, mutation: unknown) =>
    post(who, `${data}/mutate/production`, {mutations: [mutation]})
  const act = (who: Who, action: unknown) =>
    post(who, `${data}/actions/production`, {actions: [action]})
  const stored = () => test.store.read('production', (view) => ids.map((id) => view.document(id)))

  it.each(everyone)('lets %s create their kinds only', async (who) => {
    for (const kind of kinds) {
      const created = {...documents[kind], _id: `${documents[kind]._id}-new`}
      for (const name of ['create', 'createIfNotExists', 'createOrReplace']) {
        const _id = `${created._id}-${name}`
        const may = table[who].create.includes(kind)
        const status = await mutate(who, {[name]: {...created, _id}})
        expect([kind, name, status]).toEqual([kind, name, may ? 200 : refusalOf(who)])
        const isThere = test.store.read('production', (view) => view.document(_id)) !== undefined
        expect(isThere).toBe(may)
      }
    }
  })

  it.each(everyone)('lets %s change their kinds only', async (who) => {
    for (const kind of kinds) {
      const {_id: id, _type} = documents[kind]
      const may = table[who].change.includes(kind)
      const before = stored()
      for (const mutation of [
        {patch: {id, set: {extra: 1}}},
        {patch: {query: `*[_id == "${id}"]`, set: {extra: 2}}},
        {createOrReplace: {_id: id, _type, other: 'content'}},
        {createOrReplace: {_id: id, _type: 'note', other: 'type'}},
      ]) {
        const status = await mutate(who, mutation)
        const isType = 'createOrReplace' in mutation && mutation.createOrReplace._type === 'note'
        if (may && !isType) expect([kind, mutation, status]).toEqual([kind, mutation, 200])
        if (!may) {
          expect(status, JSON.stringify({kind, mutation})).toBeGreaterThanOrEqual(200)
          expect(stored()).toEqual(before)
        }
      }
    }
  })

  it.each(everyone)('lets %s delete their kinds only', async (who) => {
    for (const kind of kinds.toReversed()) {
      const {_id: id} = documents[kind]
      const may = table[who].change.includes(kind)
      const isThere = () => test.store.read('production', (view) => view.document(id)) !== undefined
      await mutate(who, {delete: {query: `*[_id == "${id}"]`}})
      expect([kind, 'by query', isThere()]).toEqual([kind, 'by query', !may])
      await mutate(who, {delete: {id}})
      expect([kind, 'by id', isThere()]).toEqual([kind, 'by id', !may])
    }
  })

  it.each(everyone)('lets %s act on their kinds only', async (who) => {
    const may = table[who].change.includes('draft')
    const before = stored()
    const pair = {publishedId: 'art', draftId: 'drafts.art'}
    const type = 'sanity.action.document'
    const acts = [
      {actionType: `${type}.edit`, ...pair, patch: {set: {title: 'Edited'}}},
      {actionType: `${type}.publish`, ...pair},
      {actionType: `${type}.unpublish`, ...pair},
      {actionType: `${type}.discard`, draftId: 'drafts.art'},
      {actionType: `${type}.version.discard`, versionId: 'versions.r1.art'},
    ]
    for (const action of acts) {
      const status = await act(who, action)
      expect([action.actionType, status]).toEqual([action.actionType, may ? 200 : refusalOf(who)])
      if (!may) expect(stored()).toEqual(before)
    }
  })

  it.each(everyone)('lets %s act on no edition or statement', async (who) => {
    const before = stored()
    const type = 'sanity.action.document'
    for (const id of ['edition.art.1', 'statement.0011']) {
      const pair = {publishedId: id, draftId: `drafts.${id}`}
      for (const action of [
        {actionType: `${type}.edit`, ...pair, patch: {set: {digest: 'bb'}}},
        {actionType: `${type}.unpublish`, ...pair},
        {actionType: `${type}.delete`, publishedId: id, includeDrafts: []},
        {
          actionType: `${type}.create`,
          publishedId: id,
          attributes: {_id: `drafts.${id}`, _type: id.split('.')[0]},
          ifExists: 'fail',
        },
        {
          actionType: `${type}.replaceDraft`,
          publishedId: id,
          attributes: {_id: `drafts.${id}`, _type: 'article'},
        },
        {
          actionType: `${type}.version.create`,
          publishedId: id,
          document: {_id: `versions.r1.${id}`, _type: id.split('.')[0]},
        },
      ]) {
        expect(await act(who, action), action.actionType).toBeGreaterThanOrEqual(400)
        expect(stored()).toEqual(before)
      }
    }
  })

  it('takes an edition again that is there already, and changes nothing', async () => {
    const before = stored()
    for (const name of ['createIfNotExists', 'createOrReplace']) {
      for (const kind of ['edition', 'statement'] as const) {
        expect(await mutate('editor', {[name]: documents[kind]})).toBe(200)
      }
    }
    expect(stored()).toEqual(before)
  })

  it('keeps the ids of editions and statements for them', async () => {
    for (const _id of [
      'edition.art.9',
      'drafts.edition.art.9',
      'statement.ff',
      'versions.r.statement.ff',
    ]) {
      expect(await mutate('administrator', {create: {_id, _type: 'article'}})).toBe(403)
      expect(await mutate('editor', {create: {_id, _type: 'article'}})).toBe(403)
    }
  })

  it('tells who may not write nothing of what is there', async () => {
    const answers = await Promise.all(
      ['drafts.art', 'drafts.nothing'].map(async (id) => {
        const mutations = [{patch: {id, ifRevisionID: 'x', set: {a: 1}}}]
        const response = await test.request(`${data}/mutate/production?returnDocuments=true`, {
          method: 'POST',
          token: test.tokens.viewer,
          body: {mutations},
        })
        return [response.status, await response.text()]
      }),
    )
    expect(answers[0]).toEqual(answers[1])
    const known = await test.request(`${data}/mutate/production?returnDocuments=true`, {
      method: 'POST',
      token: test.tokens.viewer,
      body: {mutations: [{createIfNotExists: documents.draft}]},
    })
    expect(known.status).toBe(403)
    expect(await known.text()).not.toContain('Secret')
  })
})

function refusalOf(who: Who): number {
  return who === 'nobody' || who === 'public' ? 401 : 403
}
