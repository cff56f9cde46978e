import {Mutation as Engine} from '@sanity/mutator'
import fc from 'fast-check'
import {describe, expect, it} from 'vitest'

import {makeWorld, refusal} from './world.ts'

const runs = process.env['MARROW_LONG'] ? 5000 : 300
/** For the long form. */
const timeout = 600_000

const start = {
  title: 'One',
  n: 5,
  list: [
    {_key: 'a', x: 1, tags: ['t']},
    {_key: 'b', x: 2},
    {_key: 'c', x: 3},
  ],
  plain: [1, 2, 3, 4],
  deep: {er: {est: 'x'}},
}

/** Patch the start document, and give its fields afterwards. */
async function patched(patch: object): Promise<Record<string, unknown> | undefined> {
  const {mutate, fields} = await makeWorld({_id: 'a', ...start})
  await mutate([{patch: {id: 'a', ...patch}}])
  return fields('a')
}

describe('the operators', () => {
  it.each<[string, object, object]>([
    [
      'set',
      {set: {title: 'Two', 'deep.er.est': 'y', 'new.path': 1}},
      {title: 'Two', deep: {er: {est: 'y'}}, new: {path: 1}},
    ],
    [
      'set by key',
      {set: {'list[_key=="b"].x': 9}},
      {list: [start.list[0], {_key: 'b', x: 9}, start.list[2]]},
    ],
    [
      'set by condition',
      {set: {'list[x > 1].x': 0}},
      {list: [start.list[0], {_key: 'b', x: 0}, {_key: 'c', x: 0}]},
    ],
    ['set at an index from the end', {set: {'plain[-1]': 0}}, {plain: [1, 2, 3, 0]}],
    ['set everywhere', {set: {'..est': 'y'}}, {deep: {er: {est: 'y'}}}],
    ['setIfMissing', {setIfMissing: {title: 'Two', fresh: []}}, {fresh: []}],
    [
      'setIfMissing before set',
      {set: {'fresh.n': 2}, setIfMissing: {fresh: {m: 1}}},
      {fresh: {m: 1, n: 2}},
    ],
    [
      'unset',
      {unset: ['list[_key=="a"]', 'deep.er.est', 'nothing.here']},
      {list: start.list.slice(1), deep: {er: {}}},
    ],
    ['unset of a range', {unset: ['plain[1:3]']}, {plain: [1, 4]}],
    [
      'inc and dec',
      {inc: {n: 2, 'list[_key=="a"].x': 1}, dec: {'plain[0]': 0.5}},
      {n: 7, list: [{...start.list[0], x: 2}, ...start.list.slice(1)], plain: [0.5, 2, 3, 4]},
    ],
    ['insert before', {insert: {before: 'plain[0]', items: [0]}}, {plain: [0, 1, 2, 3, 4]}],
    [
      'insert after the last',
      {insert: {after: 'plain[-1]', items: [5, 6]}},
      {plain: [1, 2, 3, 4, 5, 6]},
    ],
    [
      'insert after a key',
      {insert: {after: 'list[_key=="a"]', items: [{_key: 'z'}]}},
      {list: [start.list[0], {_key: 'z'}, ...start.list.slice(1)]},
    ],
    ['replace', {insert: {replace: 'plain[1:3]', items: ['x']}}, {plain: [1, 'x', 4]}],
    ['replace of nothing', {insert: {replace: 'plain[7]', items: ['x']}}, {}],
    [
      'diffMatchPatch',
      {diffMatchPatch: {title: '@@ -1,3 +1,4 @@\n On\n-e\n+ly\n'}},
      {title: 'Only'},
    ],
    [
      'names that objects have',
      {set: {constructor: 1, 'toString.prototype': 2}},
      {constructor: 1, toString: {prototype: 2}},
    ],
  ])('%s', async (_name, patch, expected) => {
    expect(await patched(patch)).toEqual({...start, ...expected})
  })

  it('leave the input as it was', async () => {
    const {mutate} = await makeWorld({_id: 'a', list: []})
    const items = [{x: {y: 1}}]
    const mutations = [
      {patch: {id: 'a', insert: {after: 'list[-1]', items}}},
      {patch: {id: 'a', set: {'list[0].x.y': 2}}},
    ]
    await mutate(mutations, {autoGenerateArrayKeys: true})
    expect(items).toEqual([{x: {y: 1}}])
  })

  it('refuse a document of another revision, or that is not there', async () => {
    const {mutate} = await makeWorld({_id: 'a'})
    const patch = (fields: object) => mutate([{patch: {set: {n: 1}, ...fields}}])
    await expect(patch({id: 'a', ifRevisionID: 'x'})).rejects.toMatchObject({
      ...(refusal(409, 'documentRevisionIDDoesNotMatchError') as object),
      items: [{error: {currentRevisionID: 'first', expectedRevisionID: 'x'}, index: 0}],
    })
    await expect(patch({id: 'x'})).rejects.toMatchObject(
      refusal(409, 'documentNotFoundError') as object,
    )
    await expect(patch({id: 'a', ifRevisionID: 'first'})).resolves.toBeDefined()
  })

  it('refuse a target of the wrong kind', async () => {
    for (const patch of [{inc: {title: 1}}, {diffMatchPatch: {n: '@@ -1 +1 @@\n-5\n+6\n'}}]) {
      await expect(patched(patch)).rejects.toMatchObject(refusal(409, 'patchTargetError') as object)
    }
  })

  it.each([
    {set: {_id: 'b'}},
    {set: {_type: 'edition'}},
    {unset: ['_type']},
    {unset: ['_createdAt']},
    {set: {'..': 1}},
    {set: {'..[_id == "a"]': 1}},
    {set: {"['_type']": 'edition'}},
    {set: {'..[@ == "note"]': 'edition'}},
  ])('never change what a document is: %j', async (patch) => {
    await expect(patched(patch)).rejects.toMatchObject({status: 400})
  })

  it.each([
    [{patch: {id: 'a', explode: {}}}],
    [{patch: {id: 'a', set: []}}],
    [{patch: {id: 'a', inc: {n: '1'}}}],
    [{patch: {id: 'a', unset: 'n'}}],
    [{patch: {id: 'a', insert: {items: []}}}],
    [{patch: {id: 'a', insert: {before: 'x', after: 'y', items: []}}}],
    [{patch: {id: 'a', insert: {before: 'x', items: 'y'}}}],
    [{patch: {id: 'a', query: '*'}}],
    [{patch: {set: {}}}],
    [{create: {_id: 'b'}}],
    [{create: {_id: 'b', _type: 5}}],
    [{create: {_id: 5, _type: 'note'}}],
    [{createOrReplace: {_type: 'note'}}],
    [{delete: {}}],
    [{delete: 'a'}],
    [{constructor: {}}],
    [{}],
    [{create: {_type: 'note'}, delete: {id: 'a'}}],
    [null],
    ['create'],
  ])('of a request that makes no sense are refused: %j', async (mutation) => {
    const {mutate} = await makeWorld({_id: 'a', n: 1})
    await expect(mutate([mutation])).rejects.toMatchObject({status: 400})
  })
})

describe('any sequence of mutations', () => {
  const path = fc.constantFrom('n', 'title', 'o.p', 'list[0]', 'list[-1].x', 'list[_key=="k1"].x')
  const value = fc.oneof(fc.integer(), fc.string(), fc.constant([{_key: 'k1', x: 1}]))
  const patch = fc.oneof(
    fc.tuple(path, value).map(([at, to]) => ({set: {[at]: to}})),
    fc.tuple(path, value).map(([at, to]) => ({setIfMissing: {[at]: to}})),
    path.map((at) => ({unset: [at]})),
    fc.tuple(fc.constantFrom('list[0]', 'list[-1]'), value).map(([at, item]) => ({
      insert: {after: at, items: [{_key: 'k2', item}]},
    })),
  )
  const id = fc.constantFrom('a', 'b')
  const mutation = fc.oneof(
    {weight: 4, arbitrary: fc.tuple(id, patch).map(([to, what]) => ({patch: {...what, id: to}}))},
    id.map((to) => ({createOrReplace: {_id: to, _type: 'note', list: [{_key: 'k1'}]}})),
    id.map((to) => ({createIfNotExists: {_id: to, _type: 'note'}})),
    id.map((to) => ({delete: {id: to}})),
  )

  it(
    'can be replayed from what is recorded, and undone to what was before',
    {timeout},
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(mutation, {maxLength: 4}), {maxLength: 6}),
          async (all) => {
            const world = await makeWorld({_id: 'a', list: []}, {_id: 'b'})
            for (const mutations of all) await world.mutate(mutations).catch(() => undefined)
            const state = new Map<string, unknown>()
            for (const {id: revision, changes, at} of world.transactions()) {
              for (const {id, before, after, mutations} of changes) {
                expect(before).toEqual(state.get(id) ?? null)
                state.set(id, after)
                const engine = new Engine({mutations: structuredClone(mutations) as never})
                const replayed = engine.apply(structuredClone(before) as never)
                const system = {_rev: revision, _updatedAt: at}
                expect(replayed && {...replayed, ...system}).toEqual(after)
              }
            }
            for (const [id, after] of state) expect(world.document(id) ?? null).toEqual(after)
          },
        ),
        {numRuns: runs, seed: 20_261_122},
      )
    },
  )
})
