import {randomBytes} from 'node:crypto'

import {createDelivery, type Delivery} from '../../../../exports/delivery/server/create-delivery.ts'
import type {Licence} from '../../../../exports/delivery/server/licence.ts'
import {
  hashToken,
  issueToken,
  type TokenRecord,
} from '../../../../exports/delivery/server/token-file.ts'
import type {DeliveryLogEntry, DeliveryWorld} from '../../../../exports/delivery/server/world.ts'
import {withAck, type Ack} from '../../../../exports/delivery/push/ack-store.ts'
import {folderReader} from '../../../../exports/repository/folder-store.ts'
import type {LiveEntry} from '../../../../exports/repository/format/entries.ts'
import {AttemptLimiter, networkOf} from '../../../../lake/access/attempt-limiter.ts'
import {Metrics} from '../../../../lake/http/metrics.ts'
import {afterThisTest} from '../../../cleanup.ts'
import {FixtureRepository, issued} from './repository-fixture.ts'

const longText = 'A paragraph about the growing knee, and what is known of it. '.repeat(200)

/** A delivery server on a repository of two publishers. */
export interface TestDelivery {
  repository: FixtureRepository
  delivery: Delivery
  world: DeliveryWorld
  /** UTC instant; may be set. */
  now: string
  log: DeliveryLogEntry[]
  acks: Ack[]
  tokens: Map<string, TokenRecord>
  licences: Map<string, Licence>
  /** Tokens of the publishers `knee` and `hip`, and of `everything`. */
  knee: string
  hip: string
  everything: string
  entries: {knee: LiveEntry; hip: LiveEntry}
  issue(publisher?: string, expiresAt?: string): {token: string; record: TokenRecord}
  /** Ask, with a token where one is given. */
  ask(path: string, options?: Ask): Promise<Response>
}

interface Ask {
  token?: string
  method?: string
  headers?: Record<string, string>
  body?: string
  address?: string
  signal?: AbortSignal
}

const licence = (id: string, audience: string, formats: string[] = []): Licence => ({
  id,
  name: `Publisher ${id}`,
  audience,
  collections: audience === 'all' ? [] : [id],
  languages: [],
  formats,
  embargoHours: 0,
})

/** Files of an article in every format that the test is about. */
export const filesOf = (id: string): Record<string, string | Uint8Array> => ({
  'index.html': `<!doctype html><title>${id}</title><p>${longText}</p><img src="assets/one.svg">`,
  'article.json': JSON.stringify({id, text: longText}),
  'article.jats.xml': `<article>${id}</article>`,
  'article.txt': `${id} as text`,
  'assets/one.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'edition.json': `{"edition":"${id}"}`,
})

/** Make a delivery server. Each is closed after the test. */
export async function testDelivery(changes: Partial<DeliveryWorld> = {}): Promise<TestDelivery> {
  const repository = new FixtureRepository()
  const entries = {
    knee: await repository.addBundle({
      id: 'article-knee',
      title: 'The growing knee',
      files: filesOf('article-knee'),
    }),
    hip: await repository.addBundle({
      id: 'article-hip',
      title: 'A hip',
      files: filesOf('article-hip'),
    }),
  }
  await repository.publish('knee.en.0h', [{type: 'published', entry: entries.knee}])
  await repository.publish('hip.en.0h', [{type: 'published', entry: entries.hip}])
  await repository.publish('all', [
    {type: 'published', entry: entries.hip},
    {type: 'published', entry: entries.knee},
  ])
  repository.view({
    'index.html': '<!doctype html><title>All</title>',
    'article-knee.en/index.html': '<!doctype html><title>Knee</title>',
  })
  const test = {
    repository,
    entries,
    now: issued,
    log: [],
    acks: [],
    tokens: new Map(),
    licences: new Map(
      [
        licence('knee', 'knee.en.0h'),
        licence('hip', 'hip.en.0h'),
        licence('everything', 'all'),
      ].map((one) => [one.id, one]),
    ),
  } as unknown as TestDelivery
  test.issue = (publisher, expiresAt) => {
    const {token, record} = issueToken(
      [...test.tokens.values()],
      {...(publisher && {publisher}), ...(expiresAt && {expiresAt})},
      {now: test.now, random: randomBytes},
    )
    test.tokens.set(record.sha256, record)
    return {token, record}
  }
  const limits = {pollMs: 5, freshMs: 0, ...changes.limits}
  test.world = {...worldOf(test), ...changes, limits}
  test.delivery = createDelivery(test.world)
  test.ask = (path, options) => ask(test, path, options)
  test.knee = test.issue('knee').token
  test.hip = test.issue('hip').token
  test.everything = test.issue('everything').token
  afterThisTest(async () => {
    await test.delivery.close()
    repository.remove()
  })
  return test
}

function worldOf(test: TestDelivery): DeliveryWorld {
  return {
    reader: folderReader(test.repository.dir),
    clock: () => test.now,
    random: randomBytes,
    findToken: async (sha256) => test.tokens.get(sha256) ?? null,
    findLicence: async (publisher) => test.licences.get(publisher) ?? null,
    acks: acksOf(test),
    log: (entry) => test.log.push(entry),
    metrics: new Metrics(),
    guesses: new AttemptLimiter({failures: 10, windowMs: 60_000}),
    networkOf,
    isOwnMachine: (address) => address === '127.0.0.1',
  }
}

function acksOf(test: TestDelivery): DeliveryWorld['acks'] {
  const audienceOf = (publisher: string) => test.licences.get(publisher)!.audience
  return {
    async latest(publisher) {
      const ack = test.acks.find((one) => one.publisher === publisher)
      return ack && ack.seq > 0 ? {seq: ack.seq, at: ack.at} : null
    },
    async record(publisher, seq, at, outcome, message) {
      const before = test.acks.find((one) => one.publisher === publisher)
      const audience = audienceOf(publisher)
      const after = withAck(before, {publisher, audience, seq, at}, outcome, message)
      test.acks = [...test.acks.filter((one) => one.publisher !== publisher), after]
    },
    list: async () => test.acks,
  }
}

function ask(test: TestDelivery, path: string, options: Ask = {}): Promise<Response> {
  const {token, method = 'GET', headers = {}, body, address = '127.0.0.1', signal} = options
  const request = new Request(new URL(path, 'http://127.0.0.1:3334'), {
    method,
    headers: {...(token !== undefined && {authorization: `Bearer ${token}`}), ...headers},
    ...(body !== undefined && {body}),
    ...(signal && {signal}),
  })
  return test.delivery.handle(request, {address})
}

export {hashToken}
