import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {setImmediate} from 'node:timers/promises'

import {applyPatch} from 'mendoza'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'

import {createLake} from '../../../lake/create-lake.ts'
import {createUser} from '../../../lake/access/users.ts'
import {issueToken} from '../../../lake/access/tokens.ts'
import {machineEffects} from '../../../lake/effects.ts'
import {serveLake} from '../../../lake/serve-lake.ts'
import type {LakeServer} from '../../../lake/serve-lake.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import type {Store} from '../../../lake/store/store.ts'
import {readEvents} from './sse-reader.ts'
import type {ReadEvent} from './sse-reader.ts'

const mutations = process.env['MARROW_LONG'] ? 10_000 : 200
const restarts = process.env['MARROW_LONG'] ? 10 : 2
const timeoutMs = process.env['MARROW_LONG'] ? 1_200_000 : 60_000
const documents = 12

/** Numbers that look random, and are the same in every run. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

describe('a listener that is cut off every few events, through restarts of the server', () => {
  let folder: string
  let store: Store
  let server: LakeServer
  let token: string
  let commitOver: (transactionId: string, list: object[]) => Promise<void>

  async function start(): Promise<void> {
    store = openSqliteStore(join(folder, 'store.sqlite'))
    const lake = createLake({
      store,
      assetsDir: folder,
      doorkeeper: () => null,
      log: () => undefined,
      allowedOrigins: [],
      publicUrl: 'http://localhost:3333',
      pool: {size: 1},
    })
    server = await serveLake(lake, {port: 0, graceMs: 100})
    commitOver = async (transactionId, list) => {
      const response = await lake.handle(
        new Request('http://localhost:3333/v1/data/mutate/production', {
          method: 'POST',
          headers: {authorization: `Bearer ${token}`},
          body: JSON.stringify({transactionId, mutations: list}),
        }),
      )
      if (!response.ok) throw new Error(await response.text())
    }
  }

  async function stop(): Promise<void> {
    await server.close()
    store.close()
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'marrow-listen-'))
    const first = openSqliteStore(join(folder, 'store.sqlite'))
    first.createDataset('production')
    const user = {id: 'eddie', name: 'Eddie', email: 'e@example.com', roles: ['editor']}
    await createUser(first.accounts, user, machineEffects)
    token = issueToken(first.accounts, {user: 'eddie', label: 'test'}, machineEffects).token
    first.close()
    await start()
  })

  afterAll(async () => {
    await stop()
    rmSync(folder, {recursive: true})
  })

  it(
    'has every event exactly once, and the same documents in the end',
    {timeout: timeoutMs},
    async () => {
      const next = chance(16)
      const events: ReadEvent[] = []
      const welcomes: string[] = []
      const sent: string[] = []
      const writing = {isDone: false}
      let lastEventId: string | undefined

      /** Connect once, and read some events. */
      async function connect(most: number): Promise<void> {
        const cut = new AbortController()
        try {
          const response = await fetch(
            `${server.url}/v1/data/listen/production?query=*&enableResume=true&effectFormat=mendoza`,
            {
              signal: cut.signal,
              headers: {
                authorization: `Bearer ${token}`,
                ...(lastEventId !== undefined && {'last-event-id': lastEventId}),
              },
            },
          )
          let count = 0
          for await (const event of readEvents(response.body!)) {
            lastEventId = event.id
            if (event.name === 'mutation') events.push(event)
            else welcomes.push(event.name)
            if (event.name === 'mutation') count += 1
            if (count >= most || (writing.isDone && events.length >= sent.length)) return
          }
        } catch (error) {
          // Only the server's going away may end a stream like this.
          if (!(error instanceof TypeError)) throw error
        } finally {
          cut.abort()
        }
      }

      async function listen(): Promise<void> {
        while (!writing.isDone || events.length < sent.length) await connect(1 + next(15))
      }

      async function write(): Promise<void> {
        const present = new Set<number>()
        for (let count = 0; count < mutations; count += 1) {
          const list: object[] = []
          const touched = new Set(Array.from({length: 1 + next(3)}, () => next(documents)))
          for (const number of touched) {
            const id = `a${number}`
            sent.push(`t${count}#${id}`)
            if (present.has(number) && next(8) === 0) {
              list.push({delete: {id}})
              present.delete(number)
            } else if (present.has(number)) {
              list.push({patch: {id, set: {count, text: `Zürich 🩻 ${next(1000)} mg`}}})
            } else {
              list.push({create: {_id: id, _type: 'note', count, text: 'new'}})
              present.add(number)
            }
          }
          if (count > 0 && count % Math.floor(mutations / (restarts + 1)) === 0) {
            await stop()
            await start()
          }
          // Before the last one, so that the listener sees it come.
          writing.isDone = count === mutations - 1
          await commitOver(`t${count}`, list)
          await setImmediate()
        }
      }

      await connect(0)
      // The first connection only says where everything begins.
      expect(welcomes).toEqual(['welcome'])
      await Promise.all([write(), listen()])

      expect(events.map(({id}) => id)).toEqual(sent)
      expect(new Set(welcomes.slice(1))).toEqual(new Set(['welcomeback']))
      expect(welcomes.length).toBeGreaterThan(mutations / 10)

      const seen = new Map<string, object | null>()
      for (const {data} of events) {
        const before = seen.get(data['documentId']) ?? null
        seen.set(data['documentId'], applyPatch(before, data['effects'].apply) as object | null)
      }
      const stored = store.read('production', (view) => view.candidates({where: {kind: 'all'}}))
      const withoutRevision = stored.map(({_rev, ...rest}) => rest)
      const known = [...seen.values()].filter((document) => document !== null)
      const byId = (a: any, b: any): number => (a._id < b._id ? -1 : 1)
      expect(known.toSorted(byId)).toEqual(withoutRevision.toSorted(byId))
    },
  )
})
