import {spawn, type ChildProcess} from 'node:child_process'

import {canonicalJson} from '#schemas'

import {entryKey} from '../../repository/format/entries.ts'
import {updatesOf} from '../../repository/format/updates-of.ts'
import {PullError, type PullFault} from './pull-error.ts'
import {articlePath} from './shelf.ts'
import type {HookEvent} from './state.ts'

/** A program that is run for each event. */
export interface Hook {
  /** The program, then its arguments; no shell sees them. */
  command: readonly [string, ...string[]]
  /** After this it is ended, in milliseconds. */
  timeoutMs: number
}

/** How events are worked off. */
export interface HookRunner {
  run: (event: HookEvent) => Promise<void>
  failed: (event: HookEvent) => void
  /** Called after each success, with the events that are left. */
  done: (left: readonly HookEvent[]) => Promise<void>
}

const mostErrorCharacters = 400
/** How long to wait for what a program said that has ended. */
const lastWordsMs = 200
/** Take content away: they need not wait for what was to put it there. */
const takesAway = new Set(['withdrawn', 'removed', 'ran-out'])

/**
 * Run the hook for each event that came true, in their order.
 *
 * An event of an article waits for those before it of the same article. One that takes it away
 * waits for nobody, and makes those before it of no account.
 *
 * @param isReady
 *   Whether what the event says is so in the folder.
 * @returns
 *   Events that are left: their hook failed, or they have not come true yet.
 */
export async function runHooks(
  events: readonly HookEvent[],
  isReady: (event: HookEvent) => boolean,
  {run, failed, done}: HookRunner,
): Promise<{left: HookEvent[]; faults: PullFault[]}> {
  const faults: PullFault[] = []
  const waiting = new Set<string>()
  let left = [...events]
  for (const event of events) {
    const key = event.entry ? entryKey(event.entry) : ''
    if (!left.includes(event)) continue
    if (!isReady(event) || (waiting.has(key) && !takesAway.has(event.type))) {
      waiting.add(key)
      continue
    }
    try {
      await run(event)
    } catch (error) {
      if (!(error instanceof PullError)) throw error
      faults.push({code: error.code, path: error.path, message: error.message})
      failed(event)
      waiting.add(key)
      continue
    }
    const at = left.indexOf(event)
    left = left.filter((one, index) => {
      const isMoot =
        takesAway.has(event.type) && index < at && one.entry && entryKey(one.entry) === key
      return one !== event && !isMoot
    })
    await done(left)
  }
  return {left, faults}
}

/**
 * Run a hook for one event: the event as a line of JSON on its standard input.
 *
 * `MARROW_EVENT` is its type, `MARROW_EVENT_ID` its hash, which stays the same when it is run
 * again; `MARROW_ARTICLE` and `MARROW_LANGUAGE` say what it is about, `MARROW_PATH` where that is,
 * `MARROW_SEVERITY` and `MARROW_UPDATE` what a withdrawal is, or the gravest of new corrections.
 *
 * @throws `PullError` `hook-failed`.
 */
export async function runHook(
  {command, timeoutMs}: Hook,
  event: HookEvent,
  dir: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const [program, ...args] = command
  const {entry} = event
  const [gravest] = updatesOf(event)
  const child: ChildProcess = spawn(program, args, {
    cwd: dir,
    env: {
      ...env,
      MARROW_EVENT: event.type,
      MARROW_EVENT_ID: event.hash,
      MARROW_SEQ: 'seq' in event ? String(event.seq) : '',
      MARROW_ARTICLE: entry?.article ?? '',
      MARROW_LANGUAGE: entry?.language ?? '',
      MARROW_PATH: entry ? articlePath(entry) : '',
      MARROW_SEVERITY: gravest?.severity ?? '',
      MARROW_UPDATE: gravest?.update ?? '',
    },
    stdio: ['pipe', 'ignore', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  })
  let errors = ''
  // A program that cannot be started, such as where too many files are open, has no streams.
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-mostErrorCharacters)
  })
  const ended = new Promise<string>((resolve) => {
    const end = (code: number | null, signal: string | null): void =>
      resolve(code === 0 ? '' : `ended with ${signal ?? code}`)
    child.once('error', (error) => resolve(error.message))
    child.once('close', end)
    // What it left running may hold its output open for ever: what it said itself is there soon.
    child.once('exit', (code, signal) => setTimeout(end, lastWordsMs, code, signal).unref())
  })
  // A hook need not read what it is told.
  child.stdin?.once('error', () => undefined)
  child.stdin?.end(`${canonicalJson(event)}\n`)
  const problem = await ended
  child.stderr?.destroy()
  if (problem === '') return
  const said = errors.trim() === '' ? '' : `: ${errors.trim()}`
  throw new PullError('hook-failed', event.hash, `${program} for ${event.type} ${problem}${said}`)
}
