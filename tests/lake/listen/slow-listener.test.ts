import {afterEach, beforeEach, expect, it} from 'vitest'

import {Hub} from '../../../lake/listen/hub.ts'
import {listenResponse} from '../../../lake/listen/listen-response.ts'
import {parseListenOptions} from '../../../lake/listen/listen-options.ts'
import {LakeError} from '../../../lake/lake-error.ts'
import {commit} from '../../../lake/mutations/commit.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import type {Store} from '../../../lake/store/store.ts'
import {readEvents} from './sse-reader.ts'

let store: Store
let hub: Hub

beforeEach(() => {
  store = openSqliteStore(':memory:')
  store.createDataset('production')
})

afterEach(() => {
  hub.close()
  store.close()
})

function listen(search = '', user = 'eddie'): Response {
  return listenResponse(hub, {
    dataset: 'production',
    user,
    options: parseListenOptions(new URLSearchParams(`query=*&${search}`)),
    filter: () => true,
    canRead: () => true,
    isLive: () => true,
    lastEventId: null,
  })
}

async function write(count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    await commit(store, 'production', {
      mutations: [{createOrReplace: {_id: 'a', _type: 'note', done}}],
      author: 'eddie',
      at: '2026-11-22T20:00:00.000Z',
      onCommit: (transaction) => hub.publish(transaction),
    })
  }
}

it('takes nothing for a listener before somebody reads', () => {
  hub = new Hub(store)
  listen()
  expect(hub.size).toBe(0)
})

it('holds nothing back for a reader who stopped, and tells them that they missed something', async () => {
  hub = new Hub(store, {buffer: {transactions: 5, characters: 1e6}, lag: 20})
  const reader = readEvents(listen('enableResume=true').body!)
  expect((await reader.next()).value?.name).toBe('welcome')
  await write(100)
  expect((await reader.next()).value?.name).toBe('reset')
  await write(1)
  expect((await reader.next()).value).toMatchObject({name: 'mutation', data: {documentId: 'a'}})
  await reader.return(undefined)
})

it('ends the stream of a slow reader who could not be told', async () => {
  hub = new Hub(store, {buffer: {transactions: 5, characters: 1e6}, lag: 20})
  const reader = readEvents(listen().body!)
  await reader.next()
  await write(100)
  expect((await reader.next()).value?.name).toBe('reset')
  expect((await reader.next()).done).toBe(true)
  expect(hub.size).toBe(0)
})

it('cuts off a reader who takes nothing at all', async () => {
  hub = new Hub(store, {stallMs: 1})
  const reader = listen().body!.getReader()
  await reader.read()
  await expect(reader.closed).rejects.toThrow('The client takes no events')
  await new Promise((resolve) => setImmediate(resolve))
  expect(hub.size).toBe(0)
})

it('forgets a reader who goes away', async () => {
  hub = new Hub(store)
  const reader = listen().body!.getReader()
  await reader.read()
  expect(hub.size).toBe(1)
  await reader.cancel()
  expect(hub.size).toBe(0)
})

it('takes no more listeners than it may', async () => {
  hub = new Hub(store, {listeners: 1})
  const reader = listen().body!.getReader()
  await reader.read()
  expect(() => listen()).toThrow(LakeError)
  await reader.cancel()
  expect(() => listen()).not.toThrow()
})

it('takes no more listeners of one user than they may have', async () => {
  hub = new Hub(store, {listenersOfUser: 2})
  const readers = [listen(), listen()].map((response) => response.body!.getReader())
  for (const reader of readers) await reader.read()
  expect(() => listen()).toThrow(expect.objectContaining({status: 429, type: 'listenersFull'}))
  const another = listen('', 'fatima').body!.getReader()
  await another.read()
  expect(hub.size).toBe(3)
  await readers[0]!.cancel()
  expect(() => listen()).not.toThrow()
  await Promise.all([readers[1]!.cancel(), another.cancel()])
})

it('ends all streams when the lake shuts down', async () => {
  hub = new Hub(store)
  const reader = listen().body!.getReader()
  await reader.read()
  const next = reader.read()
  hub.close()
  expect((await next).done).toBe(true)
})
