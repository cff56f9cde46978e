import {applyPatch} from 'mendoza'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import type {Role} from '../../../lake/access/roles.ts'
import {testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'

type Data = Record<string, any>

let test: TestLake

beforeEach(async () => {
  test = await testLake()
})

afterEach(() => test.close())

async function change(kind: 'mutate' | 'actions', id: string, list: object[], role?: Role) {
  test.pass(1000)
  const body = {transactionId: id, [kind === 'mutate' ? 'mutations' : 'actions']: list}
  const response = await test.request(`/v2025-02-19/data/${kind}/production`, {
    method: 'POST',
    token: test.tokens[role ?? 'editor'],
    body,
  })
  expect(await response.json()).toMatchObject({transactionId: id})
}

async function get(path: string, role: Role = 'editor'): Promise<Response> {
  return test.request(`/v2025-02-19/data/history/production/${path}`, {token: test.tokens[role]})
}

async function transactions(path: string, role: Role = 'editor'): Promise<Data[]> {
  const response = await get(`transactions${path}`, role)
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
    await change('mutate', 't1', [
      {create: {_id: 'a', _type: 'note', text: 'One'}},
      {create: {_id: 'b', _type: 'note', text: 'Other'}},
    ])
    await change('mutate', 't2', [{patch: {id: 'a', set: {text: 'Two'}}}], 'administrator')
    await change('mutate', 't3', [{patch: {id: 'b', set: {text: 'Other two'}}}])
    await change('mutate', 't4', [{delete: {id: 'a'}}])
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
    expect((await get(`transactions${path}`)).status).toBe(status)
  })

  it('gives more than a page, each once, both ways', async () => {
    for (let count = 5; count <= 130; count += 1) {
      await change('mutate', `t${count}`, [{createOrReplace: {_id: 'c', _type: 'note', count}}])
    }
    const expected = Array.from({length: 126}, (_, index) => `t${index + 5}`)
    expect(ids(await transactions('/c'))).toEqual(expected)
    expect(ids(await transactions('/c?reverse=true'))).toEqual(expected.toReversed())
    expect(ids(await transactions('/c?limit=70'))).toEqual(expected.slice(0, 70))
  })

  it('tells a viewer nothing, and nobody anything without a token', async () => {
    expect(await transactions('/a', 'viewer')).toEqual([])
    const response = await test.request('/v1/data/history/production/transactions/a')
    expect(response.status).toBe(401)
  })
})

describe('documents', () => {
  beforeEach(async () => {
    await change('mutate', 't1', [{create: {_id: 'a', _type: 'note', text: 'One'}}])
    await change('mutate', 't2', [{patch: {id: 'a', set: {text: 'Two'}}}])
    await change('mutate', 't3', [{create: {_id: 'b', _type: 'note', text: 'Other'}}])
    await change('mutate', 't4', [{delete: {id: 'a'}}])
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
    const {documents} = (await (await get(`documents/${path}`)).json()) as Data
    expect(documents.map(({text}: Data) => text)).toEqual(expected)
  })

  it.each([
    'a?time=soon',
    'a?revision=t1&time=2026-11-22T10:00:01Z',
    'a?revision=t1&lastRevision=true',
  ])('refuses %s', async (path) => {
    expect((await get(`documents/${path}`)).status).toBe(400)
  })

  it('gives a viewer no former revision', async () => {
    const {documents} = (await (await get('documents/a?revision=t1', 'viewer')).json()) as Data
    expect(documents).toEqual([])
  })
})

describe('events', () => {
  const [draft, published] = ['drafts.a', 'a']
  const action = (name: string, fields: object = {}) => ({
    actionType: `sanity.action.document.${name}`,
    draftId: draft,
    publishedId: published,
    ...fields,
  })
  const create = {create: {_id: draft, _type: 'note', text: 'One'}}
  const edit = action('edit', {patch: {set: {text: 'Two'}}})

  async function events(path = 'a', role: Role = 'editor'): Promise<{list: Data[]; next: string}> {
    const response = await get(`events/documents/${path}`, role)
    const {events, nextCursor} = (await response.json()) as Data
    return {list: events[path.replace(/\?.*/, '')], next: nextCursor}
  }

  it('tells the life of a document, newest first', async () => {
    await change('mutate', 't1', [create])
    await change('actions', 't2', [edit])
    await change('actions', 't3', [action('publish')])
    await change('actions', 't4', [edit])
    await change('actions', 't5', [action('publish')])
    await change('actions', 't6', [action('unpublish')])
    await change('mutate', 't7', [{delete: {id: draft}}])
    const {list, next} = await events()
    expect(next).toBe('')
    const common = {author: 'p-editor', documentId: published}
    const publish = {
      type: 'publishDocumentVersion',
      versionId: draft,
      publishCause: 'document.publish',
    }
    expect(list).toEqual([
      {
        type: 'deleteDocumentVersion',
        versionId: draft,
        versionRevisionId: 't6',
        timestamp: '2026-11-22T10:00:07.000Z',
        ...common,
      },
      {
        type: 'unpublishDocument',
        versionId: draft,
        versionRevisionId: 't6',
        timestamp: '2026-11-22T10:00:06.000Z',
        ...common,
      },
      {
        ...publish,
        revisionId: 't5',
        versionRevisionId: 't4',
        timestamp: '2026-11-22T10:00:05.000Z',
        ...common,
      },
      {
        type: 'createDocumentVersion',
        versionId: draft,
        versionRevisionId: 't4',
        timestamp: '2026-11-22T10:00:04.000Z',
        ...common,
      },
      {
        ...publish,
        revisionId: 't3',
        versionRevisionId: 't2',
        timestamp: '2026-11-22T10:00:03.000Z',
        ...common,
      },
      {
        type: 'createDocumentVersion',
        versionId: draft,
        versionRevisionId: 't1',
        timestamp: '2026-11-22T10:00:01.000Z',
        ...common,
      },
    ])
  })

  it('tells of documents without drafts, and of the end of all', async () => {
    await change('mutate', 't1', [{create: {_id: 'a', _type: 'note'}}])
    await change('mutate', 't2', [{patch: {id: 'a', set: {text: 'x'}}}])
    await change('actions', 't3', [edit])
    await change('actions', 't4', [action('delete', {includeDrafts: [draft]})])
    const {list} = await events()
    expect(list.map(({type}) => type)).toEqual([
      'deleteDocumentGroup',
      'createDocumentVersion',
      'updateLiveDocument',
      'createLiveDocument',
    ])
    expect(list.at(-1)).toMatchObject({revisionId: 't1', documentId: 'a'})
  })

  it('gives pages that leave nothing out', async () => {
    for (let count = 1; count <= 9; count += 2) {
      await change('mutate', `t${count}`, [create])
      await change('mutate', `t${count + 1}`, [{delete: {id: draft}}])
    }
    const all = (await events()).list
    expect(all).toHaveLength(10)
    const paged: Data[] = []
    let next = ''
    do {
      const page = await events(`a?limit=3&nextCursor=${next}`)
      expect(page.list.length).toBeLessThanOrEqual(3)
      paged.push(...page.list)
      next = page.next
    } while (next !== '')
    expect(paged).toEqual(all)
  })

  it('tells a viewer nothing', async () => {
    await change('mutate', 't1', [create])
    expect((await events('a', 'viewer')).list).toEqual([])
  })

  it.each(['a?limit=-1', 'a?nextCursor=x'])('refuses %s', async (path) => {
    expect((await get(`events/documents/${path}`)).status).toBe(400)
  })
})
