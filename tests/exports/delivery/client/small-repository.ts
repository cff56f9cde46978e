import {mkdirSync, rmSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

import {makeEnvelope, parseTrust, payloadTypes, signTrust} from '#pipeline'
import {canonicalJson, sha256Hex} from '#schemas'

import type {Bundle, ReleaseSigner} from '../../../../exports/bundle/bundle.ts'
import type {
  IndexEntry,
  LiveEntry,
  WithdrawnEntry,
} from '../../../../exports/repository/format/entries.ts'
import {appendEvents, pageOf} from '../../../../exports/repository/format/feed-event.ts'
import type {FeedEvent, FeedNews} from '../../../../exports/repository/format/feed-event.ts'
import {feedPage} from '../../../../exports/repository/format/feed-page.ts'
import {foldEvents} from '../../../../exports/repository/format/fold-events.ts'
import type {
  RepositoryHead,
  RepositoryIndex,
  Tombstone,
} from '../../../../exports/repository/format/head.ts'
import {signedCorrections} from '../../../../exports/repository/format/signed-corrections.ts'
import {
  feedPagePath,
  headPath,
  indexPath,
  rootPath,
  tombstoneFolder,
  trustPath,
  zipPath,
} from '../../../../exports/repository/format/paths.ts'
import type {RootFile} from '../../../../exports/repository/format/root-file.ts'
import type {TestKey} from '../../../pipeline/approval/test-keys.ts'
import type {TestWorld} from '../../bundle/world.ts'
import {withdrawnBy} from '../../repository/repository-world.ts'

const issued = '2026-06-01T12:00:00.000Z'
const expires = '2026-06-08T12:00:00.000Z'

/** A repository for tests: whatever should be wrong with it can be said. */
export class SmallRepository {
  readonly dir: string
  world: TestWorld
  entries: IndexEntry[] = []
  events: FeedEvent[] = []
  head: RepositoryHead | null = null
  root = 1
  #headVersion = 0
  #indexVersion = 0

  constructor(dir: string, world: TestWorld) {
    this.dir = dir
    this.world = world
  }

  /** Publish bundles, in this order. */
  async publish(...bundles: Bundle[]): Promise<void> {
    for (const bundle of bundles) this.write(zipPath(bundle.digest), bundle.zip)
    await this.tell(
      await Promise.all(
        bundles.map(async (bundle) => ({
          type: 'published' as const,
          entry: await liveEntry(bundle),
        })),
      ),
    )
  }

  /** Take a bundle back, as an expert did; `changes` are the release key's own words. */
  async withdraw(bundle: Bundle, changes: Partial<Tombstone> = {}): Promise<WithdrawnEntry> {
    const {manifest, digest} = bundle
    rmSync(join(this.dir, zipPath(digest)), {force: true})
    const {audiences: _, files: __, ...about} = await withdrawnBy(this.world, bundle)
    const payload: Tombstone = {
      format: 1,
      publisher: manifest.publisher,
      sample: manifest.sample,
      ...about,
      bundles: [digest],
      files: [],
      purge: [],
      ...changes,
    }
    const envelope = await this.sign('tombstone', payload)
    const path = `${tombstoneFolder(about)}/tombstone.dsse.json`
    this.write(path, envelope)
    const {title: ___, slug: ____, envelope: _____, ...facts} = about
    const entry: WithdrawnEntry = {
      ...facts,
      status: 'withdrawn',
      tombstone: {path, sha256: await sha256Hex(envelope), bytes: envelope.length},
    }
    await this.tell([{type: 'withdrawn', entry}])
    return entry
  }

  /** Write the next root file: other keys, signed by these; and the trust file by the last of them. */
  async rotate(signers: readonly TestKey[]): Promise<void> {
    const next = signers.at(-1)!
    const {keyid, publicKey} = next.key
    const role = {keys: [{keyid, publicKey}], threshold: 1}
    this.root += 1
    const file: RootFile = {
      format: 1,
      version: this.root,
      issued,
      publisher: this.world.trust.publisher,
      root: role,
      trust: role,
    }
    const lines = await Promise.all(
      signers.map((key) => this.sign('root', file, {keyid: key.key.keyid, sign: key.sign})),
    )
    this.write(rootPath(this.root), lines.map((line) => `${line}\n`).join(''))
    const trust = {...this.world.trust, version: this.world.trust.version + 1}
    const trustText = await signTrust(trust, next.raw, next.sign)
    this.world = {...this.world, trust, trustText, rootKey: next.raw}
    const {digest} = await parseTrust(trustText, next.raw)
    const keys = {root: {version: this.root}, trust: {version: trust.version, digest}}
    await this.tell([{type: 'key-rotated', keys}])
  }

  /** Append events, and write index and head. */
  async tell(news: readonly FeedNews[]): Promise<void> {
    const last = this.events.at(-1) ?? {seq: 0, hash: '0'.repeat(64)}
    this.events.push(...(await appendEvents(last, news, issued)))
    this.entries = foldEvents(this.entries, news)
    this.#indexVersion += 1
    await this.refresh()
  }

  /** Write feed, index and a new head; `changes` are to the head. */
  async refresh(changes: Partial<RepositoryHead> = {}, signer?: ReleaseSigner): Promise<void> {
    const audience = 'all'
    const {seq = 0, hash = '0'.repeat(64)} = this.events.at(-1) ?? {}
    for (let page = 1; page <= pageOf(seq); page += 1) {
      this.write(
        feedPagePath(audience, page),
        feedPage(this.events.filter((event) => pageOf(event.seq) === page)),
      )
    }
    const version = this.#indexVersion
    const index: RepositoryIndex = {format: 2, audience, version, seq, entries: this.entries}
    const indexText = await this.sign('index', index)
    this.write(indexPath(audience, version), indexText)
    const {trustText, rootKey} = this.world
    this.write(trustPath, trustText)
    const {trust, digest} = await parseTrust(trustText, rootKey)
    this.#headVersion += 1
    this.head = {
      format: 2,
      audience,
      version: this.#headVersion,
      issued,
      expires,
      publisher: trust.publisher,
      sample: trust.sample,
      root: {version: this.root},
      trust: {version: trust.version, digest},
      ledger: {seq: 1, hash: 'ab'.repeat(32)},
      index: {version, sha256: await sha256Hex(indexText), bytes: indexText.length},
      feed: {seq, hash},
      ...changes,
    }
    this.write(headPath(audience), await this.sign('head', this.head, signer))
  }

  /** Sign anything as anyone. */
  sign(kind: keyof typeof payloadTypes, payload: object, by = this.world.signer): Promise<string> {
    const bytes = new TextEncoder().encode(canonicalJson(payload))
    return makeEnvelope(payloadTypes[kind], bytes, by.keyid, by.sign)
  }

  write(path: string, content: string | Uint8Array): void {
    const place = join(this.dir, path)
    mkdirSync(dirname(place), {recursive: true})
    writeFileSync(place, content)
  }
}

/** The entry of a bundle. */
export async function liveEntry({manifest, digest, zip, files}: Bundle): Promise<LiveEntry> {
  const {kind, article, language, number, edition, emergency, validUntil} = manifest
  return {
    status: 'live',
    kind,
    article,
    language,
    number,
    edition,
    digest: manifest.digest,
    bundle: digest,
    zip: {sha256: await sha256Hex(zip), bytes: zip.length},
    validUntil,
    emergency,
    corrections: signedCorrections(manifest, files),
  }
}
