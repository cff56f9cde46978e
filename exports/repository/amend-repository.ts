import {payloadTypes, verifyEnvelope, type ParsedTrust} from '#pipeline'
import {sha256Hex} from '#schemas'

import type {BundleManifest} from '../bundle/bundle-manifest.ts'
import {parseManifest} from '../bundle/parse-manifest.ts'
import type {ArtifactStore} from './artifact-store.ts'
import {entryKey, isLive} from './format/entries.ts'
import type {LiveEntry, WithdrawnEntry} from './format/entries.ts'
import type {Tombstone} from './format/head.ts'
import {parseSigned} from './format/parse-signed.ts'
import {everyone, headPath, tombstoneFolder} from './format/paths.ts'
import type {WithdrawnArticle} from './place-tombstone.ts'
import {compareAuthority, openAuthority} from './release-trust.ts'
import {RepositoryError} from './repository-error.ts'
import {compareShelved, type Shelved} from './shelf.ts'
import {requireClock} from './require-clock.ts'
import {headsOf, publishShelf, readPrevious} from './write-repository.ts'
import type {WritingFacts, WrittenRepository} from './write-repository.ts'

/**
 * Take articles out of a repository that is there, and keep all else as it is: what a withdrawal
 * needs when neither lake nor Studio answers.
 *
 * Nothing is packed anew; the signed indexes say what is out. `audiences` of a withdrawn article are
 * added to those that carry it.
 *
 * @throws `RepositoryError`
 */
export async function amendRepository(
  store: ArtifactStore,
  facts: WritingFacts,
): Promise<WrittenRepository> {
  const trust = await openAuthority(facts)
  const lock = await store.lock()
  try {
    const {isRotated} = await compareAuthority(store, facts, trust)
    const audiences = await audiencesIn(store)
    const previous = await readPrevious(store, audiences, trust)
    requireClock(headsOf(previous), facts)
    const out = [...previous].map(([name, one]) => ({name, entries: one?.index.entries ?? []}))
    const goes = new Set(facts.withdrawn.map(entryKey))

    const shelf = await shelfOf(
      store,
      out.map(({name, entries}) => ({
        name,
        entries: entries.filter(isLive).filter((entry) => !goes.has(entryKey(entry))),
      })),
    )
    const stays: WithdrawnArticle[] = []
    for (const {name, entries} of out) {
      for (const entry of entries) {
        if (entry.status !== 'withdrawn' || goes.has(entryKey(entry))) continue
        const known = stays.find((one) => entryKey(one) === entryKey(entry))
        if (known) known.audiences = [...known.audiences, name]
        else stays.push(await withdrawnArticle(store, entry, name, trust))
      }
    }
    const withdrawn = facts.withdrawn.map((article) => ({
      ...article,
      audiences: [
        ...new Set([
          ...article.audiences,
          ...out
            .filter(({entries}) => entries.some((one) => entryKey(one) === entryKey(article)))
            .map(({name}) => name),
        ]),
      ].filter((name) => audiences.includes(name)),
    }))
    const contents = {
      ...facts,
      audiences,
      withdrawn: [...stays, ...withdrawn],
      because: new Map(),
    }
    return await publishShelf({store, contents, trust, lock, previous, isRotated}, shelf)
  } finally {
    await lock.release()
  }
}

/** Audiences that a repository has, the publisher's own first. */
export async function audiencesIn(store: ArtifactStore): Promise<string[]> {
  const names: string[] = []
  for (const {name} of await store.list('audiences')) {
    // What somebody put there, or what a first run left that died, is told nothing.
    if ((await store.kind(headPath(name))) === 'file') names.push(name)
  }
  if (names.length === 0) {
    throw new RepositoryError('not-a-repository', 'audiences', 'there is none; export first')
  }
  return names.toSorted((a, b) => Number(b === everyone) - Number(a === everyone))
}

async function shelfOf(
  store: ArtifactStore,
  out: ReadonlyArray<{name: string; entries: readonly LiveEntry[]}>,
): Promise<Shelved[]> {
  const shelf = new Map<string, Shelved>()
  for (const {name, entries} of out) {
    for (const entry of entries) {
      const known = shelf.get(entry.bundle)
      if (known) shelf.set(entry.bundle, {...known, audiences: [...known.audiences, name]})
      else {
        const manifest = await manifestOf(store, entry.bundle)
        shelf.set(entry.bundle, {entry, manifest, audiences: [name]})
      }
    }
  }
  return [...shelf.values()].toSorted(compareShelved)
}

async function manifestOf(store: ArtifactStore, bundle: string): Promise<BundleManifest> {
  const path = `bundles/${bundle}/bundle.dsse.json`
  const bytes = await store.read(path)
  // The index that is signed names its digest: nothing more is to be verified.
  if (bytes === undefined || (await sha256Hex(bytes)) !== bundle) {
    throw new RepositoryError('bundle-damaged', path, 'is not the manifest that the index names')
  }
  const parsed = parseManifest(new TextDecoder().decode(bytes))
  if ('manifest' in parsed) return parsed.manifest
  throw new RepositoryError('bundle-damaged', path, parsed.problem)
}

/** Read a tombstone that stands, as what it was made from. */
async function withdrawnArticle(
  store: ArtifactStore,
  entry: WithdrawnEntry,
  audience: string,
  {trust}: ParsedTrust,
): Promise<WithdrawnArticle> {
  const {status: _, tombstone: at, ...facts} = entry
  const text = new TextDecoder().decode(await store.read(at.path))
  let tombstone: Tombstone
  try {
    await verifyEnvelope(text, payloadTypes.tombstone, trust.release)
    tombstone = parseSigned('tombstone', text)
  } catch (cause) {
    throw new RepositoryError('bundle-damaged', at.path, 'is not the tombstone that was signed', {
      cause,
    })
  }
  const {title, slug, envelope} = tombstone
  const files = tombstone.files.map(async ({path, mediaType}) => {
    const bytes = await store.read(`${tombstoneFolder(entry)}/${path}`)
    if (bytes) return {path, mediaType, bytes}
    throw new RepositoryError('bundle-damaged', at.path, `its notice ${path} is missing`)
  })
  return {...facts, title, slug, envelope, files: await Promise.all(files), audiences: [audience]}
}
