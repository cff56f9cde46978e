import {isLive, type IndexEntry, type LiveEntry} from '../../repository/format/entries.ts'
import {tombstoneFolder, zipPath} from '../../repository/format/paths.ts'
import {forNow} from './cache-control.ts'
import type {ReaderCall} from './call.ts'
import {availableFormats, type Format} from './formats.ts'
import {speaks} from './licensed-path.ts'
import {mediaTypeOf} from './media-types.ts'
import {chooseLanguage, chooseMediaType} from './negotiate.ts'
import {word} from './parameters.ts'
import {pathUnknown, Problem} from './problem.ts'
import {headersFor, tombstoneResponse} from './repository-route.ts'
import {respond} from './respond.ts'
import {hasRunOut} from './run-out.ts'
import {viewOf} from './view-of.ts'

/**
 * Give the latest approved edition of an article, in the format that `Accept` or `?format=` asks for.
 *
 * @throws `Problem` 400 where a language must be given; 404, also for what has run out; 406 with what
 *   there is.
 */
export async function articleRoute(call: ReaderCall): Promise<Response> {
  const entry = await entryOf(call)
  if (entry.status === 'removed') throw pathUnknown()
  if (!isLive(entry)) return gone(call, entry)
  if (hasRunOut(entry, call.services.world.clock())) throw runOut(entry)
  const manifest = await call.services.catalogue.manifest(entry.bundle)
  if (!manifest) throw pathUnknown()
  const available = availableFormats(manifest.files, call.reader.licence.formats)
  const format = choose(call, available)
  const path = `bundles/${entry.bundle}/${format.path}`
  const content = await call.services.contents.open(path)
  if (!content) throw pathUnknown()
  const mediaType = mediaTypeOf(path)
  return respond(call.request, content, {
    mediaType,
    cacheControl: forNow,
    headers: {
      ...headersFor(mediaType),
      'content-location': `/${path}`,
      'content-language': entry.language,
      vary: 'Authorization, Cookie, Accept, Accept-Encoding, Accept-Language',
      link: linksOf(entry),
    },
  })
}

function runOut({validUntil}: LiveEntry): Problem {
  return new Problem(
    404,
    'run-out',
    `It could be shown until ${validUntil}, and nobody has approved it anew since`,
  )
}

function linksOf(entry: LiveEntry): string {
  return `</${zipPath(entry.bundle)}>; rel="enclosure"; type="application/zip"`
}

/** Find the entry of an article in the language that is asked for. */
async function entryOf(call: ReaderCall): Promise<IndexEntry> {
  const {request, url, reader} = call
  const id = idOf(url)
  const view = await viewOf(call)
  const entries = (view.articles.get(id) ?? []).filter(
    ({kind, language}) => kind === 'article' && speaks(reader.licence.languages, language),
  )
  const asked = word(url, 'language')
  if (asked !== null) {
    const entry = entries.find(({language}) => language === asked)
    if (!entry) throw pathUnknown()
    return entry
  }
  const [first, ...others] = entries
  if (!first) throw pathUnknown()
  if (others.length === 0) return first
  const languages = entries.map(({language}) => language)
  const chosen = chooseLanguage(request.headers, languages)
  const entry = entries.find(({language}) => language === chosen)
  if (entry) return entry
  throw new Problem(400, 'language-needed', 'It is there in several languages: give one', {
    more: {available: languages},
  })
}

function idOf(url: URL): string {
  try {
    return decodeURIComponent(url.pathname.slice('/v1/articles/'.length))
  } catch (error) {
    if (error instanceof URIError) throw pathUnknown()
    throw error
  }
}

function choose<T extends Format>(call: ReaderCall, available: readonly T[]): T {
  const {request, url} = call
  const asked = word(url, 'format')
  const types = available.map(({mediaType}) => mediaType)
  const chosen = asked === null ? chooseMediaType(request.headers, types) : null
  const format = available.find(({name, mediaType}) =>
    asked === null ? mediaType === chosen : name === asked,
  )
  if (format) return format
  throw new Problem(406, 'format-unavailable', 'It is not there in such a format', {
    headers: {vary: 'Authorization, Cookie, Accept, Accept-Language'},
    more: {available: available.map(({name, mediaType}) => ({format: name, mediaType}))},
  })
}

/** The tombstone, or for who reads HTML its notice. */
async function gone(
  call: ReaderCall,
  entry: Extract<IndexEntry, {status: 'withdrawn'}>,
): Promise<Response> {
  const {request, services} = call
  const isForPeople =
    chooseMediaType(request.headers, ['application/json', 'text/html']) === 'text/html'
  const notice = await services.contents.open(`${tombstoneFolder(entry)}/index.html`)
  if (isForPeople && notice) {
    return respond(request, notice, {
      status: 410,
      mediaType: 'text/html; charset=utf-8',
      cacheControl: forNow,
      headers: {
        ...headersFor('text/html'),
        link: `</${entry.tombstone.path}>; rel="describedby"`,
      },
    })
  }
  await notice?.close?.()
  const tombstone = await services.catalogue.tombstone(entry.tombstone.path)
  if (!tombstone) throw pathUnknown()
  return tombstoneResponse(call, tombstone)
}
