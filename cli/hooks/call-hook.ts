import {spawn, type ChildProcess} from 'node:child_process'

import {postGuarded} from '../webhooks/post-guarded.ts'
import {webhookHeaders} from '../webhooks/webhook-headers.ts'
import type {HookEvent} from './hook-event.ts'
import type {Hook} from './read-hooks.ts'

/** Longest that a hook may take. */
const timeoutMs = 30_000
/** Most that is kept of what a command says. */
const maxSaid = 500
/** How long the last words of a command that ended may take. */
const lastWordsMs = 500

/** Why a hook was not told: what it said itself, without secrets of ours. */
export class HookFault extends Error {
  override readonly name = 'HookFault'
}

/** What a call needs of its surroundings. */
export interface CallOptions {
  /** Where commands run. */
  cwd: string
  env: NodeJS.ProcessEnv
  /** UTC instant of now. */
  now: string
  /** Ends the call. */
  stop: AbortSignal
}

/**
 * Tell a hook of an event, once.
 *
 * @throws `HookFault` when it does not take it.
 */
export async function callHook(hook: Hook, event: HookEvent, options: CallOptions): Promise<void> {
  const body = JSON.stringify(event)
  if ('command' in hook) await runCommand(hook.command, event, body, options)
  else await postWebhook(hook.webhook, event, body, options)
}

/** Run a program: the event on its standard input, nothing secret in its arguments or environment. */
async function runCommand(
  [program = '', ...args]: readonly string[],
  event: HookEvent,
  body: string,
  {cwd, env, stop}: CallOptions,
): Promise<void> {
  const {promise, resolve, reject} = Promise.withResolvers<void>()
  const child: ChildProcess = spawn(program, args, {
    cwd,
    env: {...withoutSecrets(env), MARROW_EVENT: event.type, MARROW_EVENT_ID: event.id},
    stdio: ['pipe', 'ignore', 'pipe'],
    timeout: timeoutMs,
    signal: stop,
    killSignal: 'SIGKILL',
  })
  let said = ''
  // A program that cannot be started, such as where too many files are open, has no streams.
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-maxSaid)
  })
  child.on('error', (error) => reject(new HookFault(error.message)))
  // What it left running in the background may hold its output open for ever.
  child.on('exit', () => setTimeout(() => child.stderr?.destroy(), lastWordsMs).unref())
  child.on('close', (code, signal) => {
    if (code === 0) resolve()
    else reject(new HookFault([`ended with ${code ?? signal}`, said.trim()].join(': ')))
  })
  // A program that does not read its input is nobody's fault.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(body)
  await promise
}

function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/PASSPHRASE|PASSWORD|TOKEN|SECRET/i.test(name)),
  )
}

/** Post the event, signed, to the one host that the operator named; it may lie inside. */
async function postWebhook(
  {url, secret}: {url: string; secret: Uint8Array | null},
  {id}: HookEvent,
  body: string,
  {now, stop}: CallOptions,
): Promise<void> {
  const {protocol, hostname, port} = new URL(url)
  const status = await postGuarded({
    url,
    headers: webhookHeaders(id, now, body, secret ? [secret] : []),
    body,
    allow: [`${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`],
    maxRedirects: 0,
    timeoutMs,
    stop,
  }).then(
    (answer) => answer.status,
    (error: unknown) => {
      throw new HookFault(error instanceof Error ? error.message : String(error), {cause: error})
    },
  )
  if (status < 200 || status > 299) throw new HookFault(`answers with ${status}`)
}
