import {STATUS_CODES} from 'node:http'
import type {IncomingMessage} from 'node:http'
import type {Duplex} from 'node:stream'

import {WebSocketServer} from 'ws'
import type {WebSocket} from 'ws'

import type {Caller} from '../access/caller.ts'
import {refusalResponse, toRefusal} from './answer.ts'
import {HttpError} from './http-error.ts'
import {identify, identifyToken} from './identify.ts'
import {withoutSecrets} from './log.ts'
import {checkHost, checkOrigin} from './origin-check.ts'
import {matchPath} from './router.ts'
import type {Services} from './services.ts'

/** One endpoint for WebSockets. */
export interface SocketRoute {
  name: string
  /** As of a {@link Route}. */
  path: string
  open: (socket: WebSocket, call: SocketCall) => void
}

/** What an open socket works with. */
export interface SocketCall {
  url: URL
  params: Readonly<Record<string, string>>
  address: string
  services: Services
  /** By the `Authorization` header, which a browser cannot send here; the public without it. */
  caller: Caller
  /** Find out who holds a token that came in a frame. @throws {HttpError} 401 or 429 */
  identifyToken: (token: string) => Caller
}

/** Largest message from a client: the query of a listener with its parameters. */
const maxPayload = 256 * 1024

/** Takes the requests that want a WebSocket. */
export class Sockets {
  readonly #routes: readonly SocketRoute[]
  readonly #services: Services
  readonly #server = new WebSocketServer({noServer: true, maxPayload, perMessageDeflate: false})

  constructor(routes: readonly SocketRoute[], services: Services) {
    this.#routes = routes
    this.#services = services
  }

  /** How many are open. */
  get size(): number {
    return this.#server.clients.size
  }

  /** Check a request as any other, then open its socket. Never throws. */
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    const trace = Buffer.from(this.#services.random(16)).toString('hex')
    const path = withoutSecrets((incoming.url ?? '').replace(/\?.*/, '')).slice(0, 200)
    try {
      const {route, call} = this.#accept(incoming)
      this.#server.handleUpgrade(incoming, socket, head, (opened) => {
        // a frame that breaks the protocol closes its socket, and nothing else
        opened.on('error', () => opened.terminate())
        this.#report({route: route.name, status: 101, trace})
        this.#open(route, opened, call, trace)
      })
    } catch (error) {
      const refusal = toRefusal(error, trace)
      const isUnknown = refusal.type === 'route-unknown'
      if (isUnknown) this.#services.metrics.count('marrow_lake_unknown_routes_total')
      this.#report({route: isUnknown ? 'unknown' : 'refused', status: refusal.status, trace, path})
      void refuse(socket, refusalResponse(refusal))
    }
  }

  /** Close all of them; their clients come back. */
  close(): void {
    for (const client of this.#server.clients) client.close(1001, 'The lake is shutting down')
    this.#server.close()
  }

  /** End those that did not close. */
  terminate(): void {
    for (const client of this.#server.clients) client.terminate()
  }

  /** What fails once the socket is open can only close it. */
  #open(route: SocketRoute, socket: WebSocket, call: SocketCall, trace: string): void {
    try {
      route.open(socket, call)
    } catch (error) {
      const {status, message} = toRefusal(error, trace)
      this.#report({route: route.name, status, trace})
      socket.close(status >= 500 ? 1011 : 1008, message.slice(0, 100))
    }
  }

  #accept(incoming: IncomingMessage): {route: SocketRoute; call: SocketCall} {
    const services = this.#services
    const scheme = 'encrypted' in incoming.socket ? 'https' : 'http'
    const address = `${scheme}://${incoming.headers.host ?? ''}${incoming.url ?? ''}`
    if (!URL.canParse(address)) throw new HttpError(400, 'url-invalid', 'This is no address')
    const url = new URL(address)
    checkHost(url, services)
    const headers = new Headers()
    for (const name of ['origin', 'authorization'] as const) {
      const value = incoming.headers[name]
      if (value !== undefined) headers.set(name, value)
    }
    checkOrigin(headers, url, services)
    for (const route of this.#routes) {
      const params = matchPath(route.path, url.pathname)
      if (!params) continue
      const remote = (incoming.socket.remoteAddress ?? 'unknown').toLowerCase()
      const caller = identify(headers, remote, services)
      const identifyHere = (token: string): Caller => identifyToken(token, remote, services)
      const call = {url, params, address: remote, services, caller, identifyToken: identifyHere}
      return {route, call}
    }
    throw new HttpError(404, 'route-unknown', `The lake has no socket at \`${url.pathname}\``)
  }

  #report(fields: {route: string; status: number; trace: string; path?: string}): void {
    const {log, clock, metrics} = this.#services
    metrics.count('marrow_lake_requests_total', {
      route: fields.route,
      method: 'UPGRADE',
      status: String(fields.status),
    })
    const isUnknown = fields.route === 'unknown'
    log({
      at: clock(),
      level: isUnknown ? 'warn' : 'info',
      event: isUnknown ? 'unknown-route' : 'socket',
      method: 'UPGRADE',
      ...fields,
    })
  }
}

async function refuse(socket: Duplex, response: Response): Promise<void> {
  const body = await response.text()
  const head = [
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
