import {applyPatch} from 'mendoza'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import type {Role} from '../../../lake/access/roles.ts'
import {historyWorld} from './history-world.ts'
import type {HistoryWorld} from './history-world.ts'

type Data = Record<string, any>

let world: HistoryWorld

beforeEach(async () => {
  world = await historyWorld()
})

afterEach(() => world.close())

async function transactions(path: string, role: Role = 'editor'): Promise<Data[]> {
  const response = await world.get(`transactions${path}`, role)
  expect(response.headers.get('content-type')).toMatch('application/x-ndjson')
  const text = await response.text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Data)
}

const ids = (list: Data[]): string[] => list.map(({id}) => id as string)

describe('transactions', () => {
  beforeEach(async () => {
    await world.change('mutate', 't1', [
      {create: {_id: 'a', _type: 'note', text: 'One'}},
      {create: {_id: 'b', _type: 'note', text: 'Other'}},
    ])
    await world.change('mutate', 't2', [{patch: {id: 'a', set: {text: 'Two'}}}], 'administrator')
    await world.change('mutate', 't3', [{patch: {id: 'b', set: {text: 'Other two'}}}])
    await world.change('mutate', 't4', [{delete: {id: 'a'}}])
  })

  it('says who changed a document, when, and what', async () => {
    expect(await transactions('/a')).toEqual([
      {
        id: 't1',
        timestamp: '2026-11-22T10:00:01.000Z',
        author: 'p-editor',
        documentIDs: ['a', 'b'],
        mutations: [
          {create: expect.objectContaining({_id: 'a'})},
          {create: expect.objectContaining({_id: 'b'})},
        ],
      },
      {
        id: 't2',
        timestamp: '2026-11-22T10:00:02.000Z',
        author: 'p-administrator',
        documentIDs: ['a'],
        mutations: [{patch: expect.objectContaining({set: {text: 'Two'}})}],
      },
      {
        id: 't4',
        timestamp: '2026-11-22T10:00:04.000Z',
        author: 'p-editor',
        documentIDs: ['a'],
        mutations: [{delete: {id: 'a'}}],
      },
    ])
  })

  it('gives effects that take a document from each revision to the next, and back', async () => {
    const search =
      '?effectFormat=mendoza&excludeContent=true&excludeMutations=true&includeIdentifiedDocumentsOnly=true'
    const list = await transactions(`/a${search}`)
    expect(list.map(({documentIDs}) => documentIDs)).toEqual([['a'], ['a'], ['a']])
    expect(list.every((transaction) => !('mutations' in transaction))).toBe(true)
    const states: unknown[] = [null]
    for (const {effects} of list) states.push(applyPatch(states.at(-1), effects.a.apply))
    expect(states).toMatchObject([null, {text: 'One'}, {text: 'Two'}, null])
    for (const {effects} of list.toReversed()) {
      const later = states.pop()
      expect(applyPatch(later, effects.a.revert)).toEqual(states.at(-1))
    }
  })

  it.each([
    ['/a,b', ['t1', 't2', 't3', 't4']],
    ['', ['t1', 't2', 't3', 't4']],
    ['?reverse=true', ['t4', 't3', 't2', 't1']],
    ['?reverse=true&limit=2', ['t4', 't3']],
    ['?limit=1', ['t1']],
    ['?fromTransaction=t2&toTransaction=t3', ['t2', 't3']],
    ['/a?fromTransaction=t3', ['t4']],
    ['?authors=p-administrator', ['t2']],
    ['?fromTime=2026-11-22T10:00:02Z&toTime=2026-11-22T10:00:03.000Z', ['t2', 't3']],
    ['/nobody', []],
  ])('gives those that %s asks for', async (path, expected) => {
    expect(ids(await transactions(path))).toEqual(expected)
  })

  it.each([
    ['/a?limit=0', 400],
    ['/a?limit=x', 400],
    ['/a?effectFormat=other', 400],
    ['/a?fromTime=yesterday', 400],
    ['/a?fromTransaction=unknown', 404],
    [`/${Array.from({length: 101}, (_, index) => `d${index}`).join()}`, 400],
    ['/,', 400],
  ])('refuses %.40s', async (path, status) => {
    expect((await world.get(`transactions${path}`)).status).toBe(status)
  })

  it('gives more than a page, each once, both ways', async () => {
    for (let count = 5; count <= 130; count += 1) {
      await world.change('mutate', `t${count}`, [
        {createOrReplace: {_id: 'c', _type: 'note', count}},
      ])
    }
    const expected = Array.from({length: 126}, (_, index) => `t${index + 5}`)
    expect(ids(await transactions('/c'))).toEqual(expected)
    expect(ids(await transactions('/c?reverse=true'))).toEqual(expected.toReversed())
    expect(ids(await transactions('/c?limit=70'))).toEqual(expected.slice(0, 70))
  })

  it('tells a viewer nothing, and nobody anything without a token', async () => {
    expect(await transactions('/a', 'viewer')).toEqual([])
    const response = await world.anonymous('transactions/a')
    expect(response.status).toBe(401)
  })
})

describe('documents', () => {
  beforeEach(async () => {
    await world.change('mutate', 't1', [{create: {_id: 'a', _type: 'note', text: 'One'}}])
    await world.change('mutate', 't2', [{patch: {id: 'a', set: {text: 'Two'}}}])
    await world.change('mutate', 't3', [{create: {_id: 'b', _type: 'note', text: 'Other'}}])
    await world.change('mutate', 't4', [{delete: {id: 'a'}}])
  })

  it.each([
    ['a?revision=t1', ['One']],
    ['a?revision=t3', ['Two']],
    ['a?revision=t4', []],
    ['a?revision=unknown', []],
    ['a?time=2026-11-22T10:00:01Z', ['One']],
    ['a?time=2026-11-22T12:00:01.500%2B02:00', ['One']],
    ['a?time=2026-11-22T10:00:03.999Z', ['Two']],
    ['a?time=2026-11-22T10:00:04Z', []],
    ['a?time=2020-01-01', []],
    ['a,b?lastRevision=true', ['Two', 'Other']],
    ['a,b', ['Other']],
  ])('gives them as of %s', async (path, expected) => {
    const {documents} = (await (await world.get(`documents/${path}`)).json()) as Data
    expect(documents.map(({text}: Data) => text)).toEqual(expected)
  })

  it.each([
    'a?time=soon',
    'a?revision=t1&time=2026-11-22T10:00:01Z',
    'a?revision=t1&lastRevision=true',
  ])('refuses %s', async (path) => {
    expect((await world.get(`documents/${path}`)).status).toBe(400)
  })

  it('gives a viewer no former revision', async () => {
    const {documents} = (await (
      await world.get('documents/a?revision=t1', 'viewer')
    ).json()) as Data
    expect(documents).toEqual([])
  })
})
