import {existsSync, mkdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {emptyPushState, type PushState} from '#exports'
import {schemaProblems} from '#pipeline'
import {JsonError, parseStrictJson} from '#schemas'

import {CommandError} from '../../fault.ts'
import {writeDurably} from '../../home/durable.ts'
import type {Home} from '../../home/paths.ts'
import schema from './push-state.schema.json' with {type: 'json'}

/** Read what is kept of pushing. @throws `data` for a file that cannot be read. */
export function readPushState(home: Home): PushState {
  const path = join(home.delivery, 'push-state.json')
  const consequence = 'every publisher is told of the newest event once more'
  const value = readOwn(path, consequence)
  if (value === null) return emptyPushState
  const [problem] = schemaProblems(value, schema)
  if (problem) throw unreadable(path, problem.message, consequence)
  return value as PushState
}

export function writePushState(home: Home, state: PushState): void {
  writeDeliveryFile(home, 'push-state.json', state)
}

/**
 * Read when the endpoints of publishers were last enabled.
 *
 * It is a file of its own: commands write it while the server, which alone writes the state, runs.
 */
export function readEnabled(home: Home): Record<string, string> {
  const path = join(home.delivery, 'webhooks-enabled.json')
  const value = readOwn(path, 'endpoints that were enabled are disabled again')
  if (value === null) return {}
  const {enabled} = value as {enabled?: unknown}
  if (isInstants(enabled)) return enabled
  throw unreadable(path, 'it is of another format', 'enable endpoints again')
}

/** @param now UTC instant. */
export function writeEnabled(home: Home, publisher: string, now: string): void {
  const enabled = {...readEnabled(home), [publisher]: now}
  writeDeliveryFile(home, 'webhooks-enabled.json', {format: 1, enabled})
}

function isInstants(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).every((at) => typeof at === 'string' && !Number.isNaN(Date.parse(at)))
}

/** Replace a file in `delivery/` of a home, which is for its owner alone. */
export function writeDeliveryFile(home: Home, name: string, value: unknown): void {
  const folder = home.delivery
  mkdirSync(folder, {recursive: true, mode: 0o700})
  writeDurably(join(folder, name), `${JSON.stringify(value, null, 2)}\n`, 0o600)
}

function readOwn(path: string, consequence: string): unknown {
  if (!existsSync(path)) return null
  try {
    const value = parseStrictJson(readFileSync(path, 'utf8'), {name: path})
    if (typeof value === 'object' && value !== null) return value
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw unreadable(path, error.message, consequence, error)
  }
  throw unreadable(path, 'it is of another format', consequence)
}

function unreadable(path: string, why: string, consequence: string, cause?: unknown): CommandError {
  return new CommandError(
    'data',
    `${path} cannot be read: ${why}. Delete it, then ${consequence}`,
    {
      cause,
    },
  )
}
