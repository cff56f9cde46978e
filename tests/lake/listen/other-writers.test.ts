import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {Hub} from '../../../lake/listen/hub.ts'
import {parseListenFilter} from '../../../lake/listen/listen-filter.ts'
import {parseListenOptions} from '../../../lake/listen/listen-options.ts'
import {commit} from '../../../lake/mutations/commit.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import type {Store} from '../../../lake/store/store.ts'

let dir: string
/** Two connections to one store: the lake's, and that of another process, as it were. */
let store: Store
let other: Store
let hub: Hub
const end = new AbortController()

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'marrow-others-'))
  store = openSqliteStore(join(dir, 'store.db'))
  other = openSqliteStore(join(dir, 'store.db'))
  for (const name of ['production', 'elsewhere']) store.createDataset(name)
  hub = new Hub(store)
})

afterEach(() => {
  hub.close()
  store.close()
  other.close()
  rmSync(dir, {recursive: true, force: true})
})

async function write(by: Store, id: string, dataset = 'production'): Promise<void> {
  await commit(by, dataset, {
    mutations: [{createOrReplace: {_id: id, _type: 'note'}}],
    transactionId: `t-${id}`,
    author: 'eddie',
    at: '2026-11-22T20:00:00.000Z',
    ...(by === store && {onCommit: (transaction) => hub.publish(transaction)}),
  })
}

/** Listen, and give the ids of documents as they are told of. */
async function listen(): Promise<() => Promise<unknown>> {
  const options = parseListenOptions(new URLSearchParams('query=*'))
  const events = hub.listen({
    dataset: 'production',
    user: 'eddie',
    options,
    filter: parseListenFilter('*', {}, 'eddie'),
    canRead: () => true,
    isLive: () => true,
    lastEventId: null,
    signal: end.signal,
  })
  await events.next()
  return async () => {
    const {value} = await events.next()
    const data: {documentId?: string} = value?.data ?? {}
    return data.documentId
  }
}

describe('what another connection writes to the store of a running lake', () => {
  it('is heard by who waits, though the lake itself writes nothing', async () => {
    const next = await listen()
    await write(other, 'a')
    expect(await next()).toBe('a')
    await write(other, 'b')
    await write(other, 'c')
    expect([await next(), await next()]).toEqual(['b', 'c'])
  })

  it('is heard in its order, between what the lake writes', async () => {
    const [first, second] = [await listen(), await listen()]
    await write(store, 'a')
    await write(other, 'b')
    await write(other, 'x', 'elsewhere')
    await write(store, 'y', 'elsewhere')
    await write(store, 'c')
    await write(other, 'd')
    for (const next of [first, second]) {
      const heard = [await next(), await next(), await next(), await next()]
      expect(heard).toEqual(['a', 'b', 'c', 'd'])
    }
  })
})
