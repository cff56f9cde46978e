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
    const response = await world.get(`events/documents/${path}`, role)
    const {events, nextCursor} = (await response.json()) as Data
    return {list: events[path.replace(/\?.*/, '')], next: nextCursor}
  }

  it('tells the life of a document, newest first', async () => {
    await world.change('mutate', 't1', [create])
    await world.change('actions', 't2', [edit])
    await world.change('actions', 't3', [action('publish')])
    await world.change('actions', 't4', [edit])
    await world.change('actions', 't5', [action('publish')])
    await world.change('actions', 't6', [action('unpublish')])
    await world.change('mutate', 't7', [{delete: {id: draft}}])
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
    await world.change('mutate', 't1', [{create: {_id: 'a', _type: 'note'}}])
    await world.change('mutate', 't2', [{patch: {id: 'a', set: {text: 'x'}}}])
    await world.change('actions', 't3', [edit])
    await world.change('actions', 't4', [action('delete', {includeDrafts: [draft]})])
    const {list} = await events()
    expect(list.map(({type}) => type)).toEqual([
      'deleteDocumentGroup',
      'createDocumentVersion',
      'updateLiveDocument',
      'createLiveDocument',
    ])
    expect(list.at(-1)).toMatchObject({revisionId: 't1', documentId: 'a'})
  })

  it('tells of versions that are gone, too', async () => {
    const version = 'versions.r1.a'
    await world.change('mutate', 't1', [{create: {_id: version, _type: 'note'}}])
    await world.change('mutate', 't2', [{create: {_id: 'versions.r1.b.a', _type: 'note'}}])
    await world.change('actions', 't3', [
      {actionType: 'sanity.action.document.version.discard', versionId: version},
    ])
    const {list} = await events()
    expect(list.map(({type, versionId}) => [type, versionId])).toEqual([
      ['deleteDocumentVersion', version],
      ['createDocumentVersion', version],
    ])
  })

  it('gives pages that leave nothing out', async () => {
    for (let count = 1; count <= 9; count += 2) {
      await world.change('mutate', `t${count}`, [create])
      await world.change('mutate', `t${count + 1}`, [{delete: {id: draft}}])
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
    await world.change('mutate', 't1', [create])
    expect((await events('a', 'viewer')).list).toEqual([])
  })

  it.each(['a?limit=-1', 'a?nextCursor=x'])('refuses %s', async (path) => {
    expect((await world.get(`events/documents/${path}`)).status).toBe(400)
  })
})
