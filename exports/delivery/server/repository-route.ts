import {forGood, forNow} from './cache-control.ts'
import type {ReaderCall} from './call.ts'
import type {ReadTombstone} from './catalogue.ts'
import {findLicensed} from './licensed-path.ts'
import {mediaTypeOf} from './media-types.ts'
import {pathUnknown} from './problem.ts'
import {repositoryPath} from './request-path.ts'
import {respond} from './respond.ts'
import {formerViewsOf, viewOf} from './view-of.ts'

/**
 * Serve the repository under its own paths.
 *
 * @throws `Problem` 404 for what is not there, and for what the token has no licence for.
 */
export async function repositoryRoute(call: ReaderCall): Promise<Response> {
  const {request, url, reader, services} = call
  const path = repositoryPath(url.pathname)
  if (path === null) throw pathUnknown()
  const views = {view: await viewOf(call), former: await formerViewsOf(call)}
  const found = await findLicensed(path, reader.licence, views, services.catalogue)
  if (!found) throw pathUnknown()
  if (found.kind === 'gone') return tombstoneResponse(call, found.tombstone)
  const place = await placeOf(found.path, call)
  if (place === null) throw pathUnknown()
  if (place.redirect) {
    const headers = {location: `${url.pathname}/`, 'cache-control': forNow}
    return new Response(null, {status: 308, headers})
  }
  const content = await services.contents.open(place.path)
  if (!content) throw pathUnknown()
  const mediaType = mediaTypeOf(place.path)
  return respond(request, content, {
    mediaType,
    cacheControl: found.isForGood ? forGood : forNow,
    headers: headersFor(mediaType),
  })
}

/** Answer 410 with the signed tombstone. */
export async function tombstoneResponse(
  {request, services}: ReaderCall,
  {path}: ReadTombstone,
): Promise<Response> {
  const content = await services.contents.open(path)
  if (!content) throw pathUnknown()
  return respond(request, content, {
    status: 410,
    mediaType: 'application/json',
    cacheControl: forNow,
    headers: {link: `</${path}>; rel="describedby"`},
  })
}

/**
 * Headers by which nothing of an article runs, loads from elsewhere or is framed by others. Its own
 * origin is kept only so that its pictures load; there is no script that could use it.
 */
export function headersFor(mediaType: string): Record<string, string> {
  if (!/^(text\/html|image\/svg\+xml|application\/([a-z]+\+)?xml)/.test(mediaType)) return {}
  return {
    'content-security-policy':
      "sandbox allow-same-origin allow-popups; default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    'x-frame-options': 'SAMEORIGIN',
  }
}

interface Place {
  path: string
  redirect: boolean
}

/** Follow `latest` and give folders their page. No other link of a repository leads anywhere. */
async function placeOf(path: string, {services}: ReaderCall): Promise<Place | null> {
  const {reader} = services.world
  const [top, ...rest] = path.split('/')
  if (top !== 'latest' && top !== 'views') {
    return path.endsWith('/') ? null : {path, redirect: false}
  }
  let place = path
  if (top === 'latest') {
    const target = await reader.readLink('latest')
    if (!/^views\/[0-9a-f]{64}$/.test(target ?? '')) return null
    if (rest.length === 0) return {path, redirect: true}
    place = [target, ...rest].join('/')
  }
  if (place.endsWith('/')) return {path: `${place}index.html`, redirect: false}
  return {path: place, redirect: (await reader.kind(place)) === 'folder'}
}
