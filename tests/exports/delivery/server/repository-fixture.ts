import {createHash} from 'node:crypto'
import {mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'

import {makeEnvelope, payloadTypes} from '#pipeline'
import {canonicalJson} from '#schemas'

import type {BundleManifest} from '../../../../exports/bundle/bundle-manifest.ts'
import type {IndexEntry, LiveEntry} from '../../../../exports/repository/format/entries.ts'
import {
  appendEvents,
  chainStart,
  pageOf,
  type FeedEvent,
  type FeedNews,
} from '../../../../exports/repository/format/feed-event.ts'
import {feedPage} from '../../../../exports/repository/format/feed-page.ts'
import {purgedBy} from '../../../../exports/repository/place-tombstone.ts'
import {foldEvents} from '../../../../exports/repository/format/fold-events.ts'
import type {
  RepositoryHead,
  RepositoryIndex,
  Tombstone,
} from '../../../../exports/repository/format/head.ts'
import {
  feedPagePath,
  headPath,
  indexPath,
  pointerPath,
  tombstoneFolder,
} from '../../../../exports/repository/format/paths.ts'

export const issued = '2026-06-01T12:00:00.000Z'

/** An article of a repository that tests serve. */
export interface FixtureArticle {
  id: string
  language?: string
  number?: number
  title?: string
  /** By path below `data/`. */
  files: Record<string, string | Uint8Array>
}

interface AudienceState {
  version: number
  events: FeedEvent[]
  entries: IndexEntry[]
}

/** Hex sha256. */
export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * A repository of format 2 in a folder, laid out as the real writer does, with signatures that mean
 * nothing: the server leaves them to readers.
 */
export class FixtureRepository {
  readonly dir = mkdtempSync(join(tmpdir(), 'marrow-delivery-'))
  readonly #audiences = new Map<string, AudienceState>()

  constructor() {
    this.write('marrow-repository.json', '{"format":2,"kind":"marrow-repository"}\n')
    this.write('trust.dsse.json', '{"trust":true}')
    this.write('.lock', 'secret of the writer')
    this.write('.staging/half', 'half')
  }

  remove(): void {
    rmSync(this.dir, {recursive: true, force: true})
  }

  /** Put a file in place in one step. */
  write(path: string, bytes: string | Uint8Array): void {
    const place = join(this.dir, path)
    mkdirSync(dirname(place), {recursive: true})
    const staged = join(this.dir, `.staged-${process.hrtime.bigint()}`)
    writeFileSync(staged, bytes)
    renameSync(staged, place)
  }

  /** Lay out a bundle, as a folder and as something like a zip. */
  async addBundle(article: FixtureArticle): Promise<LiveEntry> {
    const {id, language = 'en', number = 1, title = id, files} = article
    const edition = `edition.${id}.${number}`
    const manifest = {
      format: 1,
      kind: 'article',
      article: id,
      language,
      number,
      edition,
      digest: sha256(edition),
      title,
      pages: [{page: 'article', folder: '', slug: id, language, title}],
      files: Object.entries(files).map(([path, bytes]) => ({
        path: `data/${path}`,
        sha256: sha256(bytes),
        bytes: bytes.length,
        mediaType: 'text/plain',
        role: 'artifact',
      })),
    } as unknown as BundleManifest
    const envelope = await envelopeOf('bundle', manifest)
    const bundle = sha256(envelope)
    this.write(`bundles/${bundle}/bundle.dsse.json`, envelope)
    for (const [path, bytes] of Object.entries(files)) {
      this.write(`bundles/${bundle}/data/${path}`, bytes)
    }
    const zip = Buffer.concat([
      Buffer.from('PK\u0003\u0004'),
      ...Object.values(files).map((bytes) => Buffer.from(bytes as string)),
    ])
    this.write(`bundles/${bundle}.zip`, zip)
    return {
      status: 'live',
      kind: 'article',
      article: id,
      language,
      number,
      edition,
      digest: sha256(edition),
      bundle,
      zip: {sha256: sha256(zip), bytes: zip.length},
      validUntil: '2027-06-01T12:00:00.000Z',
      emergency: false,
      corrections: [],
    }
  }

  /** Add events to the feed of an audience, and write the index and the head. */
  async publish(audience: string, news: readonly FeedNews[], at = issued): Promise<void> {
    const state = this.#audiences.get(audience) ?? {version: 0, events: [], entries: []}
    const end = state.events.at(-1) ?? chainStart
    const events = [...state.events, ...(await appendEvents(end, news, at))]
    const entries = foldEvents(state.entries, news)
    const version = state.version + 1
    this.#audiences.set(audience, {version, events, entries})
    for (let page = pageOf(end.seq + 1); page <= pageOf(events.length); page += 1) {
      const text = feedPage(events.filter(({seq}) => pageOf(seq) === page))
      this.write(feedPagePath(audience, page), text)
    }
    for (const {entry} of news) {
      if (entry) this.write(pointerPath(audience, entry), await envelopeOf('pointer', entry))
    }
    const last = events.at(-1) ?? chainStart
    const index: RepositoryIndex = {format: 2, audience, version, seq: last.seq, entries}
    const indexText = await envelopeOf('index', index)
    this.write(indexPath(audience, version), indexText)
    const head: RepositoryHead = {
      format: 2,
      audience,
      version,
      issued: at,
      expires: '2026-06-08T12:00:00.000Z',
      publisher: {name: 'Test Press'},
      sample: true,
      root: {version: 1},
      trust: {version: 1, digest: sha256('{"trust":true}')},
      ledger: {seq: version, hash: 'ab'.repeat(32)},
      index: {version, sha256: sha256(indexText), bytes: Buffer.byteLength(indexText)},
      feed: {seq: last.seq, hash: last.hash},
    }
    this.write(headPath(audience), await envelopeOf('head', head))
  }

  /** Take an article back: its bundle goes, a tombstone stays. */
  async withdraw(audiences: readonly string[], live: LiveEntry, at = issued): Promise<string> {
    const {kind, article, language, number, edition, digest, bundle} = live
    const about = {kind, article, language, number, edition, digest}
    const folder = tombstoneFolder(live)
    const html = '<!doctype html><title>Withdrawn</title><p>The dose was wrong.</p>'
    const tombstone: Tombstone = {
      format: 1,
      publisher: {name: 'Test Press'},
      sample: true,
      ...about,
      title: `Title of ${article}`,
      slug: article,
      bundles: [bundle],
      severity: 'safety',
      update: 'retraction',
      effective: at,
      withdrawnAt: at,
      notice: 'The dose was wrong.',
      statement: `statement.${'c'.repeat(32)}`,
      envelope: null,
      files: [
        {
          path: `${folder}/index.html`,
          sha256: sha256(html),
          bytes: html.length,
          mediaType: 'text/html',
        },
      ],
      purge: purgedBy({article, language, slug: article}, [bundle]),
    }
    const text = await envelopeOf('tombstone', tombstone)
    this.write(`${folder}/tombstone.dsse.json`, text)
    this.write(`${folder}/index.html`, html)
    rmSync(join(this.dir, `bundles/${bundle}.zip`), {force: true})
    rmSync(join(this.dir, `bundles/${bundle}`), {recursive: true, force: true})
    this.write(`bundles/${bundle}/tombstone.dsse.json`, text)
    const entry: IndexEntry = {
      status: 'withdrawn',
      ...about,
      statement: tombstone.statement,
      withdrawnAt: at,
      effective: at,
      severity: 'safety',
      update: 'retraction',
      notice: 'The dose was wrong.',
      tombstone: {
        path: `${folder}/tombstone.dsse.json`,
        sha256: sha256(text),
        bytes: Buffer.byteLength(text),
      },
    }
    for (const audience of audiences) await this.publish(audience, [{type: 'withdrawn', entry}], at)
    return text
  }

  /** Lay out the pages to browse. */
  view(files: Record<string, string>): void {
    const digest = sha256(JSON.stringify(files))
    for (const [path, text] of Object.entries(files)) this.write(`views/${digest}/${path}`, text)
    const staged = join(this.dir, '.latest-staged')
    symlinkSync(`views/${digest}`, staged)
    renameSync(staged, join(this.dir, 'latest'))
  }

  last(audience: string): FeedEvent | undefined {
    return this.#audiences.get(audience)?.events.at(-1)
  }
}

/** Put a payload into an envelope that nobody could verify. */
function envelopeOf(kind: keyof typeof payloadTypes, payload: object): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(payload))
  const sign = async (): Promise<Uint8Array> => new Uint8Array(64)
  return makeEnvelope(payloadTypes[kind], bytes, '0'.repeat(64), sign)
}
