import {createServer} from 'node:http'
import type {IncomingMessage, Server, ServerResponse} from 'node:http'
import {createServer as createTlsServer} from 'node:https'
import type {AddressInfo} from 'node:net'

import type {Lake} from './create-lake.ts'
import {isLoopbackName} from './http/origin-check.ts'
import {sendResponse, toRequest} from './http/node-http.ts'
import {shareConnections, type ConnectionShares} from './http/share-connections.ts'

/** Where a lake listens. */
export interface ServeOptions {
  /** This machine only (`127.0.0.1`) unless given. */
  host?: string
  /** 3333 unless given; 0 for any free one. */
  port?: number
  /** PEM texts; needed to listen wider than this machine. */
  tls?: {key: string; cert: string}
  /** Listen wider without TLS all the same: only behind a proxy that has it. */
  allowPlainHttp?: boolean
  /** Most sockets at once. */
  maxConnections?: number
  /** How they are shared out; the first that come have them when absent. */
  shares?: ConnectionShares
  /** How long a client may take to send the head of a request. */
  headersMs?: number
  /** How long nothing may move on a connection. Open streams have heartbeats. */
  idleMs?: number
  /** How long a client may take nothing of an answer's body: less than `idleMs`, if at all. */
  stallMs?: number
  /** How long answers may go on once the lake is closed. */
  graceMs?: number
}

/** What listens: a lake, a whole that one is part of, or something else that answers requests. */
export type ServedLake = Pick<Lake, 'handle' | 'upgrade' | 'close'>

/** A lake that listens. */
export interface LakeServer {
  /** Where it listens, such as `http://127.0.0.1:3333`. */
  url: string
  /** Stop listening, finish what is being answered, then close the lake. */
  close(): Promise<void>
}

/** Why a lake does not listen. */
export class ServeError extends Error {
  override readonly name = 'ServeError'
  readonly code: 'tls-missing' | 'port-busy' | 'address-unusable'

  constructor(code: ServeError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Bounds on what one connection may take. */
const bounds = {
  maxHeaderSize: 32 * 1024,
  headersTimeout: 10_000,
  /** Of a whole request: an upload of 100 MB over a slow line takes its time. */
  requestTimeout: 10 * 60_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 500,
} as const

/**
 * Let a lake listen on a port.
 *
 * @throws {ServeError}
 *   `tls-missing` for a host that others can reach, without TLS and without the flag for it.
 */
export async function serveLake(lake: ServedLake, options: ServeOptions = {}): Promise<LakeServer> {
  const {host = '127.0.0.1', port = 3333, tls, allowPlainHttp = false} = options
  if (!tls && !allowPlainHttp && !isLoopbackName(host)) {
    throw new ServeError(
      'tls-missing',
      `Others could read passwords and tokens on ${host}: give a TLS key and certificate, or say that a proxy has TLS`,
    )
  }
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    // what is answered last, such as the end of a stream, leaves its connection idle
    response.on('finish', () => {
      if (!server.listening) request.socket.end()
    })
    void handle(lake, request, response, {isTls: tls !== undefined, stallMs: options.stallMs})
  }
  const limits = {...bounds, headersTimeout: options.headersMs ?? bounds.headersTimeout}
  const server = tls
    ? createTlsServer({...limits, key: tls.key, cert: tls.cert}, answer)
    : createServer(limits, answer)
  server.maxConnections = options.maxConnections ?? 1000
  if (options.shares) shareConnections(server, options.shares)
  server.maxRequestsPerSocket = 10_000
  server.timeout = options.idleMs ?? 60_000
  server.on('upgrade', (request, socket, head) => lake.upgrade(request, socket, head))
  await listen(server, host, port, server.maxConnections)
  const {port: bound} = server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  return {
    url: `${tls ? 'https' : 'http'}://${name}:${bound}`,
    close: () => close(server, lake, options.graceMs ?? 10_000),
  }
}

async function handle(
  lake: ServedLake,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  {isTls, stallMs}: {isTls: boolean; stallMs: number | undefined},
): Promise<void> {
  const abort = new AbortController()
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) abort.abort()
  })
  const request = toRequest(incoming, isTls)
  if (request === null) {
    outgoing.writeHead(400, {connection: 'close'}).end()
    return
  }
  const address = incoming.socket.remoteAddress ?? 'unknown'
  try {
    const response = await lake.handle(request, {address, signal: abort.signal})
    await sendResponse(response, incoming, outgoing, stallMs)
  } catch (error) {
    // nowhere to say it: the log itself failed
    outgoing.destroy(error instanceof Error ? error : undefined)
  }
}

/** @param backlog Connections that may wait to be taken: those beyond it would wait for seconds. */
async function listen(server: Server, host: string, port: number, backlog: number): Promise<void> {
  const {promise, resolve, reject} = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen({port, host, backlog}, resolve)
  try {
    await promise
  } catch (cause) {
    const isBusy = (cause as {code?: string}).code === 'EADDRINUSE'
    throw new ServeError(
      isBusy ? 'port-busy' : 'address-unusable',
      isBusy ? `Port ${port} is in use: stop what uses it, or give another` : String(cause),
      {cause},
    )
  }
}

async function close(server: Server, lake: ServedLake, graceMs: number): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  await lake.close()
  server.closeIdleConnections()
  await promise
  clearTimeout(timer)
}
