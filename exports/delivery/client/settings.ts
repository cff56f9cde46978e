import {createHash} from 'node:crypto'
import {existsSync, readFileSync} from 'node:fs'
import {resolve} from 'node:path'
import {fileURLToPath} from 'node:url'

import {publicKeyFromBase64Url} from '#pipeline'

import {everyone} from '../../repository/format/paths.ts'
import {parseSigned} from '../../repository/format/parse-signed.ts'
import {pinnedRoot, type Root} from '../../repository/format/root-file.ts'
import {acknowledge} from './acknowledge.ts'
import {waitForChange} from './changes.ts'
import {folderSource} from './folder-source.ts'
import type {FollowOptions} from './follow.ts'
import {httpSource} from './http-source.ts'
import type {PullOptions} from './pull.ts'
import {PullError} from './pull-error.ts'

/** Options of the command line, for `parseArgs`. */
export const pullArguments = {
  key: {type: 'string'},
  audience: {type: 'string'},
  'token-file': {type: 'string'},
  once: {type: 'boolean'},
  every: {type: 'string'},
  hook: {type: 'string', multiple: true},
  parallel: {type: 'string'},
  'insecure-http': {type: 'boolean'},
} as const

/** What each option is. */
export const pullHelp: Record<keyof typeof pullArguments, string> = {
  key: 'the publisher’s public root key, a file with it, or a root file',
  audience: `whose index and feed to follow (default: ${everyone})`,
  'token-file': 'file with the token for a delivery server (default: MARROW_TOKEN)',
  once: 'pull once and end (default without --every)',
  every: 'go on: pull at least this often, such as 5m',
  hook: 'program to run for each event; once more for each of its arguments',
  parallel: 'downloads at once (default: 4)',
  'insecure-http': 'allow http to another machine',
}

/** What the command line was given. */
export interface PullInput {
  positionals: readonly string[]
  values: Readonly<Record<string, unknown>>
  env: NodeJS.ProcessEnv
}

/** What the outside gives: a clock, a network, a way to wait. */
export interface PullWorld {
  /** UTC instant. */
  clock: () => string
  fetch: typeof globalThis.fetch
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Ends everything. */
  signal: AbortSignal
}

/** What to pull, and how often; `everyMs` is null for once. */
export interface PullSettings {
  pull: PullOptions
  everyMs: number | null
  watch: FollowOptions['watch']
}

const units: Record<string, number> = {s: 1000, m: 60_000, h: 3_600_000}
const longestEveryMs = 24 * 3_600_000
const longestHookMs = 10 * 60_000

/**
 * Read what a command line asks for.
 *
 * @throws `PullError` `usage`, `insecure`.
 */
export async function readSettings(
  {positionals, values, env}: PullInput,
  {clock, fetch, sleep, signal}: PullWorld,
): Promise<PullSettings> {
  const [from, dir, ...more] = positionals
  if (from === undefined || dir === undefined || more.length > 0) {
    throw usage('Give the address of a repository and a folder to pull into')
  }
  const {root, pin} = await readPin(text(values, 'key'))
  const token = readToken(text(values, 'token-file'), env)
  const url = addressIn(from, values['insecure-http'] === true)
  const http = {fetch, token, idleMs: 30_000, slowest: 1024}
  const [program, ...args] = Array.isArray(values['hook']) ? values['hook'].map(String) : []
  const {MARROW_TOKEN: _, ...hookEnv} = env
  const every = text(values, 'every')
  const audience = text(values, 'audience') ?? everyone
  if (every !== undefined && values['once'] === true) throw usage('Give --once or --every')
  return {
    pull: {
      source: url ? httpSource(url, http) : folderSource(folderIn(from)),
      dir: resolve(dir),
      audience,
      root,
      pin,
      parallel: count(text(values, 'parallel') ?? '4'),
      hook: program ? {command: [program, ...args], timeoutMs: longestHookMs} : undefined,
      env: hookEnv,
      clock,
      patience: {tries: 5, backoffMs: 500, sleep: (milliseconds) => sleep(milliseconds, signal)},
      acknowledge:
        url && token !== undefined ? (seq) => acknowledge(url, {audience, seq}, http) : undefined,
    },
    everyMs: every === undefined ? null : duration(every),
    watch: url ? (since, until) => waitForChange(url, since, http, until) : undefined,
  }
}

/** Read a root key, a file with it, or a root file, from which everything is verified. */
async function readPin(given: string | undefined): Promise<{root: Root; pin: string}> {
  if (given === undefined) throw usage('Give the publisher’s public root key with --key')
  const content = existsSync(given) ? readFileSync(given, 'utf8').trim() : given
  const pin = createHash('sha256').update(content).digest('hex')
  try {
    if (!content.startsWith('{')) {
      return {root: await pinnedRoot(publicKeyFromBase64Url(content)), pin}
    }
    const {version, root, trust} = parseSigned('root', content.split('\n')[0]!)
    return {root: {version, root, trust}, pin}
  } catch (cause) {
    const message = `${given} is neither a public key, nor a file with one, nor a root file`
    throw new PullError('usage', given, message, {cause})
  }
}

/** A token comes from a file or the environment: arguments are seen by every user of a machine. */
function readToken(file: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  const token = file === undefined ? env['MARROW_TOKEN'] : readTokenFile(file)
  if (token === undefined || token.trim() === '') return undefined
  if (/^[\u0021-\u007e]+$/.test(token.trim())) return token.trim()
  throw usage('The token has characters that no token has')
}

function readTokenFile(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new PullError('usage', file, `The token file ${file} cannot be read`, {cause})
  }
}

/** The address of a server, with a slash at its end; undefined for a folder. */
function addressIn(from: string, isInsecureAllowed: boolean): URL | undefined {
  if (!/^https?:\/\//i.test(from) || !URL.canParse(from)) return undefined
  const url = new URL(from)
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw usage('The address has a name, password, query or fragment; a token goes into a file')
  }
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'http:' && !isLoopback && !isInsecureAllowed) {
    throw new PullError(
      'insecure',
      from,
      'http shows others what is pulled, and the token: use https, or --insecure-http',
    )
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return url
}

function folderIn(from: string): string {
  if (/^file:/i.test(from) && URL.canParse(from)) return fileURLToPath(from)
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(from)) throw usage(`${from} is not https, http or a folder`)
  return resolve(from)
}

function duration(given: string): number {
  const [, amount, unit] = /^(\d{1,6})([smh])$/.exec(given) ?? []
  const milliseconds = Number(amount) * (units[unit ?? ''] ?? Number.NaN)
  if (milliseconds >= 1000 && milliseconds <= longestEveryMs) return milliseconds
  throw usage(`--every takes a time from 1s to 24h, such as 5m, not ${given}`)
}

function count(given: string): number {
  const number = Number(given)
  if (Number.isInteger(number) && number >= 1 && number <= 32) return number
  throw usage(`--parallel is a number from 1 to 32, not ${given}`)
}

function text(values: PullInput['values'], name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function usage(message: string): PullError {
  return new PullError('usage', '', message)
}
