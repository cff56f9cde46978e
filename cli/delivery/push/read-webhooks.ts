import {existsSync, readFileSync} from 'node:fs'
import {dirname, join, resolve} from 'node:path'

import {schemaProblems} from '#pipeline'
import {JsonError, parseStrictJson} from '#schemas'

import {CommandError} from '../../fault.ts'
import type {Home} from '../../home/paths.ts'
import {checkUrl} from '../../webhooks/egress-guard.ts'
import {EgressError} from '../../webhooks/egress-error.ts'
import {readWebhookSecret} from '../../webhooks/read-webhook-secret.ts'
import {shownUrl} from './send-push.ts'
import schema from './webhooks.schema.json' with {type: 'json'}

/** Where one publisher is told, ready to be called. */
export interface WebhookEndpoint {
  publisher: string
  url: string
  /** Two while a secret is being replaced. */
  secrets: readonly Uint8Array[]
  /** Hosts inside that may be called, as `host:port`. */
  allow: readonly string[]
}

/** What `delivery/webhooks.json` says. */
export interface Webhooks {
  /** How long a safety withdrawal may go without an acknowledgement. */
  deadlineHours: number
  endpoints: WebhookEndpoint[]
  /** Endpoints that cannot be gone by; the others are told all the same. */
  faults: WebhookFault[]
}

/** What is wrong with one endpoint. */
export interface WebhookFault {
  /** Empty where it names none. */
  publisher: string
  /** Without what may be secret in it; empty where it names none. */
  url: string
  /** Names file, place and remedy. */
  message: string
}

interface GivenEndpoint {
  publisher: string
  url: string
  secretFiles: string[]
  allow?: string[]
}

const mostSecrets = 2

/**
 * Read `delivery/webhooks.json` of a home, and the secrets that it names.
 *
 * @returns No endpoints where there is no such file. One that is wrong keeps no other back.
 * @throws `data` that names file and place, where the file as a whole is wrong.
 */
export function readWebhooks(home: Home): Webhooks {
  const path = join(home.delivery, 'webhooks.json')
  if (!existsSync(path)) return {deadlineHours: 24, endpoints: [], faults: []}
  const value = parse(path)
  const problems = schemaProblems(value, schema)
  const whole = problems.find((problem) => indexOf(problem.path) === null)
  if (whole) throw wrong(path, whole.message)
  const given = value as {deadlineHours?: number; endpoints: unknown[]}
  const webhooks: Webhooks = {deadlineHours: given.deadlineHours ?? 24, endpoints: [], faults: []}
  for (const [index, one] of given.endpoints.entries()) {
    try {
      const problem = problems.find((candidate) => indexOf(candidate.path) === index)
      if (problem) throw wrong(path, problem.message)
      const place = `endpoints[${index}]`
      const endpoint = toEndpoint(one as GivenEndpoint, path, place)
      requireOwn(endpoint, webhooks.endpoints, path, place)
      webhooks.endpoints.push(endpoint)
    } catch (error) {
      if (!(error instanceof CommandError)) throw error
      webhooks.faults.push({...namesIn(one), message: error.message})
    }
  }
  return webhooks
}

/** The endpoint that a problem is of; null for one of the whole file. */
function indexOf(path: string): number | null {
  const [, index] = /^endpoints\[(\d+)\]/.exec(path) ?? []
  return index === undefined ? null : Number(index)
}

/** What an endpoint says of itself, as far as it does. */
function namesIn(given: unknown): Pick<WebhookFault, 'publisher' | 'url'> {
  const {publisher, url} = (given ?? {}) as {publisher?: unknown; url?: unknown}
  return {
    publisher: typeof publisher === 'string' ? publisher : '',
    url: typeof url === 'string' && URL.canParse(url) ? shownUrl(url) : '',
  }
}

function parse(path: string): unknown {
  try {
    return parseStrictJson(readFileSync(path, 'utf8'), {name: path})
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw new CommandError('data', error.message, {cause: error})
  }
}

function toEndpoint(given: GivenEndpoint, path: string, place: string): WebhookEndpoint {
  const {publisher, secretFiles, allow = []} = given
  if (secretFiles.length > mostSecrets) {
    throw wrong(path, `\`${place}.secretFiles\` may name two secrets: the new and the old one`)
  }
  return {
    publisher,
    url: urlOf(given, path, place),
    secrets: secretFiles.map((file, index) =>
      readWebhookSecret(resolve(dirname(path), file), `${path}: ${place}.secretFiles[${index}]`),
    ),
    allow,
  }
}

function urlOf({url, allow = []}: GivenEndpoint, path: string, place: string): string {
  try {
    return checkUrl(url, {allow}).href
  } catch (error) {
    if (!(error instanceof EgressError)) throw error
    throw wrong(path, `\`${place}.url\`: ${error.message}`, error)
  }
}

/** A secret that two publishers know lets each speak to the other as us. */
function requireOwn(
  {publisher, url, secrets}: WebhookEndpoint,
  others: readonly WebhookEndpoint[],
  path: string,
  place: string,
): void {
  for (const other of others) {
    if (other.publisher === publisher && other.url === url) {
      throw wrong(path, `\`${place}\`: this address of ${publisher} is there twice`)
    }
    const isShared = secrets.some((secret) =>
      other.secrets.some((one) => Buffer.from(one).equals(secret)),
    )
    if (isShared && other.publisher !== publisher) {
      throw wrong(path, `\`${place}.secretFiles\`: ${other.publisher} has the same secret`)
    }
  }
}

function wrong(path: string, message: string, cause?: unknown): CommandError {
  return new CommandError('data', `${path}: ${message}`, {cause})
}
