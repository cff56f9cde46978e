import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

import type {RawDocument} from '#pipeline'
import {compareText} from '#schemas'

import {assetFileName} from '../../../cli/sources/sanity-asset.ts'
import type {SampleDataset} from './dataset.ts'

/** A request that the server got. */
interface Asked {
  url: string
  authorization: string | undefined
}

/** A Content Lake on loopback that answers what the source asks, and nothing else. */
export interface LakeServer {
  origin: string
  asked: Asked[]
  close(): Promise<void>
}

/**
 * @param token Requests without it get 401.
 * @param answered What every query gets, whatever the dataset holds.
 */
export async function serveLake(
  dataset: SampleDataset,
  token: string,
  answered?: unknown,
): Promise<LakeServer> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const {url = '', headers} = request
    asked.push({url, authorization: headers.authorization})
    if (headers.authorization !== `Bearer ${token}`) answer(response, 401, {message: 'No'})
    else if (answered === undefined) route(request, response, dataset)
    else answer(response, 200, {ms: 1, result: answered})
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const {port} = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function route(request: IncomingMessage, response: ServerResponse, dataset: SampleDataset): void {
  const url = new URL(request.url ?? '', `http://${request.headers.host}`)
  const [, area, name] =
    /^\/(?:v2025-02-19\/data\/)?(query|doc|images)\/(.*)$/.exec(url.pathname) ?? []
  const documents = dataset.documents.map((document) => withUrl(document, url.origin))
  if (area === 'query') answer(response, 200, {ms: 1, result: queried(documents, url)})
  else if (area === 'doc') {
    const id = name?.split('/').at(-1)
    answer(response, 200, {documents: documents.filter(({_id}) => _id === id)})
  } else {
    const bytes = [...dataset.assets].find(([id]) => assetFileName(id) === name)?.[1]
    response.writeHead(bytes ? 200 : 404).end(bytes)
  }
}

/** Answer the one query that the source sends; GROQ's own engine is not what is tested here. */
function queried(documents: readonly RawDocument[], url: URL): RawDocument[] {
  const query = url.searchParams.get('query') ?? ''
  const match =
    /^\*\[_type in \$types && _id > \$after\] \| order\(_id asc\) \[0\.\.\.(\d+)\]$/.exec(query)
  if (!match) throw new Error(`not the query of the source: ${query}`)
  const types = JSON.parse(url.searchParams.get('$types') ?? '[]') as string[]
  const after = JSON.parse(url.searchParams.get('$after') ?? '""') as string
  return documents
    .filter(({_id, _type}) => types.includes(_type) && compareText(_id, after) > 0)
    .toSorted((left, right) => compareText(left._id, right._id))
    .slice(0, Number(match[1]))
}

function withUrl(document: RawDocument, origin: string): RawDocument {
  if (document._type !== 'sanity.imageAsset' || 'url' in document) return document
  return {...document, url: `${origin}/images/${assetFileName(document._id)}`}
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(body))
}
