import {existsSync, readFileSync} from 'node:fs'
import {join, resolve} from 'node:path'

import {schemaProblems} from '#pipeline'
import {JsonError, parseStrictJson} from '#schemas'

import {CommandError} from '../fault.ts'
import type {Home} from '../home/paths.ts'
import {readWebhookSecret} from '../webhooks/read-webhook-secret.ts'
import schema from './hooks.schema.json' with {type: 'json'}

/** What hooks can be told of. */
export type HookKind = 'submitted' | 'changes-requested' | 'approved' | 'overdue'

/** One hook, ready to be called. */
export type Hook = {name: string; on: readonly HookKind[]} & (
  | {command: readonly string[]}
  | {webhook: {url: string; secret: Uint8Array | null}}
)

interface GivenHook {
  name: string
  on: HookKind[]
  command?: string[]
  webhook?: {url: string; secretFile?: string}
}

/**
 * Read `hooks.json` of a home, and the secrets that it names.
 *
 * @returns No hooks where there is no such file.
 * @throws `data` that names file and place.
 */
export function readHooks(home: Home): Hook[] {
  const path = join(home.dir, 'hooks.json')
  if (!existsSync(path)) return []
  const value = parse(path)
  const [problem] = schemaProblems(value, schema)
  if (problem) throw wrong(path, problem.message)
  const {hooks} = value as {hooks: GivenHook[]}
  const names = new Set<string>()
  return hooks.map((hook, index) => {
    const place = `hooks[${index}]`
    if (names.has(hook.name)) throw wrong(path, `\`${place}.name\`: ${hook.name} is there twice`)
    names.add(hook.name)
    return toHook(hook, path, place, home)
  })
}

function parse(path: string): unknown {
  try {
    return parseStrictJson(readFileSync(path, 'utf8'), {name: path})
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new CommandError('data', error.message, {cause: error})
  }
}

function toHook(given: GivenHook, path: string, place: string, home: Home): Hook {
  const {name, on, command, webhook} = given
  if (command && !webhook) return {name, on, command}
  if (!webhook || command)
    throw wrong(path, `\`${place}\` must have a \`command\` or a \`webhook\``)
  const {url, secretFile} = webhook
  if (!isPrivate(url)) {
    throw wrong(path, `\`${place}.webhook.url\` must be https, or http on this machine`)
  }
  const secret =
    secretFile === undefined
      ? null
      : readWebhookSecret(resolve(home.dir, secretFile), `${path}: ${place}.webhook.secretFile`)
  return {name, on, webhook: {url, secret}}
}

function isPrivate(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || url.username || url.password) return false
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)
}

function wrong(path: string, message: string): CommandError {
  return new CommandError('data', `${path}: ${message}`)
}
