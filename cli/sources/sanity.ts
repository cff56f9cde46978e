import {createClient, type SanityClient} from '@sanity/client'

import type {ContentSource, RawDocument} from '#pipeline'
import {compareText, documentTypes} from '#schemas'

import {SourceError} from './source-error.ts'

/** Documents a request. */
const pageSize = 500
const assetTimeoutMs = 60_000

/** How to reach a lake. */
export interface LakeAddress {
  projectId: string
  dataset: string
  /** Never in argv or a URL. */
  token: string | undefined
  /** Of a lake that is not the hosted one, such as `http://127.0.0.1:3333`. */
  apiHost: string | undefined
}

/**
 * Read the address of a lake: `SANITY_PROJECT_ID`, `SANITY_DATASET`, `SANITY_AUTH_TOKEN`,
 * `SANITY_API_HOST`.
 *
 * @throws `SourceError` `lake-not-configured` that names what is missing.
 */
export function lakeAddress(env: NodeJS.ProcessEnv): LakeAddress {
  const projectId = env['SANITY_PROJECT_ID']
  const dataset = env['SANITY_DATASET']
  if (!projectId || !dataset) {
    throw new SourceError(
      'lake-not-configured',
      `--source sanity needs ${projectId ? 'SANITY_DATASET' : 'SANITY_PROJECT_ID'} in the environment`,
    )
  }
  return {
    projectId,
    dataset,
    token: env['SANITY_AUTH_TOKEN'],
    apiHost: env['SANITY_API_HOST'],
  }
}

/** Read a Content Lake, hosted or not, through `@sanity/client`. */
export function sanityLake(address: LakeAddress): ContentSource {
  const {projectId, dataset, token, apiHost} = address
  const name = `${apiHost ?? 'sanity'}/${projectId}/${dataset}`
  const client = createClient({
    projectId,
    dataset,
    apiVersion: '2025-02-19',
    useCdn: false,
    perspective: 'raw',
    ...(token ? {token} : {}),
    ...(apiHost ? {apiHost, useProjectHostname: false} : {}),
  })
  const urls = new Map<string, string>()
  return {
    name,
    async documents() {
      const documents = await fetchAll(client, name)
      for (const {_id, _type, url} of documents) {
        if (_type === 'sanity.imageAsset' && typeof url === 'string') urls.set(_id, url)
      }
      return documents.toSorted((left, right) => compareText(left._id, right._id))
    },
    async asset(id) {
      const url = urls.get(id) ?? (await client.getDocument(id))?.['url']
      if (typeof url !== 'string') {
        throw new SourceError('asset-missing', `${name} has no asset ${id}`)
      }
      return fetchAsset(url, id, address)
    },
    async close() {
      urls.clear()
    },
  }
}

async function fetchAll(client: SanityClient, name: string): Promise<RawDocument[]> {
  const types = [...documentTypes.map((type) => type.name), 'sanity.imageAsset']
  const documents: RawDocument[] = []
  let after = ''
  for (;;) {
    const page = await client
      .fetch<RawDocument[]>(
        `*[_type in $types && _id > $after] | order(_id asc) [0...${pageSize}]`,
        {types, after},
        {filterResponse: true},
      )
      .catch((error: unknown) => {
        throw new SourceError(
          'lake-unreachable',
          `${name} does not answer the query: check the address, the token and that it runs`,
          {cause: error},
        )
      })
    documents.push(...page)
    const last = page.at(-1)
    if (page.length < pageSize || !last) return documents
    after = last._id
  }
}

/** Only the lake itself and Sanity's own CDN are asked: an asset document names any address. */
async function fetchAsset(given: string, id: string, address: LakeAddress): Promise<Uint8Array> {
  const url = new URL(given)
  const own = address.apiHost !== undefined && url.origin === new URL(address.apiHost).origin
  if (!own && url.origin !== 'https://cdn.sanity.io') {
    throw new SourceError(
      'asset-unreadable',
      `The asset ${id} lies at ${url.origin}, which is not the lake`,
    )
  }
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(assetTimeoutMs),
    ...(own && address.token ? {headers: {authorization: `Bearer ${address.token}`}} : {}),
  }).catch((error: unknown) => {
    throw new SourceError('lake-unreachable', `The asset ${id} cannot be fetched`, {cause: error})
  })
  if (!response.ok) {
    throw new SourceError('asset-missing', `The asset ${id} answers with status ${response.status}`)
  }
  return new Uint8Array(await response.arrayBuffer())
}
