import {existsSync} from 'node:fs'
import {join} from 'node:path'

import type {LogEntry} from '#lake'

import type {CommandInput} from '../../command.ts'
import {CommandError} from '../../fault.ts'
import {startPush} from '../push/push-runner.ts'
import type {DeliveryPlace} from './delivery-options.ts'
import type {OpenDeliveryOptions} from './open-delivery.ts'
import {serveDelivery, type ServedDelivery} from './serve-delivery.ts'

/** How to run the delivery server of a home. */
export interface RunDeliveryOptions {
  place: DeliveryPlace
  /** Folder of the repository. */
  out: string
  log: (entry: LogEntry) => void
  /** What opens while it runs, where this process exports. */
  openings?: NonNullable<OpenDeliveryOptions['openings']>
}

/** Serve publishers beside what else a process does, tell them of news, and say where. */
export async function startDelivery(
  {home, terminal}: CommandInput,
  {place, out, log, openings}: RunDeliveryOptions,
): Promise<ServedDelivery> {
  const {machineEffects} = await import('#lake')
  const {clock} = machineEffects
  const push = startPush({home, out, log, clock})
  const served = await serveDelivery({
    ...place,
    home,
    out,
    log,
    clock,
    ...(openings && {openings}),
  }).catch(async (error: unknown) => {
    await push.close()
    throw error
  })
  terminal.out(
    `Publishers fetch from ${place.publicUrl ?? served.url} with a token: \`npm run marrow -- tokens issue <publisher>\` makes one.`,
  )
  return {
    url: served.url,
    async close() {
      await push.close()
      await served.close()
    },
  }
}

/**
 * Serve publishers from a repository that is there, and nothing else, until told to stop.
 *
 * @returns The address.
 * @throws `not-found` where there is no repository.
 */
export async function runDelivery(
  input: CommandInput,
  options: Omit<RunDeliveryOptions, 'log' | 'openings'> & {isLogged: boolean; stop: AbortSignal},
): Promise<string> {
  const {out, place, isLogged, stop} = options
  if (!existsSync(join(out, 'marrow-repository.json'))) {
    throw new CommandError('not-found', `${out} is no Marrow repository: \`export\` writes one`)
  }
  const log = (entry: LogEntry): void => {
    if (isLogged || entry.level !== 'info') input.terminal.error(JSON.stringify(entry))
  }
  const served = await startDelivery(input, {place, out, log})
  const {promise, resolve} = Promise.withResolvers<void>()
  if (stop.aborted) resolve()
  else stop.addEventListener('abort', () => resolve(), {once: true})
  await promise
  await served.close()
  return served.url
}
