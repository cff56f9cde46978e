import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {WebSocket} from 'ws'

import {serveLake} from '../../../lake/serve-lake.ts'
import type {LakeServer} from '../../../lake/serve-lake.ts'
import {clientOf, studio, testLake} from '../http/harness.ts'
import type {TestLake} from '../http/harness.ts'
import {Inbox} from './inbox.ts'

type Message = Record<string, any>

let test: TestLake
let server: LakeServer
const open: WebSocket[] = []

beforeEach(async () => {
  test = await testLake()
  server = await serveLake(test.lake, {port: 0, graceMs: 1000})
})

afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate()
  await server.close()
  await test.close()
})

interface Peer {
  socket: WebSocket
  /** What came, heartbeats left out; the end of the socket is `closed`. */
  inbox: Inbox<string>
  send: (value: unknown) => void
}

async function connect(path: string, headers: Record<string, string> = {}): Promise<Peer> {
  const socket = new WebSocket(server.url.replace('http', 'ws') + path, {headers})
  open.push(socket)
  const inbox = new Inbox<string>()
  socket.on('message', (data: Buffer) => {
    if (data.toString() !== '♥') inbox.put(data.toString())
  })
  socket.on('close', (code) => inbox.put(`closed ${code}`))
  await new Promise((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('error', reject)
  })
  return {
    socket,
    inbox,
    send: (value) => socket.send(typeof value === 'string' ? value : JSON.stringify(value)),
  }
}

const listenPath = '/v2025-02-19/data/listen/production?query=*&enableResume=true'
const presencePath = '/v2022-06-30/socket/production?tag=presence'

describe.each([listenPath, presencePath])('a socket at %s', (path) => {
  it.each([
    ['an origin that is not on the list', {origin: 'https://evil.example'}],
    ['an origin that only begins like one', {origin: `${studio}.evil.example`}],
    ['the origin null', {origin: 'null'}],
    ['a host name that is not ours', {host: 'rebound.example'}],
    ['a bad token in a header', {authorization: 'Bearer mt_wrong'}],
  ])('is refused to %s', async (_, headers) => {
    await expect(connect(path, headers)).rejects.toThrow(/40[13]/)
  })

  it('opens for the Studio', async () => {
    const {socket} = await connect(path, {origin: studio})
    expect(socket.readyState).toBe(WebSocket.OPEN)
  })
})

describe('listening through a socket', () => {
  it('tells of changes, and goes on after the last event', async () => {
    const first = await connect(listenPath, {origin: studio})
    first.send({token: test.tokens.editor})
    expect(await first.inbox.take()).toBe('{"status":200}')
    expect(await first.inbox.take()).toMatch(/^retry: 1000\nevent: welcome\nid: #\n/)
    const client = clientOf(test.lake, test.tokens.editor)
    await client.create({_id: 'a', _type: 'note'})
    const event = await first.inbox.take()
    expect(event).toMatch(/^event: mutation\n/)
    first.socket.terminate()
    await client.create({_id: 'b', _type: 'note'})

    const again = await connect(listenPath, {origin: studio})
    again.send({token: test.tokens.editor, lastEventId: /^id: (.*)$/m.exec(event)?.[1]})
    await again.inbox.take()
    expect(await again.inbox.take()).toMatch(/^retry: 1000\nevent: welcomeback\n/)
    expect(await again.inbox.take()).toMatch(/"documentId":"b"/)
  })

  it('takes a client that is leaving for no failure', async () => {
    const peer = await connect(listenPath)
    peer.send({token: test.tokens.editor})
    await peer.inbox.take()
    await peer.inbox.take()
    // Its farewell is sent, and the lake's is not read: the socket stays half closed.
    peer.socket.pause()
    peer.socket.close(1000)
    const client = clientOf(test.lake, test.tokens.editor)
    const isListening = () => test.lake.metrics.toText().includes('marrow_lake_listeners 1')
    await expect
      .poll(async () => {
        await client.create({_type: 'note'})
        return isListening()
      })
      .toBe(false)
    expect(test.log.filter(({level}) => level === 'error')).toEqual([])
  })

  it('takes the public for what it is where there is no token', async () => {
    const peer = await connect(listenPath)
    peer.send({token: null})
    expect(JSON.parse(await peer.inbox.take())).toMatchObject({status: 401, body: {}})
    expect(await peer.inbox.take()).toBe('closed 1008')
  })

  it.each([
    ['a wrong token', {token: 'mt_wrong'}, 401],
    ['no JSON', 'hello', 400],
    ['a token that is no text', {token: 7}, 400],
    ['a key that changes prototypes', '{"__proto__": 1, "token": null}', 400],
  ])('refuses %s', async (_, hello, status) => {
    const peer = await connect(listenPath)
    peer.send(hello)
    expect(JSON.parse(await peer.inbox.take())).toMatchObject({status})
    expect(await peer.inbox.take()).toBe('closed 1008')
  })

  it('refuses an unknown dataset', async () => {
    const peer = await connect('/v1/data/listen/nowhere?query=*')
    peer.send({token: test.tokens.editor})
    expect(JSON.parse(await peer.inbox.take())).toMatchObject({status: 404})
  })

  it('never writes a token to the log', async () => {
    const peer = await connect(listenPath)
    peer.send({token: test.tokens.editor})
    await peer.inbox.take()
    expect(test.log.some(({route}) => route === 'listen-socket')).toBe(true)
    expect(JSON.stringify(test.log)).not.toContain(test.tokens.editor)
  })
})

describe('presence', () => {
  /** A Studio that has logged in and subscribed. */
  async function join(role: 'editor' | 'publisher' | 'viewer') {
    const peer = await connect(presencePath, {origin: studio})
    let id = 0
    const call = async (method: string, params: object = {}): Promise<Message> => {
      peer.send({jsonrpc: '2.0', id: ++id, method, params})
      for (;;) {
        const message = JSON.parse(await peer.inbox.take()) as Message
        if (message['id'] === id) return message
      }
    }
    const logged = await call('authorization', {authorization: `Bearer ${test.tokens[role]}`})
    expect(logged).toEqual({jsonrpc: '2.0', id: 1, result: 'ok'})
    const {result: subscription} = await call('presence_subscribe')
    const hear = async (): Promise<Message> => JSON.parse(await peer.inbox.take()) as Message
    return {...peer, call, hear, subscription: subscription as string}
  }

  it('tells everybody who is where, who asks, and who left', async () => {
    const eddie = await join('editor')
    const paula = await join('publisher')
    const data = {sessionId: 's1', locations: [{type: 'document', documentId: 'a', path: []}]}
    await eddie.call('presence_announce', {data})
    expect(await paula.hear()).toEqual({
      jsonrpc: '2.0',
      method: 'presence_subscription',
      params: {
        subscription: paula.subscription,
        result: {type: 'state', i: 'p-editor', m: data},
      },
    })
    await eddie.call('presence_rollcall', {session: 's1'})
    expect((await paula.hear())['params'].result).toEqual({
      type: 'rollCall',
      i: 'p-editor',
      session: 's1',
    })
    await eddie.call('presence_disconnect', {session: 's1'})
    expect((await paula.hear())['params'].result).toEqual({
      type: 'disconnect',
      i: 'p-editor',
      m: {session: 's1'},
    })
  })

  it('says who left when a socket breaks', async () => {
    const eddie = await join('editor')
    const paula = await join('publisher')
    await eddie.call('presence_announce', {data: {sessionId: 's1', locations: []}})
    await paula.hear()
    eddie.socket.terminate()
    expect((await paula.hear())['params'].result).toMatchObject({
      type: 'disconnect',
      m: {session: 's1'},
    })
  })

  it('lets nobody take back what another announced', async () => {
    const eddie = await join('editor')
    const paula = await join('publisher')
    const witness = await join('publisher')
    await eddie.call('presence_announce', {data: {sessionId: 's1', locations: []}})
    await paula.call('presence_disconnect', {session: 's1'})
    await eddie.call('presence_rollcall', {session: 's1'})
    expect((await witness.hear())['params'].result.type).toBe('state')
    expect((await witness.hear())['params'].result.type).toBe('rollCall')
  })

  it('tells a viewer nothing of the others', async () => {
    const viewer = await join('viewer')
    const eddie = await join('editor')
    await eddie.call('presence_announce', {data: {sessionId: 's1', locations: []}})
    // Were anything told, it would come before this answer.
    viewer.send({jsonrpc: '2.0', id: 9, method: 'presence_unsubscribe'})
    expect(await viewer.hear()).toEqual({jsonrpc: '2.0', id: 9, result: ''})
  })

  it.each([
    [{id: 1, method: 'presence_subscribe'}, 401],
    [{id: 1, method: 'authorization', params: {authorization: 'Bearer mt_wrong'}}, 401],
    [{id: 1, method: 7}, -32600],
    ['no JSON', -32700],
    ['[1]', -32600],
  ])('answers %j with an error', async (message, code) => {
    const peer = await connect(presencePath)
    peer.send(message)
    expect(JSON.parse(await peer.inbox.take())).toMatchObject({error: {code}})
    expect(peer.socket.readyState).toBe(WebSocket.OPEN)
  })

  it.each([
    ['presence_announce', {}],
    ['presence_announce', {data: {sessionId: 's', locations: 'x'}}],
    ['presence_announce', {data: {sessionId: 'x'.repeat(201), locations: []}}],
    ['presence_rollcall', {}],
  ])('refuses %s with %j', async (method, params) => {
    const eddie = await join('editor')
    expect(await eddie.call(method, params)).toMatchObject({error: {code: -32602}})
  })

  it('knows no other methods', async () => {
    const eddie = await join('editor')
    expect(await eddie.call('delete_everything')).toMatchObject({error: {code: -32601}})
  })

  it('cuts off whoever sends too much', async () => {
    const {inbox, send} = await connect(presencePath)
    send('x'.repeat(40_000))
    expect(await inbox.take()).toBe('closed 1008')
  })
})
