import {existsSync} from 'node:fs'
import {resolve} from 'node:path'

import {
  audiencesIn,
  entryKey,
  isLive,
  openRepositoryFolder,
  parseManifest,
  previousAudience,
  type IndexEntry,
  type LiveEntry,
  type PreviousAudience,
} from '#exports'
import {parseEnvelope, type Trust} from '#pipeline'
import {sha256Hex} from '#schemas'

import {CommandError} from '../fault.ts'

/** A folder that holds a repository. */
export type RepositoryFolder = Awaited<ReturnType<typeof openRepositoryFolder>>

/** An article that is out, as a repository alone tells. */
export interface OutArticle {
  /** Of the highest edition that any audience has. */
  entry: LiveEntry
  title: string
  /** Folder of its first page below `latest/`, without the language. */
  slug: string
  /** Folders of all its pages below `latest/`. */
  pages: string[]
  /** Who has it. */
  audiences: string[]
  /** Every bundle of it. */
  bundles: string[]
  /** Key id of the newest bundle's signer; empty where that cannot be told. */
  signedBy: string
}

/** What a repository says is out, by heads that were signed with keys of the trust file. */
export interface OutList {
  store: RepositoryFolder
  /** Names, the publisher's own first. */
  audiences: string[]
  heads: PreviousAudience['head'][]
  articles: OutArticle[]
  /** Articles that are out no more, by id. */
  gone: Map<string, Exclude<IndexEntry, LiveEntry>>
}

/**
 * Read what a repository says is out.
 *
 * @throws `not-found` where there is none; `RepositoryError` for a head that is not signed by a key of
 *   ours, or names another index.
 */
export async function readRepository(dir: string, trust: Trust): Promise<OutList> {
  const path = resolve(dir)
  if (!existsSync(path)) throw new CommandError('not-found', `There is no repository at ${path}`)
  const store = await openRepositoryFolder(path)
  const audiences = await audiencesIn(store)
  const out = new Map<string, Array<{audience: string; entry: LiveEntry}>>()
  const gone: OutList['gone'] = new Map()
  const heads: OutList['heads'] = []
  for (const audience of audiences) {
    const told = await previousAudience(store, audience, trust)
    if (told) heads.push(told.head)
    for (const entry of told?.index.entries ?? []) {
      const key = entryKey(entry)
      if (isLive(entry)) out.set(key, [...(out.get(key) ?? []), {audience, entry}])
      else gone.set(entry.article, entry)
    }
  }
  const articles = await Promise.all([...out.values()].map((found) => outArticle(store, found)))
  return {store, audiences, heads, articles, gone}
}

async function outArticle(
  store: RepositoryFolder,
  found: ReadonlyArray<{audience: string; entry: LiveEntry}>,
): Promise<OutArticle> {
  const [newest] = found.map(({entry}) => entry).toSorted((a, b) => b.number - a.number)
  const {title, pages, signedBy} = await manifestOf(store, newest!)
  return {
    entry: newest!,
    title,
    slug: pages[0]?.slug ?? '',
    pages: pages.map(({slug, language}) => `${slug}.${language}`),
    audiences: found.map(({audience}) => audience),
    bundles: [...new Set(found.map(({entry}) => entry.bundle))].toSorted(),
    signedBy,
  }
}

/** A bundle that is damaged is no reason to leave it where it is: then it has no words. */
async function manifestOf(
  store: RepositoryFolder,
  {bundle}: LiveEntry,
): Promise<{title: string; pages: Array<{slug: string; language: string}>; signedBy: string}> {
  const none = {title: '', pages: [], signedBy: ''}
  const bytes = await store.read(`bundles/${bundle}/bundle.dsse.json`)
  if (bytes === undefined || (await sha256Hex(bytes)) !== bundle) return none
  const text = new TextDecoder().decode(bytes)
  const parsed = parseManifest(text)
  if (!('manifest' in parsed)) return none
  return {...parsed.manifest, signedBy: parseEnvelope(text).signatures[0]?.keyid ?? ''}
}
