import type {SanityClient} from '@sanity/client'

/**
 * Make a reader of the stored bytes of assets, untouched (`dlRaw`): what is hashed into a version.
 *
 * Each asset is fetched once. The reader throws when there is no such asset.
 */
export function assetReader(client: SanityClient): (id: string) => Promise<Uint8Array> {
  const reads = new Map<string, Promise<Uint8Array>>()
  return (id) => {
    const known = reads.get(id)
    if (known) return known
    const read = fetchAsset(client, id)
    reads.set(id, read)
    read.catch(() => reads.delete(id))
    return read
  }
}

async function fetchAsset(client: SanityClient, id: string): Promise<Uint8Array> {
  const match = /^(image|file)-([A-Za-z0-9]+(?:-\d+x\d+)?)-([a-z0-9]+)$/.exec(id)
  if (!match) throw new Error(`\`${id}\` is not an asset id`)
  const [, kind, name, extension] = match
  const {apiHost, dataset, projectId, token, useProjectHostname} = client.config()
  const path = `${kind}s/${projectId}/${dataset}/${name}.${extension}?dlRaw=true`
  // Sanity's own CDN serves originals to anyone, and hears no token.
  const isOwn = !useProjectHostname
  const response = await fetch(`${isOwn ? apiHost : 'https://cdn.sanity.io'}/${path}`, {
    headers: {...(isOwn && token && {authorization: `Bearer ${token}`})},
  })
  if (!response.ok) throw new Error(`the lake answers with ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
