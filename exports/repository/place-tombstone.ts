import {payloadTypes, verifyEnvelope} from '#pipeline'
import type {Trust} from '#pipeline'
import {compareText, sha256Hex} from '#schemas'

import type {ReleaseSigner} from '../bundle/bundle.ts'
import type {Artifact} from '../exporter.ts'
import type {ArtifactReader, ArtifactStore} from './artifact-store.ts'
import type {WithdrawnEntry} from './format/entries.ts'
import type {Tombstone} from './format/head.ts'
import {parseSigned} from './format/parse-signed.ts'
import {tombstoneFolder, zipPath} from './format/paths.ts'
import {placeFiles} from './place-file.ts'
import {pageFolder} from './shelf.ts'
import {proofOf, signAs} from './signer.ts'

/** An article that was taken back, for the audiences that carry it. */
export interface WithdrawnArticle extends Omit<WithdrawnEntry, 'status' | 'tombstone'> {
  /** Empty, like the slug, where no signed edition can be read any more. */
  title: string
  slug: string
  /** Text of the signed withdrawal's envelope. */
  envelope: string | null
  /** The notice in each format. */
  files: readonly Artifact[]
  audiences: readonly string[]
}

/** A signed tombstone, with the entry that names it. */
export interface SignedTombstone {
  tombstone: Tombstone
  entry: WithdrawnEntry
  audiences: readonly string[]
  /** What stands in its folder. */
  files: ReadonlyArray<readonly [path: string, bytes: Uint8Array]>
}

/** What a tombstone is signed with, and what it says of the publisher. */
export interface TombstoneMaker {
  trust: Trust
  signer: ReleaseSigner
}

/**
 * Sign the tombstone of a withdrawn article; nothing is written yet.
 *
 * @param bundles
 *   Bundles of the article that are out until now.
 */
export async function signTombstone(
  store: ArtifactReader,
  withdrawn: WithdrawnArticle,
  bundles: readonly string[],
  maker: TombstoneMaker,
): Promise<SignedTombstone> {
  const folder = tombstoneFolder(withdrawn)
  const path = `${folder}/tombstone.dsse.json`
  const earlier = await standingTombstone(store, path, maker.trust)
  const taken = [...new Set([...bundles, ...(earlier?.bundles ?? [])])].toSorted(compareText)
  const tombstone = await describe(withdrawn, taken, maker)
  const envelope = await signAs('tombstone', tombstone, maker.signer)
  const proof = await proofOf(`${folder}/tombstone`, envelope)
  const notice = withdrawn.files.map((file) => [`${folder}/${file.path}`, file.bytes] as const)

  const {title: _t, slug: _s, envelope: _e, files: _f, audiences, ...facts} = withdrawn
  const bytes = new TextEncoder().encode(envelope)
  const at = {path, sha256: await sha256Hex(bytes), bytes: bytes.length}
  const entry: WithdrawnEntry = {status: 'withdrawn', ...facts, tombstone: at}
  return {tombstone, entry, audiences, files: [...notice, ...proof]}
}

/**
 * Put tombstones up, each with the notice in each format, in a folder of its own.
 *
 * @returns Whether anything was written.
 */
export async function placeTombstones(
  store: ArtifactStore,
  signed: readonly SignedTombstone[],
): Promise<boolean> {
  let wrote = false
  for (const {files} of signed) if (await placeFiles(store, files)) wrote = true
  return wrote
}

/** Put the tombstone where its bundles were, once those are gone. */
export async function markGraves(
  store: ArtifactStore,
  {tombstone, entry}: SignedTombstone,
): Promise<boolean> {
  const bytes = await store.read(entry.tombstone.path)
  if (bytes === undefined) return false
  return placeFiles(
    store,
    tombstone.bundles.map((bundle) => [graveOf(bundle), bytes] as const),
  )
}

/** Where the tombstone of a bundle stands. */
export function graveOf(bundle: string): string {
  return `bundles/${bundle}/tombstone.dsse.json`
}

/** The tombstone that stands already; what is not signed by a key of ours is none. */
async function standingTombstone(
  store: ArtifactReader,
  path: string,
  trust: Trust,
): Promise<Tombstone | undefined> {
  const bytes = await store.read(path)
  if (bytes === undefined) return undefined
  const text = new TextDecoder().decode(bytes)
  try {
    await verifyEnvelope(text, payloadTypes.tombstone, trust.release)
    return parseSigned('tombstone', text)
  } catch {
    // It was altered: this run signs it anew.
    return undefined
  }
}

async function describe(
  withdrawn: WithdrawnArticle,
  bundles: string[],
  {trust}: TombstoneMaker,
): Promise<Tombstone> {
  const {kind, article, language, title, slug, number, edition, digest, envelope} = withdrawn
  const {severity, update, effective, withdrawnAt, notice, statement} = withdrawn
  const files = withdrawn.files.map(async ({path, bytes, mediaType}) => {
    return {path, sha256: await sha256Hex(bytes), bytes: bytes.length, mediaType}
  })
  return {
    format: 1,
    publisher: trust.publisher,
    sample: trust.sample,
    kind,
    article,
    language,
    title,
    slug,
    number,
    edition,
    digest,
    bundles,
    severity,
    update,
    effective,
    withdrawnAt,
    ...(notice !== undefined && {notice}),
    statement,
    envelope,
    files: (await Promise.all(files)).toSorted((a, b) => compareText(a.path, b.path)),
    purge: purgedBy(withdrawn, bundles),
  }
}

/**
 * List the paths that a cache must forget when an article is taken out.
 *
 * Of `views/` all of it: the page is in each view that a cache may still have, and a tombstone that
 * named them would be another one, and news, after every export.
 */
export function purgedBy(
  {article, slug, language}: Pick<WithdrawnArticle, 'article' | 'slug' | 'language'>,
  bundles: readonly string[],
): string[] {
  return [
    ...bundles.flatMap((bundle) => [`bundles/${bundle}/`, zipPath(bundle)]),
    `${tombstoneFolder({article, language})}/`,
    'views/',
    ...(slug === '' ? [] : [`latest/${pageFolder({slug, language})}/`]),
    'latest/index.html',
    'audiences/',
  ].toSorted(compareText)
}
