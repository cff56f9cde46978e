import type {SanityClient} from '@sanity/client'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'

import {serveLake} from '../../../lake/serve-lake.ts'
import type {LakeServer} from '../../../lake/serve-lake.ts'
import {clientOf, testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'
import {socketFetch} from '../../../studio/lake/socket-fetch.ts'
import {Inbox} from './inbox.ts'

type Event = Record<string, any>

/** The ways in which Sanity's client can listen. */
describe.each(['in process', 'over loopback', 'through a WebSocket'] as const)(
  "listening with Sanity's client %s",
  (way) => {
    let test: TestLake
    let server: LakeServer
    let clientFor: (token: string | undefined) => SanityClient

    beforeEach(async () => {
      test = await testLake()
      server = await serveLake(test.lake, {port: 0, graceMs: 1000})
      clientFor = (token) => {
        if (way === 'in process') return clientOf(test.lake, token)
        const config = {apiHost: server.url}
        if (way === 'over loopback') return clientOf(test.lake, token, config)
        return clientOf(test.lake, token, {...config, resolveFetch: () => socketFetch})
      }
    })

    afterEach(async () => {
      await server.close()
      await test.close()
    })

    it('welcomes, and tells of mutations with their result', async () => {
      const client = clientFor(test.tokens.editor)
      const inbox = new Inbox<Event>()
      const subscription = client
        .listen('*[_type == $type]', {type: 'note'}, {
          events: ['welcome', 'mutation', 'reconnect', 'welcomeback', 'reset'],
          includeResult: true,
          includePreviousRevision: true,
          effectFormat: 'mendoza',
          enableResume: true,
        } as never)
        .subscribe({next: (event) => inbox.put(event), error: (error) => inbox.put(error)})
      expect(await inbox.take()).toMatchObject({type: 'welcome'})
      const editor = clientOf(test.lake, test.tokens.editor)
      await editor.create({_id: 'other', _type: 'thing'})
      const made = await editor.create({_id: 'a', _type: 'note', text: 'Zürich 🩻'})
      expect(await inbox.take()).toMatchObject({
        type: 'mutation',
        transition: 'appear',
        documentId: 'a',
        identity: 'p-editor',
        result: made,
      })
      await editor.patch('a').set({text: 'Zürich 🩺'}).commit()
      expect(await inbox.take()).toMatchObject({
        transition: 'update',
        previous: made,
        effects: {apply: expect.any(Array)},
      })
      await editor.delete('a')
      expect(await inbox.take()).toMatchObject({
        transition: 'disappear',
        resultRev: expect.any(String),
      })
      subscription.unsubscribe()
    })

    it('is refused without a token, and with a bad one', async () => {
      for (const token of [undefined, 'mt_wrong']) {
        const inbox = new Inbox<Event>()
        const subscription = clientFor(token)
          .listen('*')
          .subscribe({next: (event) => inbox.put(event), error: (error) => inbox.put(error)})
        expect(await inbox.take()).toMatchObject({name: 'ConnectionFailedError', status: 401})
        subscription.unsubscribe()
      }
    })

    it('is refused a query that cannot be listened to', async () => {
      const inbox = new Inbox<Event>()
      const subscription = clientFor(test.tokens.editor)
        .listen('*[title + title == "x"]')
        .subscribe({next: (event) => inbox.put(event), error: (error) => inbox.put(error)})
      expect(await inbox.take()).toMatchObject({name: 'ConnectionFailedError', status: 400})
      subscription.unsubscribe()
    })

    it('never tells a viewer of a draft', async () => {
      const inbox = new Inbox<Event>()
      const subscription = clientFor(test.tokens.viewer)
        .listen('*', {}, {events: ['welcome', 'mutation'], includeResult: true})
        .subscribe({next: (event) => inbox.put(event), error: (error) => inbox.put(error)})
      expect(await inbox.take()).toMatchObject({type: 'welcome'})
      const editor = clientOf(test.lake, test.tokens.editor)
      await editor.create({_id: 'drafts.a', _type: 'note', text: 'secret'})
      await editor.create({_id: 'b', _type: 'note', text: 'open'})
      const event = await inbox.take()
      expect(event).toMatchObject({documentId: 'b'})
      subscription.unsubscribe()
    })

    it('ends when the token is revoked', async () => {
      const inbox = new Inbox<Event>()
      const subscription = clientFor(test.tokens.editor)
        .listen('*', {}, {events: ['welcome', 'mutation']})
        .subscribe({next: (event) => inbox.put(event), error: (error) => inbox.put(error)})
      expect(await inbox.take()).toMatchObject({type: 'welcome'})
      const {accounts} = test.store
      for (const {id} of accounts.tokens('p-editor')) {
        accounts.revokeToken(id, test.effects.clock())
      }
      await clientOf(test.lake, test.tokens.administrator).create({_id: 'c', _type: 'note'})
      expect(await inbox.take()).toMatchObject({name: 'DisconnectError'})
      subscription.unsubscribe()
    })
  },
)
