import type {Lake, Log, ServedLake} from '#lake'

import {HookRunner} from '../hooks/hook-runner.ts'
import type {Delivery} from '../hooks/hook-state.ts'
import {readHooks} from '../hooks/read-hooks.ts'
import type {Home} from '../home/paths.ts'
import {lakeHomeOf} from '../lake/lake-home.ts'
import {openLake, type OpenLake} from '../lake/open-lake.ts'
import {announceLake, retractLake} from '../lake/running-lake.ts'
import {answerDesk, type DeskUser} from './desk-api.ts'
import type {LastExport} from './last-export.ts'
import {ExportWatch} from './watch-exports.ts'

/** What to serve, and where. */
export interface ServeMarrowOptions {
  home: Home
  /** 0 for any free one. */
  port: number
  env: NodeJS.ProcessEnv
  /** UTC instant of now. */
  clock: () => string
  log: Log
  /** Exact origins of other Studios that may call. */
  allowedOrigins?: readonly string[]
  /** Serves the Studio at every address that is not the lake's or the desk's. */
  studio?: (request: Request) => Promise<Response>
  /** Folder of the repository to export to as things arrive; nothing is exported without one. */
  out?: string
  /** Told of each export, also of one that failed. */
  onExport?: (last: LastExport) => void
  /** Told of each attempt of a hook that failed. */
  onHookFault?: (delivery: Delivery) => void
}

/** A Marrow that is served. */
export interface ServedMarrow {
  /** Such as `http://localhost:3333`: a name, since passkeys do not work on addresses. */
  url: string
  opened: OpenLake
  /** Null where exports are not watched. */
  watch: ExportWatch | null
  /** Null where nothing is watched, or there are no hooks. */
  hooks: HookRunner | null
  /** Finish what is being answered and exported, then close the lake. */
  close(): Promise<void>
}

/** Paths that the lake answers; everything else is the Studio's. */
const lakePath = /^\/(v[^/]+|images|files|login|metrics|health|ping)(\/|$)/
const deskPath = /^\/marrow\//

/**
 * Serve lake, desk and Studio on one origin of this machine, and export what arrives.
 *
 * @throws `ServeError` `port-busy` before anything is opened; `RepositoryError` `busy` when the lake of
 *   this home runs already.
 */
export async function serveMarrow(options: ServeMarrowOptions): Promise<ServedMarrow> {
  const {home, clock, log, out} = options
  const {isLoopbackName, serveLake} = await import('#lake')
  const door: Door = {served: null, isLoopbackName}
  // The port comes first: the lake writes its own address into documents of assets.
  const server = await serveLake(whole(door), {port: options.port})
  const url = server.url.replace('127.0.0.1', 'localhost')
  try {
    const hears: {watch: ExportWatch | null} = {watch: null}
    const opened = await openLake(home, {
      clock,
      log,
      publicUrl: url,
      isShared: true,
      allowedOrigins: options.allowedOrigins ?? [],
      onCommit: (transaction) => hears.watch?.hear(transaction),
    })
    announceLake(lakeHomeOf(home), {pid: process.pid, url: server.url, token: opened.token})
    const hooks = out === undefined ? null : runHooks(options)
    const watch = out === undefined ? null : watchExports(options, out, opened, hooks)
    hears.watch = watch
    door.served = {...options, opened, watch, hooks}
    return {
      url,
      opened,
      watch,
      hooks,
      async close() {
        // The exporting process reads the lake: it ends first.
        await watch?.close()
        await hooks?.close()
        retractLake(lakeHomeOf(home))
        await server.close()
        await opened.close()
      },
    }
  } catch (error) {
    await server.close()
    throw error
  }
}

function runHooks(options: ServeMarrowOptions): HookRunner | null {
  const {home, env, clock, log, onHookFault} = options
  const hooks = readHooks(home)
  if (hooks.length === 0) return null
  return new HookRunner({
    home,
    hooks,
    env,
    clock,
    report: (delivery) => onHookFault?.(delivery),
    onFault: (error) => log({at: clock(), level: 'error', event: 'hooks', fault: String(error)}),
  })
}

function watchExports(
  {home, env, clock, onExport}: ServeMarrowOptions,
  out: string,
  opened: OpenLake,
  hooks: HookRunner | null,
): ExportWatch {
  return new ExportWatch({
    home,
    out,
    env,
    clock,
    settle: () => opened.settle(),
    onExport(last) {
      void hooks?.consider(last)
      onExport?.(last)
    },
  })
}

/** What is behind the port; null until it is open. */
interface Door {
  served: (ServeMarrowOptions & Omit<ServedMarrow, 'url' | 'close'>) | null
  isLoopbackName: (hostname: string) => boolean
}

function whole(door: Door): ServedLake {
  return {
    handle: (request, connection) => route(door, request, connection),
    upgrade(request, socket, head) {
      if (door.served) door.served.opened.lake.upgrade(request, socket, head)
      else socket.destroy()
    },
    close: async () => door.served?.opened.lake.close(),
  }
}

async function route(
  {served, isLoopbackName}: Door,
  request: Request,
  connection: Parameters<Lake['handle']>[1],
): Promise<Response> {
  if (!served) return new Response('Starting\n', {status: 503, headers: {'retry-after': '1'}})
  const {lake} = served.opened
  const {pathname, hostname} = new URL(request.url)
  if (lakePath.test(pathname)) return lake.handle(request, connection)
  if (deskPath.test(pathname)) return desk(served, request, connection)
  // The lake says what it refuses: paths that are nobody's, and hosts that are not ours.
  if (!served.studio || !isLoopbackName(hostname)) return lake.handle(request, connection)
  return served.studio(request)
}

/** Answer for the desk: who asks is for the lake to say, with all its checks of host, origin and token. */
async function desk(
  {opened, home, env, clock, log, watch, hooks}: NonNullable<Door['served']>,
  request: Request,
  connection: Parameters<Lake['handle']>[1],
): Promise<Response> {
  const headers = new Headers()
  for (const name of ['authorization', 'origin']) {
    const value = request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  const who = await opened.lake.handle(
    new Request(new URL('/v1/users/me', request.url), {
      headers,
      method: request.method === 'OPTIONS' ? 'OPTIONS' : 'GET',
    }),
    connection,
  )
  if (!who.ok || request.method === 'OPTIONS') return who
  const me = (await who.json()) as {id: string; roles: Array<{name: string}>}
  const user: DeskUser = {id: me.id, roles: me.roles.map(({name}) => name)}
  const response = await answerDesk(request, user, {
    home,
    env,
    clock,
    lastExport: () => watch?.last ?? null,
    isWatching: watch !== null,
    failingHooks: () => hooks?.failing ?? [],
  }).catch((error: unknown) => {
    // A fault of ours: the log says which, the asker that there is one.
    const fault = error instanceof Error ? error.stack : String(error)
    log({at: clock(), level: 'error', event: 'desk', ...(fault && {fault})})
    const body = {
      statusCode: 500,
      errorCode: 'internal',
      message: 'Marrow failed: its log says why',
    }
    return Response.json(body, {status: 500, headers: {'cache-control': 'no-store'}})
  })
  for (const [name, value] of who.headers) {
    if (name.startsWith('access-control-')) response.headers.set(name, value)
  }
  return response
}
