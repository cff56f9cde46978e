import type {StoredDocument} from '../store/store.ts'
import {parseAssetId, toAssetFile} from './asset-name.ts'
import type {AssetName} from './asset-name.ts'

/** Where a caller reaches the files of a dataset. */
export interface AssetAddress {
  /** Such as `http://localhost:3333`, without a slash at the end. */
  base: string
  projectId: string
  dataset: string
}

/** Give the address of an asset's file: its path, and the whole of it. */
export function addressOf(
  name: AssetName,
  {base, projectId, dataset}: AssetAddress,
): {path: string; url: string} {
  const path = `${name.kind}s/${projectId}/${dataset}/${toAssetFile(name)}`
  return {path, url: `${base}/${path}`}
}

/**
 * Give a document as it is served: an asset says where it is now.
 *
 * What is stored is the address of the upload; the lake may have got another port or name since.
 */
export function withAddress<T extends StoredDocument | null>(document: T, at: AssetAddress): T {
  if (document === null || !isAsset(document)) return document
  const name = parseAssetId(document._id)
  return name ? {...document, ...addressOf(name, at)} : document
}

/** Is it the document of an asset? */
export function isAsset(document: {_type: string} | null): boolean {
  return document?._type === 'sanity.imageAsset' || document?._type === 'sanity.fileAsset'
}
