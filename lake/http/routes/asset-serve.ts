import {createHash} from 'node:crypto'
import {Readable} from 'node:stream'

import {assetFault} from '../../assets/asset-fault.ts'
import {parseAssetFile, toAssetFile, toAssetId, type AssetName} from '../../assets/asset-name.ts'
import {parseImageParameters} from '../../assets/image-parameters.ts'
import {isOriginalKey} from '../../assets/original-keys.ts'
import type {StoredDocument} from '../../store/store.ts'
import {parseByteRange} from '../byte-range.ts'
import type {Call} from '../call.ts'
import {datasetOf} from '../call.ts'
import {identify} from '../identify.ts'
import type {Route} from '../router.ts'

/** Nothing that is served here can run, frame or load anything. */
const lockedUp = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
}

/** What an address names never changes. */
const lasting = 'private, max-age=31536000, immutable'

/**
 * An image, as it is or as its parameters ask; only pixels go out.
 *
 * No token is needed: a browser sends none for `<img>`. Whoever knows the sha1 of the bytes was
 * told it by a document that they may read.
 */
export const image: Route = {
  name: 'image',
  method: 'GET',
  path: '/images/:project/:dataset/:file',
  audience: 'anyone',
  handle: async (call) => {
    const {name, document} = find(call, 'image')
    if (mayHaveOriginal(call, document)) return original(call, name, document)
    const {searchParams} = call.url
    const plan = parseImageParameters(searchParams)
    if (
      plan?.isAuto &&
      !plan.format &&
      /\bimage\/webp\b/.test(call.request.headers.get('accept') ?? '')
    ) {
      plan.format = 'webp'
    }
    const {bytes, mimeType} = await call.services.assets.render(name, plan)
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`
    const headers: Record<string, string> = {
      ...lockedUp,
      'content-type': mimeType,
      'content-length': String(bytes.length),
      'content-disposition': dispositionOf(mimeType, name, document, searchParams),
      'cache-control': lasting,
      etag,
      ...(plan?.isAuto && {vary: 'accept'}),
    }
    if (call.request.headers.get('if-none-match') === etag) {
      return new Response(null, {
        status: 304,
        headers: {...lockedUp, etag, 'cache-control': lasting},
      })
    }
    return new Response(bytes as Uint8Array<ArrayBuffer>, {headers})
  },
}

/** The same under a name that a page gives it, which means nothing. */
export const namedImage: Route = {...image, path: '/images/:project/:dataset/:file/:name'}

/** A file, to be saved: no browser shows one. */
export const file: Route = {
  name: 'file',
  method: 'GET',
  path: '/files/:project/:dataset/:file',
  audience: 'anyone',
  handle: (call) => {
    const {name, document} = find(call, 'file')
    return original(call, name, document)
  },
}

export const namedFile: Route = {...file, path: '/files/:project/:dataset/:file/:name'}

/** @throws {LakeError} 404 where the dataset has no such asset, or the caller may not read it. */
function find(call: Call, kind: 'image' | 'file'): {name: AssetName; document: StoredDocument} {
  const {params, services} = call
  const name = parseAssetFile(kind, params['file'] ?? '')
  const dataset = datasetOf(call)
  const isHere =
    params['project'] === services.projectId && services.store.datasets().includes(dataset)
  const document =
    name && isHere
      ? services.store.read(dataset, (view) => view.document(toAssetId(name)))
      : undefined
  if (name && document?._type === `sanity.${kind}Asset`) {
    if (!call.request.headers.has('authorization')) return {name, document}
    if (callerOf(call).canRead(document)) return {name, document}
  }
  throw assetFault(404, 'asset-unknown', 'There is no such asset')
}

/** Stored bytes, EXIF and all, are for exports: with a token, or the key that an export was given. */
function mayHaveOriginal(call: Call, document: StoredDocument): boolean {
  const {request, url, services} = call
  const wanted = url.searchParams.get('dlRaw')
  if (wanted === null) return false
  if (wanted === 'true') {
    return request.headers.has('authorization') && callerOf(call).canRead(document)
  }
  return isOriginalKey(wanted, services.formKey, datasetOf(call), document._id)
}

function callerOf({request, address, services}: Call) {
  return identify(request.headers, address, services)
}

async function original(
  {services, request}: Call,
  name: AssetName,
  document: StoredDocument,
): Promise<Response> {
  const {bytes, read} = await services.assets.find(name)
  const mimeType = document['mimeType']
  const etag = `"${name.sha1}"`
  const headers = {
    ...lockedUp,
    'content-type': typeof mimeType === 'string' ? safeType(mimeType) : 'application/octet-stream',
    'content-disposition': attachment(name, document),
    'cache-control': lasting,
    'accept-ranges': 'bytes',
    etag,
    'x-sanity-sha1': name.sha1,
  }
  if (request.headers.get('if-none-match') === etag) {
    return new Response(null, {status: 304, headers: {...lockedUp, etag, 'cache-control': lasting}})
  }
  const range = rangeOf(request.headers, bytes, etag)
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: {...lockedUp, 'content-range': `bytes */${bytes}`},
    })
  }
  const partial: Record<string, string> = range
    ? {
        'content-range': `bytes ${range.start}-${range.end}/${bytes}`,
        'content-length': String(range.end - range.start + 1),
      }
    : {'content-length': String(bytes)}
  const answer = {status: range ? 206 : 200, headers: {...headers, ...partial}}
  if (request.method === 'HEAD') return new Response(null, answer)
  const body = Readable.from(read(range ?? undefined))
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array<ArrayBuffer>>, answer)
}

/** A part only of the bytes that the client has the rest of. */
function rangeOf(headers: Headers, bytes: number, etag: string): ReturnType<typeof parseByteRange> {
  const wanted = headers.get('if-range')
  return wanted === null || wanted === etag ? parseByteRange(headers.get('range'), bytes) : null
}

/** The type was decided from bytes at the upload, but a document can be patched. */
function safeType(given: string): string {
  const known =
    /^(?:image\/(?:png|jpeg|gif|webp)|application\/(?:pdf|zip|gzip)|video\/mp4|audio\/mpeg)$/
  return known.test(given) ? given : 'application/octet-stream'
}

/** Drawings are saved, not shown, when somebody opens their address; `<img>` shows them. */
function dispositionOf(
  mimeType: string,
  name: AssetName,
  document: StoredDocument,
  search: URLSearchParams,
): string {
  return mimeType === 'image/svg+xml' || search.has('dl') ? attachment(name, document) : 'inline'
}

/** @see https://www.rfc-editor.org/rfc/rfc6266 */
function attachment(name: AssetName, {originalFilename}: StoredDocument): string {
  const given = typeof originalFilename === 'string' ? originalFilename.toWellFormed() : ''
  const encoded = encodeURIComponent(given.slice(0, 200)).replaceAll(
    /['()*]/g,
    (character) => `%${character.codePointAt(0)?.toString(16).toUpperCase()}`,
  )
  const extended = given === '' ? '' : `; filename*=UTF-8''${encoded}`
  return `attachment; filename="${toAssetFile(name)}"${extended}`
}
