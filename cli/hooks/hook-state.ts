import {existsSync, readFileSync} from 'node:fs'
import {join} from 'node:path'

import {JsonError, parseStrictJson} from '#schemas'

import {CommandError} from '../fault.ts'
import {writeDurably} from '../home/durable.ts'
import type {Home} from '../home/paths.ts'
import type {HookEvent, Told} from './hook-event.ts'

/** An event on its way to a hook. */
export interface Delivery {
  hook: string
  event: HookEvent
  /** How often it was tried. */
  attempts: number
  /** UTC instant of the next attempt; null when there is none any more. */
  next: string | null
  /** Why the last attempt failed. */
  fault: string | null
}

/** What is kept across restarts, in `hooks-state.json` of the home. */
export interface HookState {
  format: 1
  told: Told
  deliveries: Delivery[]
}

function pathOf(home: Home): string {
  return join(home.dir, 'hooks-state.json')
}

/** @returns Null before the first hook. @throws `data` for a file that cannot be read. */
export function readHookState(home: Home): HookState | null {
  const path = pathOf(home)
  if (!existsSync(path)) return null
  try {
    const value = parseStrictJson(readFileSync(path, 'utf8'), {name: path}) as HookState | null
    if (value?.format === 1 && Array.isArray(value.deliveries)) return value
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
  }
  throw new CommandError(
    'data',
    `${path} cannot be read: delete it, then hooks are told of what happens from now on`,
  )
}

export function writeHookState(home: Home, state: HookState): void {
  writeDurably(pathOf(home), `${JSON.stringify(state, null, 2)}\n`, 0o600)
}
