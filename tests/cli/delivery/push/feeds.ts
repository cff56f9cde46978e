import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

import {homeAt} from '../../../../cli/home/paths.ts'
import {
  appendEvents,
  chainStart,
  pageSize,
  type FeedEvent,
  type FeedNews,
} from '../../../../exports/repository/format/feed-event.ts'
import {feedPage} from '../../../../exports/repository/format/feed-page.ts'
import {makeEnvelope, payloadTypes} from '../../../../pipeline/index.ts'
import {canonicalJson} from '../../../../schemas/index.ts'
import {temporaryFolder} from '../../harness.ts'

const zeros = '0'.repeat(64)
const instant = '2026-03-01T09:00:00.000Z'

/** A home and a repository that hold nothing but what delivery reads. */
export function deliveryWorld() {
  const dir = temporaryFolder()
  const home = homeAt({MARROW_HOME: join(dir, 'home')})
  const out = join(dir, 'out')
  const put = (name: string, value: unknown, mode = 0o600) => {
    const path = join(home.dir, 'delivery', name)
    mkdirSync(dirname(path), {recursive: true})
    writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value), {mode})
  }
  const read = (name: string) => {
    const path = join(home.dir, 'delivery', name)
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
  }
  return {dir, home, out, put, read}
}

/** `publishers.json` with these publishers and their audiences. */
export function publishersFile(audiences: Record<string, string>) {
  const publishers = Object.entries(audiences).map(([id, audience]) => ({
    id,
    name: id,
    audience,
    collections: [],
    languages: [],
    formats: [],
    embargoHours: 0,
  }))
  return {format: 1, publishers}
}

/** A secret of 32 equal bytes, as `whsec_…`. */
export function secretText(byte: number): string {
  return `whsec_${Buffer.alloc(32, byte).toString('base64')}\n`
}

/** News that an article is out. */
export function published(article: string): FeedNews {
  return {
    type: 'published',
    entry: {
      ...entryHead(article),
      status: 'live',
      bundle: zeros,
      zip: {sha256: zeros, bytes: 1},
      validUntil: null,
      emergency: false,
      corrections: [],
    },
  }
}

/** News that an article was taken back for safety. */
export function withdrawn(article: string): FeedNews {
  return {
    type: 'withdrawn',
    entry: {
      ...entryHead(article),
      status: 'withdrawn',
      statement: '',
      withdrawnAt: instant,
      effective: instant,
      severity: 'safety',
      update: 'withdrawal',
      tombstone: {path: `tombstones/${article}.en/tombstone.dsse.json`, sha256: zeros, bytes: 1},
    },
  }
}

function entryHead(article: string) {
  return {
    kind: 'article' as const,
    article,
    language: 'en',
    number: 1,
    edition: `edition.${article}.1`,
    digest: zeros,
  }
}

/**
 * Write a feed into a repository: pages first, the head last.
 *
 * @param before What was written already.
 * @returns The whole feed.
 */
export async function writeFeed(
  out: string,
  audience: string,
  news: readonly FeedNews[],
  at = instant,
  before: readonly FeedEvent[] = [],
): Promise<FeedEvent[]> {
  const events = [...before, ...(await appendEvents(before.at(-1) ?? chainStart, news, at))]
  const folder = join(out, 'audiences', audience)
  mkdirSync(join(folder, 'feed'), {recursive: true})
  for (let page = 1; (page - 1) * pageSize < events.length; page += 1) {
    const text = feedPage(events.slice((page - 1) * pageSize, page * pageSize))
    writeFileSync(join(folder, 'feed', `${page}.ndjson`), text)
  }
  const {seq, hash} = events.at(-1) ?? chainStart
  const head = {
    format: 2,
    audience,
    version: seq + 1,
    issued: at,
    expires: '2027-01-01T00:00:00.000Z',
    publisher: {name: 'Sample'},
    sample: true,
    root: {version: 1},
    trust: {version: 1, digest: zeros},
    ledger: {seq: 1, hash: zeros},
    index: {version: 1, sha256: zeros, bytes: 1},
    feed: {seq, hash},
  }
  const payload = new TextEncoder().encode(canonicalJson(head))
  const envelope = await makeEnvelope(payloadTypes.head, payload, zeros, async () => {
    return new Uint8Array(64)
  })
  writeFileSync(join(folder, 'head.dsse.json'), envelope)
  return events
}
