import {assetFault} from '../../assets/asset-fault.ts'
import {withAddress} from '../../assets/asset-address.ts'
import {toAssetDocument} from '../../assets/asset-document.ts'
import {assetLimits} from '../../assets/asset-limits.ts'
import {permissionFault} from '../../access/caller.ts'
import {json} from '../answer.ts'
import {assetAddressFor} from '../asset-address-for.ts'
import type {Call} from '../call.ts'
import {commitFor} from '../commit-for.ts'
import {boundedBody} from '../read-body.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

/** For a whole upload. */
const uploadMs = 10 * 60_000

/** Longest word that goes with an asset. */
const mostCharacters = 2000

/** Store an image: PNG, JPEG, GIF, WebP or SVG, as its bytes say. */
export const uploadImage: Route = {
  name: 'asset-image',
  method: 'POST',
  path: '/:version/assets/images/:dataset',
  audience: 'users',
  handle: (call) => upload(call, 'image', assetLimits.imageBytes),
}

/** Store a file of any kind. An image among them passes the same check. */
export const uploadFile: Route = {
  name: 'asset-file',
  method: 'POST',
  path: '/:version/assets/files/:dataset',
  audience: 'users',
  handle: (call) => upload(call, 'file', assetLimits.fileBytes),
}

async function upload(call: Call, kind: 'image' | 'file', maxBytes: number): Promise<Response> {
  const {request, url, caller, services} = call
  const dataset = checkDataset(call)
  // Who may not keep the document need not send the bytes.
  const _id = `${kind}-${'0'.repeat(40)}${kind === 'image' ? '-1x1-png' : '-bin'}`
  if (!caller.can('create', {_id, _type: `sanity.${kind}Asset`}))
    throw permissionFault('create', _id)
  if (url.searchParams.has('url')) {
    throw assetFault(400, 'asset-url', 'Assets are not fetched by address: upload the bytes')
  }
  const fileName = fileNameOf(url.searchParams)
  const body = boundedBody(request, maxBytes, {...services.limits, bodyMs: uploadMs})
  const stored = await services.assets.store(body, kind, fileName ?? '')
  const at = assetAddressFor(call)
  const document = toAssetDocument({
    ...stored,
    words: wordsOf(url.searchParams, fileName),
    uploadId: Buffer.from(services.random(16)).toString('hex'),
    at,
  })
  await commitFor(call, dataset, {mutations: [{createIfNotExists: document}]})
  const kept = services.store.read(dataset, (view) => view.document(document._id))
  return json({document: kept ? withAddress(kept, at) : document})
}

/** @throws {LakeError} 400 for a name that is a path, or holds what no name does. */
function fileNameOf(search: URLSearchParams): string | undefined {
  const name = search.get('filename')
  if (name === null || name === '') return undefined
  // oxlint-disable-next-line no-control-regex -- they are what is refused
  const isName = name.length <= 255 && !/[/\\\u0000-\u001F\u007F]/.test(name) && !/^\.+$/.test(name)
  if (isName && name.isWellFormed()) return name
  throw assetFault(400, 'asset-name', '`filename` must be a file name without folders')
}

function wordsOf(search: URLSearchParams, fileName: string | undefined): Record<string, unknown> {
  const words: Record<string, unknown> = fileName === undefined ? {} : {originalFilename: fileName}
  for (const name of ['label', 'title', 'description', 'altText', 'creditLine']) {
    const value = search.get(name)
    if (value !== null) words[name] = value.slice(0, mostCharacters)
  }
  const [id, source] = [search.get('sourceId'), search.get('sourceName')]
  if (id !== null && source !== null) {
    words['source'] = {
      id: id.slice(0, mostCharacters),
      name: source.slice(0, mostCharacters),
      ...(search.has('sourceUrl') && {url: search.get('sourceUrl')?.slice(0, mostCharacters)}),
    }
  }
  return words
}
