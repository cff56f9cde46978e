import fc from 'fast-check'
import {evaluate, parse, toJS} from 'groq-js'
import {afterAll, beforeAll, expect, test} from 'vitest'

import {publishedId} from '../../../lake/store/document-facts.ts'
import type {StoredDocument} from '../../../lake/store/store.ts'
import {datasets, queries} from './query-arbitraries.ts'
import type {Asked} from './query-world.ts'
import {now, QueryWorld} from './query-world.ts'

const isLong = process.env['MARROW_LONG'] !== undefined

let world: QueryWorld
beforeAll(() => void (world = new QueryWorld({deadlineMs: 30_000})))
afterAll(() => world.close())

test('a planned query gives what groq-js gives over the whole dataset', async () => {
  await fc.assert(
    fc.asyncProperty(
      datasets,
      fc.array(queries, {minLength: 12, maxLength: 12}),
      async (data, all) => {
        world.clear()
        world.put(data)
        for (const [query, asked] of all) {
          const expected = await overWholeDataset(query, asked, data)
          const found = await world.query(query, asked)
          expect({query, asked, result: found}).toEqual({query, asked, result: expected})
        }
      },
    ),
    {numRuns: isLong ? 2000 : 30, seed: isLong ? Date.now() : 20261122},
  )
}, 1_800_000)

/** The plainest reading: what a perspective shows, all of it, to groq-js. */
async function overWholeDataset(query: string, asked: Asked, data: readonly StoredDocument[]) {
  const dataset = view(data, asked)
  const byId = new Map(dataset.map((document) => [document._id, document]))
  const tree = parse(query, {params: {...asked.params}})
  const value = await evaluate(tree, {
    dataset,
    identity: 'me',
    timestamp: new Date(now),
    dereference: ({_ref}) => byId.get(_ref) ?? null,
  })
  const result = value.type === 'stream' ? await value.asStatic() : value
  return JSON.parse(JSON.stringify(toJS(result) ?? null)) as unknown
}

function view(data: readonly StoredDocument[], {perspective = 'raw', filter}: Asked) {
  const sorted = data
    .filter(({_id}) => filter === undefined || !_id.startsWith('drafts.'))
    .toSorted((a, b) => (a._id < b._id ? -1 : 1))
  if (perspective === 'raw') return sorted
  const layers = perspective === 'published' ? [] : [perspective].flat()
  const groups = Map.groupBy(sorted, ({_id}) => publishedId(_id))
  const shown = [...groups].flatMap(([id, group]) => {
    const ids = layers.map((layer) =>
      layer === 'drafts' ? `drafts.${id}` : `versions.${layer}.${id}`,
    )
    const winner = [...ids, id]
      .map((candidate) => group.find(({_id}) => _id === candidate))
      .find((document) => document !== undefined)
    return winner ? [{...winner, _id: id, _originalId: winner._id}] : []
  })
  return shown.toSorted((a, b) => (a._id < b._id ? -1 : 1))
}
