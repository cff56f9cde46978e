import {isLive, type IndexEntry, type LiveEntry} from '../../repository/format/entries.ts'
import {pointerPath, trustPath, zipPath} from '../../repository/format/paths.ts'
import {forNow} from './cache-control.ts'
import type {ReaderCall} from './call.ts'
import type {AudienceView} from './catalogue.ts'
import type {Content} from './content.ts'
import {availableFormats} from './formats.ts'
import {jsonContent} from './json-response.ts'
import {speaks} from './licensed-path.ts'
import {respond} from './respond.ts'
import {endsAtMs, hasRunOut} from './run-out.ts'
import {viewOf} from './view-of.ts'

/** One article as a publisher is shown it: its entry, its title, where it is. */
export interface Listed {
  entry: IndexEntry
  /** Null where the bundle went away a moment ago, and for what was removed. */
  title: string | null
  /** Whether it may not be shown any more, though it was not withdrawn: it has no formats then. */
  hasRunOut?: true
  formats: Array<{name: string; mediaType: string; href: string}>
  links: Record<string, string>
}

/** A manifest, and until when it is true: the next article runs out then. */
interface Made {
  content: Promise<Content>
  endsAtMs: number
}

/** Manifests of each view, by licence: megabytes that are made once, however often they are asked for. */
const manifests = new WeakMap<AudienceView, Map<string, Made>>()

/** List all that a licence has, with titles and links. The signed index has neither. */
export async function manifestRoute(call: ReaderCall): Promise<Response> {
  const view = await viewOf(call)
  const {languages, formats} = call.reader.licence
  const ofView = manifests.get(view) ?? new Map<string, Made>()
  manifests.set(view, ofView)
  const key = JSON.stringify([languages, formats])
  const nowMs = Date.parse(call.services.world.clock())
  const known = ofView.get(key)
  const made =
    known && nowMs < known.endsAtMs
      ? known
      : {content: makeManifest(call, view), endsAtMs: nextEndMs(view, nowMs)}
  ofView.set(key, made)
  try {
    return await respond(call.request, await made.content, {
      mediaType: 'application/json',
      cacheControl: forNow,
      isWhole: true,
    })
  } catch (error) {
    ofView.delete(key)
    throw error
  }
}

function nextEndMs({entries}: AudienceView, nowMs: number): number {
  return entries
    .map(endsAtMs)
    .reduce((next, endMs) => (endMs > nowMs && endMs < next ? endMs : next), Infinity)
}

async function makeManifest(call: ReaderCall, view: AudienceView): Promise<Content> {
  const {audience} = call.reader.licence
  const base = `/audiences/${audience}`
  return jsonContent({
    audience,
    publisher: view.head.publisher,
    sample: view.head.sample,
    expires: view.head.expires,
    index: view.head.index.version,
    seq: view.head.feed.seq,
    links: {
      head: `${base}/head.dsse.json`,
      index: `${base}/index/${view.head.index.version}.dsse.json`,
      trust: `/${trustPath}`,
      changes: '/v1/changes',
      acks: '/v1/acks',
    },
    articles: await listArticles(call, view),
  })
}

/** List the entries of a licence with their titles. */
export async function listArticles(call: ReaderCall, view: AudienceView): Promise<Listed[]> {
  const {languages} = call.reader.licence
  const listed: Listed[] = []
  for (const entry of view.entries) {
    if (speaks(languages, entry.language)) listed.push(await listArticle(call, entry))
  }
  return listed
}

async function listArticle(call: ReaderCall, entry: IndexEntry): Promise<Listed> {
  const {catalogue} = call.services
  const {audience} = call.reader.licence
  if (isLive(entry)) return listLive(call, entry)
  const links: Record<string, string> = {pointer: `/${pointerPath(audience, entry)}`}
  if (entry.status === 'removed') return {entry, title: null, formats: [], links}
  links['tombstone'] = `/${entry.tombstone.path}`
  const read = await catalogue.tombstone(entry.tombstone.path)
  const title = read?.tombstone.title
  return {entry, title: title === undefined || title === '' ? null : title, formats: [], links}
}

async function listLive(call: ReaderCall, entry: LiveEntry): Promise<Listed> {
  const {audience, formats} = call.reader.licence
  const manifest = await call.services.catalogue.manifest(entry.bundle)
  const isOver = hasRunOut(entry, call.services.world.clock())
  const available = manifest && !isOver ? availableFormats(manifest.files, formats) : []
  return {
    entry,
    title: manifest?.title ?? null,
    ...(isOver && {hasRunOut: true as const}),
    formats: available.map(({name, mediaType, path}) => ({
      name,
      mediaType,
      href: `/bundles/${entry.bundle}/${path}`,
    })),
    links: {
      pointer: `/${pointerPath(audience, entry)}`,
      bundle: `/${zipPath(entry.bundle)}`,
      ...(entry.kind === 'article' &&
        !isOver && {
          article: `/v1/articles/${encodeURIComponent(entry.article)}?language=${entry.language}`,
        }),
    },
  }
}
