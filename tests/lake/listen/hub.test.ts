import {applyPatch} from 'mendoza'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {callerFor} from '../../../lake/access/caller.ts'
import {Hub} from '../../../lake/listen/hub.ts'
import type {HubLimits} from '../../../lake/listen/hub-limits.ts'
import type {ListenEvent} from '../../../lake/listen/listen-event.ts'
import {parseListenFilter} from '../../../lake/listen/listen-filter.ts'
import {parseListenOptions} from '../../../lake/listen/listen-options.ts'
import {commit} from '../../../lake/mutations/commit.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import type {Store, StoredDocument} from '../../../lake/store/store.ts'

type Data = Record<string, any>

let store: Store
let hub: Hub
let count: number
const ends: Array<() => void> = []

function start(limits: Partial<HubLimits> = {}): void {
  hub = new Hub(store, limits)
  ends.push(hub.close.bind(hub))
}

beforeEach(() => {
  store = openSqliteStore(':memory:')
  store.createDataset('production')
  count = 0
  start()
})

afterEach(() => {
  for (const end of ends.splice(0).toReversed()) end()
  store.close()
})

async function mutate(mutations: object[], transactionId = `t${++count}`): Promise<void> {
  await commit(store, 'production', {
    mutations,
    transactionId,
    author: 'eddie',
    at: `2026-11-22T20:00:${String(count % 60).padStart(2, '0')}.000Z`,
    onCommit: (transaction) => hub.publish(transaction),
  })
}

interface Wish {
  search?: string
  lastEventId?: string
  canRead?: (document: StoredDocument) => boolean
  isLive?: () => boolean
}

/** Listen, and take events from it one by one. */
function listen(query: string, {search = '', lastEventId, canRead, isLive}: Wish = {}) {
  const options = parseListenOptions(
    new URLSearchParams(`${search}&query=${encodeURIComponent(query)}`),
  )
  const end = new AbortController()
  ends.push(() => end.abort())
  const events = hub.listen({
    dataset: 'production',
    user: 'eddie',
    options,
    filter: parseListenFilter(options.query, options.params, 'eddie'),
    canRead: canRead ?? (() => true),
    isLive: isLive ?? (() => true),
    lastEventId: lastEventId ?? null,
    signal: end.signal,
  })
  return {
    end,
    async next(): Promise<{name: string; id?: string | undefined; data: Data}> {
      const {value} = await events.next()
      const {name, id, data} = (value ?? {name: 'end'}) as ListenEvent
      return {name, id, data: {...data}}
    },
    async take(most: number): Promise<Data[]> {
      const taken: Data[] = []
      while (taken.length < most) taken.push((await this.next()).data)
      return taken
    },
  }
}

const article = (id: string, fields: object = {}) => ({
  createOrReplace: {_id: id, _type: 'article', ...fields},
})

describe('Hub', () => {
  it('welcomes a listener, then tells of each change in the order of commits', async () => {
    const listener = listen('*')
    expect((await listener.next()).name).toBe('welcome')
    for (const id of ['a', 'b', 'c']) await mutate([article(id)])
    const events = await listener.take(3)
    expect(events.map(({documentId}) => documentId)).toEqual(['a', 'b', 'c'])
  })

  it('says what the clients need of a created, a changed and a deleted document', async () => {
    const search = 'includeResult=true&includePreviousRevision=true&effectFormat=mendoza'
    const listener = listen('*[_type == $type]', {search: `${search}&$type="article"`})
    await listener.next()
    await mutate([article('a', {title: 'One'})])
    await mutate([{patch: {id: 'a', set: {title: 'Two'}}}])
    await mutate([{delete: {id: 'a'}}])
    const [created, changed, deleted] = (await listener.take(3)) as [Data, Data, Data]
    expect(created).toMatchObject({
      eventId: 't1#a',
      documentId: 'a',
      transactionId: 't1',
      transition: 'appear',
      identity: 'eddie',
      timestamp: '2026-11-22T20:00:01.000Z',
      visibility: 'query',
      transactionTotalEvents: 1,
      transactionCurrentEvent: 1,
      resultRev: 't1',
      result: {_id: 'a', title: 'One', _rev: 't1'},
    })
    expect(created).not.toHaveProperty('previousRev')
    expect(changed).toMatchObject({
      transition: 'update',
      previousRev: 't1',
      resultRev: 't2',
      previous: {title: 'One'},
      mutations: [{patch: {set: {title: 'Two'}}}],
    })
    const {_rev: _1, ...before} = changed['previous']
    const {_rev: _2, ...after} = changed['result']
    expect(applyPatch(before, changed['effects'].apply)).toEqual(after)
    expect(applyPatch(after, changed['effects'].revert)).toEqual(before)
    expect(deleted).toMatchObject({transition: 'disappear', previousRev: 't2', resultRev: 't3'})
    expect(deleted).not.toHaveProperty('result')
  })

  it('counts only the events that the filter matches', async () => {
    const listener = listen('*[_type == "article"]')
    await listener.next()
    await mutate([
      article('a'),
      {create: {_id: 'p', _type: 'person', name: 'P'}},
      article('b'),
      {create: {_id: 'versions.r1.a', _type: 'article'}},
    ])
    const events = await listener.take(2)
    expect(events.map((event) => event['transactionTotalEvents'])).toEqual([2, 2])
    expect(events.map((event) => event['transactionCurrentEvent'])).toEqual([1, 2])
  })

  it('tells of versions to those who ask for all versions', async () => {
    const listener = listen('*', {search: 'includeAllVersions=true'})
    await listener.next()
    await mutate([{create: {_id: 'versions.r1.a', _type: 'article'}}])
    expect((await listener.next()).data['documentId']).toBe('versions.r1.a')
  })

  it('lets documents appear and disappear as the filter matches before or after', async () => {
    const listener = listen('*[live == true]')
    await listener.next()
    await mutate([article('a', {live: false})])
    await mutate([{patch: {id: 'a', set: {live: true}}}])
    await mutate([{patch: {id: 'a', set: {title: 'x'}}}])
    await mutate([{patch: {id: 'a', set: {live: false}}}])
    const events = await listener.take(3)
    expect(events.map(({transition}) => transition)).toEqual(['appear', 'update', 'disappear'])
    expect(events.map(({transactionId}) => transactionId)).toEqual(['t2', 't3', 't4'])
  })

  it('tells nobody of what they may not read, nor of the half they may not', async () => {
    const viewer = callerFor(
      {id: 'v', name: 'V', email: 'v@x', roles: ['viewer'], disabled: false},
      () => true,
    )
    const search = 'includeResult=true&includePreviousRevision=true&effectFormat=mendoza'
    const listener = listen('*', {search, canRead: (document) => viewer.canRead(document)})
    await listener.next()
    await mutate([article('drafts.a', {title: 'secret'})])
    await mutate([article('b', {title: 'open'})])
    const event = await listener.next()
    expect(event.data).toMatchObject({documentId: 'b', transactionTotalEvents: 1})
    expect(JSON.stringify(event)).not.toContain('secret')

    const hidden = listen('*', {search, canRead: ({title}) => title !== 'secret'})
    await hidden.next()
    await mutate([{patch: {id: 'b', set: {title: 'secret'}}}])
    await mutate([{patch: {id: 'b', set: {title: 'open again'}}}])
    const [gone, back] = (await hidden.take(2)) as [Data, Data]
    expect(gone).toMatchObject({transition: 'disappear', mutations: [{delete: {id: 'b'}}]})
    expect(back).toMatchObject({transition: 'appear', result: {title: 'open again'}})
    expect(back).not.toHaveProperty('previousRev')
    expect(JSON.stringify([gone, back])).not.toContain('secret')
  })

  it('ends a listener whose session has ended, before anything more is sent', async () => {
    let isLive = true
    const listener = listen('*', {isLive: () => isLive})
    await listener.next()
    isLive = false
    await mutate([article('a')])
    expect((await listener.next()).name).toBe('disconnect')
    expect((await listener.next()).name).toBe('end')
  })

  it('sends heartbeats while nothing happens', async () => {
    start({heartbeatMs: 1})
    const listener = listen('*')
    await listener.next()
    expect((await listener.next()).name).toBe('heartbeat')
    expect((await listener.next()).name).toBe('heartbeat')
  })

  it('forgets a listener that ends', async () => {
    const listener = listen('*')
    await listener.next()
    expect(hub.size).toBe(1)
    const waiting = listener.next()
    listener.end.abort()
    expect((await waiting).name).toBe('end')
    expect(hub.size).toBe(0)
  })
})

describe('Hub, when a client comes back', () => {
  const resume = 'enableResume=true'

  it('goes on after the last event, also within a transaction', async () => {
    const listener = listen('*', {search: resume})
    await listener.next()
    await mutate([article('a'), article('b'), article('c')])
    await mutate([article('d')])
    const {id} = await listener.next()
    const again = listen('*', {search: resume, lastEventId: id!})
    expect(await again.next()).toMatchObject({name: 'welcomeback', id})
    const events = await again.take(3)
    expect(events.map(({documentId}) => documentId)).toEqual(['b', 'c', 'd'])
    expect(events[0]).toMatchObject({transactionTotalEvents: 3, transactionCurrentEvent: 2})
  })

  it('goes on after a welcome, with and without a transaction before it', async () => {
    const first = await listen('*', {search: resume}).next()
    await mutate([article('a')])
    const second = await listen('*', {search: resume}).next()
    await mutate([article('b')])
    const afterFirst = listen('*', {search: resume, lastEventId: first.id!})
    expect((await afterFirst.next()).name).toBe('welcomeback')
    expect((await afterFirst.take(2)).map(({documentId}) => documentId)).toEqual(['a', 'b'])
    const afterSecond = listen('*', {search: resume, lastEventId: second.id!})
    await afterSecond.next()
    expect((await afterSecond.next()).data['documentId']).toBe('b')
  })

  it('goes on from the history where the buffer has dropped events, and after a restart', async () => {
    start({buffer: {transactions: 3, characters: 1e6}})
    const listener = listen('*', {search: resume})
    await listener.next()
    await mutate([article('first')])
    const {id} = await listener.next()
    for (let index = 0; index < 50; index += 1) await mutate([article(`a${index}`)])
    const expected = Array.from({length: 50}, (_, index) => `a${index}`)
    const again = listen('*', {search: resume, lastEventId: id!})
    expect((await again.next()).name).toBe('welcomeback')
    expect((await again.take(50)).map(({documentId}) => documentId)).toEqual(expected)
    start()
    const restarted = listen('*', {search: resume, lastEventId: id!})
    expect((await restarted.next()).name).toBe('welcomeback')
    expect((await restarted.take(50)).map(({documentId}) => documentId)).toEqual(expected)
  })

  it.each(['nonsense', 'unknown#a', 't1#other', '#a', '#'.repeat(500)])(
    'is told to start anew after %s, which the history does not have',
    async (lastEventId) => {
      await mutate([article('a')])
      const listener = listen('*', {search: resume, lastEventId})
      expect(await listener.next()).toMatchObject({name: 'reset', id: 't1#'})
      await mutate([article('b')])
      expect((await listener.next()).data['documentId']).toBe('b')
    },
  )

  it('is welcomed as new where it cannot resume', async () => {
    await mutate([article('a')])
    expect((await listen('*', {lastEventId: 't1#a'}).next()).name).toBe('welcome')
  })

  it('is told to start anew when it is too far behind', async () => {
    start({lag: 10, buffer: {transactions: 2, characters: 1e6}})
    const patient = listen('*', {search: resume})
    const plain = listen('*')
    await patient.next()
    await plain.next()
    for (let index = 0; index < 20; index += 1) await mutate([article(`a${index}`)])
    expect(await patient.next()).toMatchObject({name: 'reset', id: 't20#'})
    await mutate([article('b')])
    expect((await patient.next()).data['documentId']).toBe('b')
    expect((await plain.next()).name).toBe('reset')
    expect((await plain.next()).name).toBe('end')
    expect((await listen('*', {search: resume, lastEventId: 't1#a0'}).next()).name).toBe('reset')
  })
})
