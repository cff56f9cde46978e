import type {WebSocket} from 'ws'

import type {Caller} from '../access/caller.ts'
import {checkDataset} from '../http/routes/datasets.ts'
import type {SocketCall} from '../http/sockets.ts'
import type {PresenceEvent, PresenceMember} from './presence.ts'
import {logSocketFailure} from './log-socket-failure.ts'
import {parseRpc, rpcFault, RpcError} from './rpc.ts'
import type {RpcRequest} from './rpc.ts'

const heartbeatMs = 10_000
/** Largest message, and most messages between two heartbeats. */
const mostCharacters = 32_768
const mostMessages = 200
const mostSessions = 20
/** What may wait for a client that does not read. */
const mostWaiting = 1024 * 1024

/**
 * Speak the Studio's socket protocol (JSON-RPC), as far as presence goes.
 *
 * Whoever may read all of a dataset hears where the others are; whoever may not, hears nothing:
 * places name documents.
 */
export function openPresenceSocket(socket: WebSocket, call: SocketCall): void {
  const session = new PresenceSocket(socket, call)
  const beat = setInterval(() => session.beat(), heartbeatMs)
  socket.on('message', (data: Buffer) => session.take(data.toString()))
  socket.once('close', () => {
    clearInterval(beat)
    session.end()
  })
}

class PresenceSocket {
  readonly #socket: WebSocket
  readonly #call: SocketCall
  /** Studio sessions that were announced here. */
  readonly #sessions = new Set<string>()
  #caller: Caller
  #member: PresenceMember | null = null
  #messages = 0

  constructor(socket: WebSocket, call: SocketCall) {
    this.#socket = socket
    this.#call = call
    this.#caller = call.caller
  }

  beat(): void {
    this.#messages = 0
    if (this.#hasEnded()) {
      this.#socket.close(1008, 'The session has ended')
    } else if (this.#socket.bufferedAmount > mostWaiting) {
      this.#socket.terminate()
    } else {
      this.#socket.send('♥')
    }
  }

  take(text: string): void {
    if (text === '♥') return
    this.#messages += 1
    if (this.#messages > mostMessages || text.length > mostCharacters) {
      this.#socket.close(1008, 'Too much was sent')
      return
    }
    let id: RpcRequest['id'] = null
    try {
      const request = parseRpc(text)
      id = request.id
      this.#send({id, result: this.#answer(request)})
    } catch (error) {
      const fault = rpcFault(error)
      if (!fault) logSocketFailure(this.#call.services, 'presence-socket', error)
      this.#send({
        id,
        error: fault ?? {code: -32603, message: 'The lake failed; its log tells why'},
      })
    }
  }

  end(): void {
    this.#unsubscribe()
    for (const session of this.#sessions) this.#leave(session)
  }

  #answer({method, params}: RpcRequest): unknown {
    if (method === 'authorization') return this.#authorise(params)
    if (this.#caller.user === null) throw new RpcError(401, 'Send `authorization` first')
    if (this.#hasEnded()) throw new RpcError(401, 'The session has ended')
    switch (method) {
      case 'presence_subscribe':
        return this.#subscribe()
      case 'presence_unsubscribe':
        return this.#unsubscribe()
      case 'presence_rollcall':
        this.#tell({
          type: 'rollCall',
          i: this.#caller.identity,
          session: readName(params, 'session'),
        })
        return ''
      case 'presence_announce':
        return this.#announce(params['data'])
      case 'presence_disconnect':
        this.#leave(readName(params, 'session'))
        return ''
      default:
        throw new RpcError(-32601, `There is no method \`${method}\``)
    }
  }

  /** The token was good once, and is no longer. */
  #hasEnded(): boolean {
    return this.#caller.user !== null && !this.#caller.isLive()
  }

  #authorise(params: Record<string, unknown>): string {
    const token = /^Bearer (\S+)$/.exec(String(params['authorization']))?.[1]
    this.#caller = this.#call.identifyToken(token ?? '')
    checkDataset(this.#call)
    return 'ok'
  }

  #subscribe(): string {
    this.#unsubscribe()
    const subscription = Buffer.from(this.#call.services.random(12)).toString('hex')
    this.#member = {dataset: this.#dataset, hear: (event) => this.#hear(subscription, event)}
    this.#call.services.presence.join(this.#member)
    return subscription
  }

  #unsubscribe(): string {
    if (this.#member) this.#call.services.presence.leave(this.#member)
    this.#member = null
    return ''
  }

  #hear(subscription: string, event: PresenceEvent): void {
    if (this.#caller.readFilter !== null || this.#hasEnded()) return
    if (this.#socket.bufferedAmount > mostWaiting) {
      this.#socket.terminate()
      return
    }
    this.#send({method: 'presence_subscription', params: {subscription, result: event}})
  }

  #announce(data: unknown): string {
    const {locations} = readFields(data)
    const sessionId = readName(readFields(data), 'sessionId')
    if (!Array.isArray(locations)) throw new RpcError(-32602, '`locations` is no array')
    if (!this.#sessions.has(sessionId) && this.#sessions.size >= mostSessions) {
      throw new RpcError(-32602, 'Too many sessions')
    }
    this.#sessions.add(sessionId)
    this.#tell({type: 'state', i: this.#caller.identity, m: {sessionId, locations}})
    return ''
  }

  /** Only what was announced here can be taken back here. */
  #leave(session: string): void {
    if (!this.#sessions.delete(session)) return
    this.#tell({type: 'disconnect', i: this.#caller.identity, m: {session}})
  }

  #tell(event: PresenceEvent): void {
    this.#call.services.presence.tell(this.#dataset, event)
  }

  get #dataset(): string {
    return this.#call.params['dataset'] ?? ''
  }

  #send(message: object): void {
    this.#socket.send(JSON.stringify({jsonrpc: '2.0', ...message}))
  }
}

function readFields(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  throw new RpcError(-32602, '`data` is no object')
}

function readName(params: Record<string, unknown>, name: string): string {
  const value = params[name]
  if (typeof value === 'string' && value.length > 0 && value.length <= 200) return value
  throw new RpcError(-32602, `\`${name}\` is no text of up to 200 characters`)
}
