import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {createLake} from '../../../lake/create-lake.ts'
import type {Lake} from '../../../lake/create-lake.ts'
import {serveLake} from '../../../lake/serve-lake.ts'
import type {LakeServer} from '../../../lake/serve-lake.ts'
import {base, clientOf, testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'
import {Inbox} from './inbox.ts'
import {socketFetch} from '../../../studio/lake/socket-fetch.ts'

type Event = Record<string, any>

const port = (server: LakeServer): number => Number(new URL(server.url).port)

describe.each(['events', 'a WebSocket'] as const)(
  "Sanity's client, which listens through %s while the server is restarted",
  (way) => {
    let test: TestLake
    let second: Lake
    let server: LakeServer

    beforeEach(async () => {
      test = await testLake()
      second = createLake({
        store: test.store,
        assetsDir: '/nowhere',
        doorkeeper: () => null,
        log: () => undefined,
        allowedOrigins: [],
        publicUrl: base,
        pool: {size: 1},
      })
      server = await serveLake(test.lake, {port: 0, graceMs: 200})
    })

    afterEach(async () => {
      await server.close()
      await test.close()
    })

    /** Listen, do something, restart the server with something happening meanwhile, do more. */
    async function listenThroughRestart(options: object): Promise<string[]> {
      const client = clientOf(test.lake, test.tokens.editor, {
        apiHost: server.url,
        ...(way === 'a WebSocket' && {resolveFetch: () => socketFetch}),
      })
      const inbox = new Inbox<Event>()
      const events = ['welcome', 'mutation', 'reconnect', 'welcomeback', 'reset']
      const subscription = client
        .listen('*', {}, {events, ...options} as never)
        .subscribe({next: (event) => inbox.put(event), error: (error) => inbox.put(error)})
      const heard: string[] = []
      const hear = async (until: string): Promise<void> => {
        do {
          const {type, documentId, message} = await inbox.take()
          heard.push(documentId ?? type ?? message)
        } while (heard.at(-1) !== until)
      }
      await hear('welcome')
      await clientOf(test.lake, test.tokens.editor).create({_id: 'before', _type: 'note'})
      await hear('before')
      const address = {port: port(server), graceMs: 200}
      await server.close()
      const editor = clientOf(second, test.tokens.editor)
      await editor.create({_id: 'meanwhile', _type: 'note'})
      server = await serveLake(second, address)
      await hear('enableResume' in options ? 'meanwhile' : 'welcome')
      await editor.create({_id: 'after', _type: 'note'})
      await hear('after')
      subscription.unsubscribe()
      // how often a connection was tried in vain is chance
      return heard.filter((event, index) => event !== 'reconnect' || heard[index - 1] !== event)
    }

    it('misses nothing where it can resume', async () => {
      expect(await listenThroughRestart({enableResume: true})).toEqual([
        'welcome',
        'before',
        'reconnect',
        'welcomeback',
        'meanwhile',
        'after',
      ])
    })

    it('is welcomed anew where it cannot', async () => {
      expect(await listenThroughRestart({})).toEqual([
        'welcome',
        'before',
        'reconnect',
        'welcome',
        'after',
      ])
    })
  },
)
