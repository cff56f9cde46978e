import type {IncomingMessage} from 'node:http'
import type {Duplex} from 'node:stream'

import {AttemptLimiter} from './access/attempt-limiter.ts'
import type {Grant} from './access/grants.ts'
import {LoginCodes} from './access/login-codes.ts'
import {PasskeyChallenges} from './access/passkey-challenges.ts'
import {Assets} from './assets/assets.ts'
import {machineEffects} from './effects.ts'
import type {Effects} from './effects.ts'
import {refusalResponse} from './http/answer.ts'
import {handleRequest} from './http/handle-request.ts'
import type {Connection} from './http/handle-request.ts'
import {HttpError} from './http/http-error.ts'
import {httpLimits} from './http/limits.ts'
import type {HttpLimits} from './http/limits.ts'
import type {Log} from './http/log.ts'
import {Metrics} from './http/metrics.ts'
import {routes, socketRoutes} from './http/route-table.ts'
import {Router} from './http/router.ts'
import type {Services} from './http/services.ts'
import {Sockets} from './http/sockets.ts'
import {Hub} from './listen/hub.ts'
import {Presence} from './listen/presence.ts'
import type {Doorkeeper} from './mutations/commit-options.ts'
import {evaluateInThisThread} from './query/this-thread.ts'
import {WorkerPool} from './query/worker-pool.ts'
import type {WorkerPoolOptions} from './query/worker-pool-options.ts'
import type {Store, Transaction} from './store/store.ts'

/** What a lake is made of. */
export interface LakeOptions extends Partial<Effects> {
  /** Opened and closed by whoever gives it. */
  store: Store
  /** Folder of the asset files. */
  assetsDir: string
  /** Examines each edition and statement before it is let in. */
  doorkeeper: Doorkeeper
  /** Told of each transaction once it is durable, in order: for the ledger. */
  onCommit?: (transaction: Transaction) => void
  /** Takes each line of the log. */
  log: Log
  /** Exact origins of the Studios that may call, such as `http://localhost:3000`. */
  allowedOrigins: readonly string[]
  /** Where people and clients reach the lake, such as `http://localhost:3333`. */
  publicUrl: string
  /** What clients call the project: `local` unless given. */
  projectId?: string
  /** What may be read without a token: nothing unless given. */
  publicGrants?: readonly Grant[]
  limits?: Partial<HttpLimits>
  /**
   * Limits of the processes that evaluate queries; `this-thread` for none of them, where the program
   * asks only queries of its own.
   */
  pool?: WorkerPoolOptions | 'this-thread'
  /**
   * Id of the user whose programs write for others: the header `X-Marrow-Author` of their requests
   * names the author that the history keeps. Nobody unless given.
   */
  operator?: string
}

/** A content lake, without a port. */
export interface Lake {
  /**
   * Answer a request. Throws only what `log` throws.
   *
   * @param connection
   *   Where the request came from; the address is what attempts to log in are counted by.
   */
  handle(request: Request, connection?: Connection): Promise<Response>
  /** Take a request for a WebSocket, as `node:http` gives it. Never throws. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Finish what is being answered, end the streams, stop the workers. The store stays open. */
  close(): Promise<void>
  readonly metrics: Metrics
}

/** Make a lake. */
export function createLake(options: LakeOptions): Lake {
  const services = toServices(options)
  const router = new Router(routes)
  const sockets = new Sockets(socketRoutes, services)
  const {metrics} = services
  const running = new Set<Promise<Response>>()
  let isClosing = false
  metrics.gauge('marrow_lake_requests_running', () => running.size)
  metrics.gauge('marrow_lake_listeners', () => services.hub.size)
  metrics.gauge('marrow_lake_sockets', () => sockets.size)

  return {
    metrics,
    handle(request, connection = {address: 'in-process'}) {
      if (isClosing) return Promise.resolve(closingResponse())
      const response = handleRequest(request, connection, router, services)
      running.add(response)
      const forget = () => running.delete(response)
      void response.then(forget, forget)
      return response
    },
    upgrade(request, socket, head) {
      sockets.upgrade(request, socket, head)
    },
    async close() {
      isClosing = true
      services.hub.close()
      sockets.close()
      await Promise.allSettled(running)
      sockets.terminate()
      services.pool.close()
    },
  }
}

function closingResponse(): Response {
  return refusalResponse(
    new HttpError(503, 'lake-closing', 'The lake is shutting down: try again', {
      headers: {'retry-after': '5', connection: 'close'},
    }),
  )
}

function toServices(options: LakeOptions): Services {
  const effects = {
    clock: options.clock ?? machineEffects.clock,
    random: options.random ?? machineEffects.random,
  }
  const hub = new Hub(options.store)
  const formKey = effects.random(32)
  return {
    ...effects,
    store: options.store,
    pool: options.pool === 'this-thread' ? evaluateInThisThread() : new WorkerPool(options.pool),
    projectId: options.projectId ?? 'local',
    operator: options.operator ?? null,
    assets: new Assets(options.assetsDir),
    doorkeeper: options.doorkeeper,
    hub,
    presence: new Presence(),
    onCommit: (transaction) => {
      hub.publish(transaction)
      options.onCommit?.(transaction)
    },
    publicGrants: options.publicGrants ?? [],
    limits: {...httpLimits, ...options.limits},
    log: options.log,
    metrics: describedMetrics(),
    allowedOrigins: options.allowedOrigins,
    publicUrl: options.publicUrl,
    loginCodes: new LoginCodes(effects),
    challenges: new PasskeyChallenges(effects, formKey),
    guesses: new AttemptLimiter({failures: 10, windowMs: 60_000}),
    logins: new AttemptLimiter({failures: 5, windowMs: 15 * 60_000}),
    formKey,
  }
}

function describedMetrics(): Metrics {
  const metrics = new Metrics()
  metrics.describe('marrow_lake_requests_total', 'Requests, by route, method and status')
  metrics.describe('marrow_lake_request_seconds', 'Time until the answer began, by route')
  metrics.describe('marrow_lake_unknown_routes_total', 'Requests that no route knows')
  metrics.describe('marrow_lake_transactions_total', 'Transactions, by dataset')
  metrics.describe('marrow_lake_requests_running', 'Requests being answered')
  metrics.describe('marrow_lake_listeners', 'Open streams of events')
  metrics.describe('marrow_lake_sockets', 'Open WebSockets')
  return metrics
}
