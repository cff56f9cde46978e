import type {LogEntry} from '#lake'

import type {CommandInput} from '../command.ts'
import {CommandError} from '../fault.ts'
import {lakeDataset, lakeHomeOf, lakeProject} from './lake-home.ts'
import {openLake} from './open-lake.ts'
import {announceLake, retractLake} from './running-lake.ts'

/** How to run a lake. */
export interface RunLakeOptions {
  /** 0 for any free one. */
  port: number
  allowedOrigins: readonly string[]
  /** Ends the lake. */
  stop: AbortSignal
  /** Write a line of JSON for every request. */
  isLogged: boolean
}

/**
 * Run the lake of a home on this machine's loopback until it is told to stop.
 *
 * On the first run the first administrator is printed, once, and the home's dataset taken over.
 *
 * @throws `RepositoryError` `busy` when it runs already; `ServeError` when the port is taken.
 */
export async function runLake(input: CommandInput, options: RunLakeOptions): Promise<string> {
  const {home, terminal} = input
  const {createFirstAdministrator, machineEffects, serveLake} = await import('#lake')
  const lakeHome = lakeHomeOf(home)
  const publicUrl = `http://127.0.0.1:${options.port}`
  const log = (entry: LogEntry) => {
    if (options.isLogged || entry.level !== 'info') terminal.error(JSON.stringify(entry))
  }
  const opened = await openLake(home, {
    clock: machineEffects.clock,
    log,
    allowedOrigins: options.allowedOrigins,
    publicUrl,
  })
  try {
    const server = await serveLake(opened.lake, {port: options.port})
    try {
      const first = await createFirstAdministrator(opened.store.accounts, machineEffects)
      announceLake(lakeHome, {pid: process.pid, url: server.url, token: opened.token})
      terminal.out(
        [
          `The lake of ${home.dir} is at ${server.url} (project ${lakeProject}, dataset ${lakeDataset}). Ctrl-C stops it.`,
          ...(opened.takenOver > 0
            ? [`${opened.takenOver} documents of ${home.dataset} were taken over.`]
            : []),
          ...(first
            ? [
                `First administrator: ${first.user.email}`,
                `Password, shown this once: ${first.password}`,
              ]
            : []),
        ].join('\n'),
      )
      await ended(options.stop)
    } finally {
      retractLake(lakeHome)
      await server.close()
    }
    return server.url
  } finally {
    await opened.close()
  }
}

/** Wait for the end. */
function ended(stop: AbortSignal): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>()
  if (stop.aborted) resolve()
  else stop.addEventListener('abort', () => resolve(), {once: true})
  return promise
}

/** Read a port. @throws `usage` */
export function portOf(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new CommandError('usage', `--port takes a number up to 65535, not ${text}`)
}
