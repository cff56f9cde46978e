import {createClient, type SanityClient} from '@sanity/client'

import type {ContentSource, RawDocument} from '#pipeline'
import {documentTypes} from '#schemas'

import type {LakeAddress} from './lake-address.ts'
import {ourDocuments} from './loaded-source.ts'
import {assetFileName} from './sanity-asset.ts'
import {SourceError} from './source-error.ts'

/** Documents a request. */
const pageSize = 500
const timeoutMs = 60_000

const types = [...documentTypes.map((type) => type.name), 'sanity.imageAsset']

/** What takes a request to the lake and brings its answer. */
export type Transport = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>

/** How a lake is reached, where it is not by the network. */
export interface LakeOptions {
  /** Of a lake in this process; the network unless given. */
  transport?: Transport
  /** Where the bytes of an asset lie, whatever its document says. */
  assetUrl?: (id: string) => string
}

/** Read a Content Lake, hosted or not, through `@sanity/client`. */
export function sanityLake(address: LakeAddress, options: LakeOptions = {}): ContentSource {
  const {projectId, dataset, apiHost} = address
  const {transport, assetUrl} = options
  const name = `${apiHost ?? 'sanity'}/${projectId}/${dataset}`
  const client = connect(address, transport)
  const urls = new Map<string, string>()
  return {
    name,
    async documents() {
      const documents = await fetchAll(client, name)
      for (const {_id, _type, url} of documents) {
        if (_type === 'sanity.imageAsset' && typeof url === 'string') urls.set(_id, url)
      }
      return ourDocuments(documents)
    },
    async asset(id) {
      assetFileName(id) // An id that is none asks for nothing.
      const url =
        assetUrl?.(id) ?? urls.get(id) ?? (await ask(name, () => client.getDocument(id)))?.['url']
      if (typeof url === 'string') return fetchAsset(url, id, address, transport)
      throw new SourceError('asset-missing', `${name} has no asset ${id}`)
    },
    async close() {
      urls.clear()
    },
  }
}

/** Make a client. @throws `SourceError` `lake-not-configured`. */
export function connect(
  {projectId, dataset, token, apiHost}: LakeAddress,
  transport?: Transport,
): SanityClient {
  try {
    return createClient({
      projectId,
      dataset,
      apiVersion: '2025-02-19',
      useCdn: false,
      perspective: 'raw',
      timeout: timeoutMs,
      maxRetries: 2,
      ...(token ? {token} : {}),
      ...(apiHost ? {apiHost, useProjectHostname: false} : {}),
      ...(transport ? {resolveFetch: () => transport} : {}),
    })
  } catch (error) {
    throw new SourceError('lake-not-configured', 'The address of the lake is not valid', {
      cause: error,
    })
  }
}

/** Page by id, which stays right while others write. */
async function fetchAll(client: SanityClient, name: string): Promise<RawDocument[]> {
  const documents: RawDocument[] = []
  const query = `*[_type in $types && _id > $after] | order(_id asc) [0...${pageSize}]`
  let after = ''
  for (;;) {
    const page = asDocuments(
      await ask(name, () => client.fetch<unknown>(query, {types, after})),
      name,
    )
    documents.push(...page)
    const last = page.at(-1)
    if (page.length < pageSize || !last) return documents
    if (last._id === after) throw malformed(name, `answers with ${after} again and again`)
    after = last._id
  }
}

function asDocuments(page: unknown, name: string): RawDocument[] {
  if (!Array.isArray(page)) throw malformed(name, 'answers the query with no list of documents')
  for (const document of page as unknown[]) {
    if (!isDocument(document))
      throw malformed(name, 'answers with a document without `_id` or `_type`')
  }
  return page as RawDocument[]
}

function isDocument(value: unknown): value is RawDocument {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['_id', '_type'].every(
      (key) => Object.hasOwn(value, key) && typeof Reflect.get(value, key) === 'string',
    )
  )
}

function malformed(name: string, reason: string): SourceError {
  return new SourceError('document-malformed', `${name} ${reason}`)
}

async function ask<T>(name: string, request: () => Promise<T>): Promise<T> {
  try {
    return await request()
  } catch (error) {
    throw new SourceError(
      'lake-unreachable',
      `${name} does not answer: check the address, the token and that it runs`,
      {cause: error},
    )
  }
}

/**
 * Fetch the stored bytes of an asset: `dlRaw` asks for them, not for what browsers are served.
 *
 * Only the lake itself and Sanity's own CDN are asked: an asset document names any address.
 */
async function fetchAsset(
  given: string,
  id: string,
  {apiHost, token}: LakeAddress,
  transport: Transport = fetch,
): Promise<Uint8Array> {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || (url.origin !== apiHost && url.origin !== 'https://cdn.sanity.io')) {
    throw new SourceError('asset-unreadable', `The asset ${id} lies at ${given}, not in the lake`)
  }
  // Sanity's CDN serves originals to anyone, and hears no token.
  const bearer = url.origin === apiHost ? token : undefined
  if (bearer) url.searchParams.set('dlRaw', 'true')
  const response = await transport(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
    ...(bearer ? {headers: {authorization: `Bearer ${bearer}`}} : {}),
  }).catch((error: unknown) => {
    throw new SourceError('lake-unreachable', `The asset ${id} cannot be fetched`, {cause: error})
  })
  if (!response.ok) {
    throw new SourceError('asset-missing', `The asset ${id} answers with status ${response.status}`)
  }
  return new Uint8Array(await response.arrayBuffer())
}
