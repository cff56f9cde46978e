import {createClient} from '@sanity/client'
import type {ClientConfig, SanityClient} from '@sanity/client'

import {createUser} from '../../../lake/access/users.ts'
import type {Role} from '../../../lake/access/roles.ts'
import {issueToken} from '../../../lake/access/tokens.ts'
import {createLake} from '../../../lake/create-lake.ts'
import type {Lake, LakeOptions} from '../../../lake/create-lake.ts'
import type {LogEntry} from '../../../lake/http/log.ts'
import {openSqliteStore} from '../../../lake/store/sqlite-store.ts'
import type {Store} from '../../../lake/store/store.ts'

export const studio = 'http://localhost:3000'
export const base = 'http://localhost:3333'

/** Cheap hashes: what is tested is not their cost. */
export const cheap = {log2N: 10, r: 8, p: 1}

/** A lake in memory with a user of each role, a clock that stands and chance that repeats. */
export interface TestLake {
  lake: Lake
  store: Store
  log: LogEntry[]
  tokens: Record<Role, string>
  effects: {clock: () => string; random: (length: number) => Uint8Array}
  /** Move the clock on. */
  pass: (ms: number) => void
  request: (path: string, options?: RequestOptions) => Promise<Response>
  close: () => Promise<void>
}

export interface RequestOptions extends Omit<RequestInit, 'body'> {
  token?: string | undefined
  /** Sent as JSON, unless it is text, bytes or a stream. */
  body?: unknown
  address?: string
}

export const password = 'correct horse battery'

export async function testLake(options: Partial<LakeOptions> = {}): Promise<TestLake> {
  const store = openSqliteStore(':memory:')
  store.createDataset('production')
  const log: LogEntry[] = []
  let now = Date.parse('2026-11-22T10:00:00.000Z')
  let count = 0
  const effects = {
    clock: () => new Date(now).toISOString(),
    random: (length: number) => {
      count += 1
      const bytes = new Uint8Array(length)
      for (let at = 0; at < length; at += 1)
        bytes[at] = (count * 131 + at * 31 + (count >> 3)) % 256
      new DataView(bytes.buffer).setUint32(0, count)
      return bytes
    },
  }
  const tokens = {} as Record<Role, string>
  for (const role of [
    'administrator',
    'editor',
    'medical-expert',
    'publisher',
    'viewer',
  ] as const) {
    const email = `${role}@example.com`
    const user = {id: `p-${role}`, name: `The ${role}`, email, roles: [role], password}
    await createUser(store.accounts, user, effects, cheap)
    tokens[role] = issueToken(store.accounts, {user: user.id, label: 'test'}, effects).token
  }
  const lake = createLake({
    store,
    assetsDir: '/nowhere',
    doorkeeper: () => null,
    log: (entry) => log.push(entry),
    allowedOrigins: [studio],
    publicUrl: base,
    pool: {size: 1},
    ...effects,
    ...options,
  })
  return {
    lake,
    store,
    log,
    tokens,
    effects,
    pass: (ms) => {
      now += ms
    },
    request: (path, options) => send(lake, path, options),
    close: async () => {
      await lake.close()
      store.close()
    },
  }
}

async function send(
  lake: Lake,
  path: string,
  {token, body, address = '127.0.0.1', ...init}: RequestOptions = {},
): Promise<Response> {
  const headers = new Headers(init.headers)
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
  const isRaw =
    typeof body === 'string' ||
    body instanceof Uint8Array ||
    body instanceof ReadableStream ||
    body instanceof URLSearchParams
  const request = new Request(path.startsWith('http') ? path : base + path, {
    ...init,
    headers,
    ...(body !== undefined && {
      body: (isRaw ? body : JSON.stringify(body)) as BodyInit,
      duplex: 'half',
    }),
  })
  return lake.handle(request, {address})
}

/** Sanity's own client, with the lake as its transport. */
export function clientOf(
  lake: Pick<Lake, 'handle'>,
  token: string | undefined,
  config: ClientConfig = {},
): SanityClient {
  const transport = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> =>
    lake.handle(new Request(input, init), {address: '127.0.0.1'})
  return createClient({
    projectId: 'local',
    dataset: 'production',
    apiVersion: '2025-02-19',
    apiHost: base,
    useProjectHostname: false,
    useCdn: false,
    perspective: 'raw',
    maxRetries: 0,
    ...(token !== undefined && {token}),
    ...(config.apiHost === undefined && {resolveFetch: () => transport}),
    ...config,
  })
}
