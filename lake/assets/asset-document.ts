import {addressOf, type AssetAddress} from './asset-address.ts'
import {toAssetId, type AssetName} from './asset-name.ts'
import type {AssetFacts} from './inspect-asset.ts'
import type {ImageMetadata} from './image-metadata.ts'

/** What an asset's document is made of. */
export interface AssetDescription {
  name: AssetName
  facts: AssetFacts
  metadata: ImageMetadata | null
  bytes: number
  /** Words of whoever uploads it: file name, title, description and so on. */
  words: Record<string, unknown>
  uploadId: string
  at: AssetAddress
}

/** Describe an asset as the Content Lake does. */
export function toAssetDocument({
  name,
  facts,
  metadata,
  bytes,
  words,
  uploadId,
  at,
}: AssetDescription): Record<string, unknown> & {_id: string; _type: string} {
  const {path, url} = addressOf(name, at)
  return {
    _id: toAssetId(name),
    _type: `sanity.${name.kind}Asset`,
    assetId: name.sha1,
    extension: name.extension,
    mimeType: facts.mimeType,
    path,
    sha1hash: name.sha1,
    size: bytes,
    uploadId,
    url,
    ...words,
    ...(metadata && {metadata}),
  }
}
