import {existsSync} from 'node:fs'

import type {LogEntry} from '#lake'

import type {CommandInput} from '../command.ts'
import type {DeliveryPlace} from '../delivery/server/delivery-options.ts'
import {readWebhooks} from '../delivery/push/read-webhooks.ts'
import {startDelivery} from '../delivery/server/run-delivery.ts'
import {CommandError} from '../fault.ts'
import {askPassphrase} from '../home/passphrase.ts'
import {readTrustFile} from '../home/trust-file.ts'
import {readHooks} from '../hooks/read-hooks.ts'
import {lakeDataset, lakeHomeOf, lakeProject} from '../lake/lake-home.ts'
import {findRunningLake} from '../lake/running-lake.ts'
import type {Delivery} from '../hooks/hook-state.ts'
import {oneLine} from '../terminal/printable.ts'
import type {LastExport} from './last-export.ts'
import {makeSampleLogins} from './sample-logins.ts'
import {serveMarrow, type ServedMarrow} from './serve-marrow.ts'

/** How to run a server in the foreground. */
export interface RunServerOptions {
  /** 0 for any free one. */
  port: number
  allowedOrigins: readonly string[]
  /** Ends the server. */
  stop: AbortSignal
  /** Write a line of JSON for every request. */
  isLogged: boolean
  /** Folder of the repository to export to as things arrive; nothing is exported without one. */
  out?: string
  /** Serve the Studio too; it is built first, where it was not yet. */
  hasStudio?: boolean
  /** Serve publishers too, from the repository. */
  delivery?: DeliveryPlace
}

/**
 * Serve the home on this machine's loopback until it is told to stop, and say how to log in.
 *
 * On the first run the first administrator is printed, once, and an older home taken over.
 *
 * @returns The address.
 * @throws `busy` when it runs already; `usage` when the port is taken.
 */
export async function runServer(input: CommandInput, options: RunServerOptions): Promise<string> {
  const {home, terminal} = input
  const running = await findRunningLake(lakeHomeOf(home))
  if (running) {
    throw new CommandError(
      'busy',
      `Process ${running.pid} is running the lake of this home at ${nameOf(running.url)}`,
    )
  }
  // Faults of hooks and webhooks are told before anything is built.
  if (options.out !== undefined) readHooks(home)
  if (options.delivery) readWebhooks(home)
  const studio = options.hasStudio ? await openStudio(input, options.stop) : undefined
  if (options.stop.aborted) return ''
  const log = (entry: LogEntry): void => {
    if (options.isLogged || entry.level !== 'info') terminal.error(JSON.stringify(entry))
  }
  const served = await serve(input, {...options, log}, studio)
  try {
    terminal.out((await describe(input, served, studio !== undefined)).join('\n'))
    const {delivery: place, out} = options
    const {watch} = served
    const openings = watch && {
      nextOpening: () => watch.nextChange(),
      settle: (now: string) => watch.reach(now),
    }
    const delivery =
      place && out
        ? await startDelivery(input, {place, out, log, ...(openings && {openings})})
        : null
    await ended(options.stop)
    await delivery?.close()
  } finally {
    await served.close()
  }
  return served.url
}

async function serve(
  input: CommandInput,
  options: RunServerOptions & {log: (entry: LogEntry) => void},
  studio: ServeStudio | undefined,
): Promise<ServedMarrow> {
  const {home} = input
  const {machineEffects, ServeError} = await import('#lake')
  try {
    return await serveMarrow({
      home,
      port: options.port,
      env: options.out === undefined ? input.env : await withPassphrase(input),
      clock: machineEffects.clock,
      log: options.log,
      allowedOrigins: options.allowedOrigins,
      ...(studio && {studio}),
      ...(options.out !== undefined && {
        out: options.out,
        onExport: (last: LastExport) => report(input, last),
        onHookFault: (delivery: Delivery) => reportHook(input, delivery),
      }),
    })
  } catch (error) {
    if (!(error instanceof ServeError) || error.code !== 'port-busy') throw error
    throw new CommandError(
      'refused',
      `Port ${options.port} is in use: stop what uses it, or choose another with \`--port\``,
      {cause: error},
    )
  }
}

type ServeStudio = (request: Request) => Promise<Response>

async function openStudio(
  {env, terminal}: CommandInput,
  stop: AbortSignal,
): Promise<ServeStudio | undefined> {
  const {buildStudio} = await import('../studio/build-studio.ts')
  const {studioHandler} = await import('../studio/studio-handler.ts')
  try {
    return studioHandler(await buildStudio({env, log: (line) => terminal.out(line)}))
  } catch (error) {
    // Ctrl-C ends the build, too.
    if (stop.aborted) return undefined
    throw error
  }
}

/** The release key signs without anybody there: ask for its passphrase now, where it needs one. */
async function withPassphrase({home, env}: CommandInput): Promise<NodeJS.ProcessEnv> {
  const isAsked = process.stdin.isTTY && process.stderr.isTTY
  const names = ['MARROW_RELEASE_PASSPHRASE', 'MARROW_PASSPHRASE']
  const isGiven = names.some((name) => env[name] || env[`${name}_FILE`])
  if (isGiven || !isAsked || (await isSampleHome({home}))) return env
  return {...env, MARROW_RELEASE_PASSPHRASE: await askPassphrase(env, 'release key, to export')}
}

async function isSampleHome({home}: Pick<CommandInput, 'home'>): Promise<boolean> {
  try {
    return (await readTrustFile(home)).trust.sample
  } catch (error) {
    if (error instanceof CommandError) return false
    throw error
  }
}

async function describe(
  input: CommandInput,
  {url, opened}: ServedMarrow,
  hasStudio: boolean,
): Promise<string[]> {
  const {home, terminal} = input
  return [
    ...(hasStudio ? ['', terminal.style.bold(`The Studio is at ${url}`)] : []),
    `The lake of ${home.dir} is at ${url} (project ${lakeProject}, dataset ${lakeDataset}). Ctrl-C stops it.`,
    ...(await describeOrigin(input, url)),
    ...(opened.takenOver > 0
      ? [`${opened.takenOver} documents of ${home.dataset} were taken over.`]
      : []),
    ...(hasStudio && (await isSampleHome(input))
      ? await describeLogins(input)
      : await describeAdministrator(opened)),
  ]
}

/** Passkeys sign on the pages that the trust file names. */
async function describeOrigin({home}: CommandInput, url: string): Promise<string[]> {
  if (!existsSync(home.trust)) return []
  const {trust} = await readTrustFile(home)
  if (trust.webauthn.origins.includes(url)) return []
  return [
    `Passkeys cannot sign here yet, only on ${trust.webauthn.origins.join(', ') || 'no page'}: \`npm run marrow -- trust origin ${url}\` adds this one.`,
  ]
}

async function describeLogins({home}: CommandInput): Promise<string[]> {
  const {file, made} = await makeSampleLogins(home)
  if (!made) return [`Log in as one of the sample people: ${file} has their passwords.`]
  return [
    'Log in as one of the sample people, who are all made up:',
    ...made.map((line) => `  ${line}`),
    `This is shown once; it is kept in ${file}.`,
  ]
}

async function describeAdministrator({store}: ServedMarrow['opened']): Promise<string[]> {
  const {createFirstAdministrator, machineEffects} = await import('#lake')
  const first = await createFirstAdministrator(store.accounts, machineEffects)
  if (!first) return []
  return [
    `First administrator: ${first.user.email}`,
    `Password, shown this once: ${first.password}`,
  ]
}

/** Say what an export changed, or why there was none. */
function report(
  {terminal}: CommandInput,
  {at, written, removed, profiles, fault}: LastExport,
): void {
  const time = at.slice(11, 19)
  if (fault) {
    terminal.error(`${time}  ${terminal.style.bad('not exported')}  ${oneLine(fault.message)}`)
    return
  }
  for (const {edition, title} of written) {
    terminal.out(`${time}  ${terminal.style.good('exported')}  ${edition}  ${oneLine(title)}`)
  }
  for (const edition of removed) {
    terminal.out(`${time}  ${terminal.style.warn('removed')}   ${edition}`)
  }
  for (const {publisher, field, message} of profiles) {
    const place = oneLine([publisher, field].filter(Boolean).join(' '))
    terminal.error(`${time}  ${terminal.style.bad('profile')}   ${place}: ${oneLine(message)}`)
  }
}

/** Say which hook was not told of what. */
function reportHook({terminal}: CommandInput, {hook, event, next, fault}: Delivery): void {
  const then = next === null ? 'It is given up' : `It is tried again at ${next}`
  terminal.error(
    `${terminal.style.bad('hook failed')}  ${hook} was not told of ${event.type} ${event.data.edition}: ${oneLine(fault ?? '')}. ${then}.`,
  )
}

/** Passkeys and the Studio need the name, not the address. */
function nameOf(url: string): string {
  return url.replace('127.0.0.1', 'localhost')
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
