import {isAsset, withAddress} from '../../assets/asset-address.ts'
import {originalKey} from '../../assets/original-keys.ts'
import type {StoredDocument} from '../../store/store.ts'
import {assetAddressFor} from '../asset-address-for.ts'
import type {Call} from '../call.ts'
import {HttpError} from '../http-error.ts'
import type {Route} from '../router.ts'
import {checkDataset} from './datasets.ts'

/** Lines to send at once. */
const chunkCharacters = 256 * 1024

/** Most exports of this process at once. */
const mostAtOnce = 3
let running = 0

/**
 * Every document that the caller may read, one JSON object a line, in order of id: one state of the
 * dataset, whatever is written while it is sent.
 *
 * The addresses of assets carry a key to their stored bytes, since `@sanity/export` fetches them
 * without its token.
 */
export const exportDataset: Route = {
  name: 'export',
  method: 'GET',
  path: '/:version/data/export/:dataset',
  audience: 'readers',
  handle: (call) => {
    const dataset = checkDataset(call)
    const types = call.url.searchParams.get('types')?.split(',').filter(Boolean) ?? []
    const where = types.length > 0 ? ({kind: 'type-in', types} as const) : ({kind: 'all'} as const)
    if (running >= mostAtOnce) throw busy()
    const bodies = call.services.store.read(dataset, (view) => view.candidateBodies({where}))
    const lines = linesOf(bodies, dataset, call)
    const end = beginTurn()
    const encoder = new TextEncoder()
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        const {chunk, isLast} = nextChunk(lines)
        if (chunk !== '') controller.enqueue(encoder.encode(chunk))
        if (!isLast) return
        end()
        controller.close()
      },
      cancel: end,
    })
    return new Response(stream, {headers: {'content-type': 'application/x-ndjson; charset=utf-8'}})
  },
}

/** Count an export as running, until it ends: each has a dataset in memory. */
function beginTurn(): () => void {
  running += 1
  let isOver = false
  return () => {
    if (!isOver) running -= 1
    isOver = true
  }
}

function busy(): HttpError {
  return new HttpError(503, 'export-busy', 'Others export now: try again', {
    headers: {'retry-after': '10'},
  })
}

function* linesOf(bodies: string[], dataset: string, call: Call): Generator<string> {
  for (const body of bodies) {
    const document = JSON.parse(body) as StoredDocument
    if (!call.caller.canRead(document)) continue
    yield `${isAsset(document) ? JSON.stringify(withKey(document, dataset, call)) : body}\n`
  }
}

function nextChunk(lines: Iterator<string>): {chunk: string; isLast: boolean} {
  let chunk = ''
  while (chunk.length < chunkCharacters) {
    const next = lines.next()
    if (next.done) return {chunk, isLast: true}
    chunk += next.value
  }
  return {chunk, isLast: false}
}

function withKey(document: StoredDocument, dataset: string, call: Call): StoredDocument {
  const served = withAddress(document, assetAddressFor(call))
  if (served === document) return document
  const key = originalKey(call.services.formKey, dataset, document._id)
  return {...served, url: `${String(served['url'])}?dlRaw=${key}`}
}
