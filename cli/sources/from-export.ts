import type {RawDocument} from '#pipeline'

import type {LoadedDataset} from './loaded-source.ts'
import {parseDataset} from './parse-dataset.ts'
import {assetFileName, resolveSanityAssets} from './sanity-asset.ts'
import {SourceError} from './source-error.ts'

/**
 * Parse a dataset export and resolve its `_sanityAsset`s.
 *
 * @param name For messages: a path.
 * @param read Reads a file of the export by its relative path; undefined when there is none.
 */
export async function fromExport(
  ndjson: Uint8Array,
  name: string,
  read: (path: string) => Promise<Uint8Array | undefined>,
): Promise<LoadedDataset> {
  const assets = new Map<string, Uint8Array>()
  const readAsset = async (path: string) => {
    const bytes = await read(path)
    if (bytes) return bytes
    throw new SourceError('asset-missing', `${path} is not in the export that ${name} belongs to`)
  }
  const documents: RawDocument[] = []
  for (const document of parseDataset(ndjson, name)) {
    const {_id, _type} = document
    const resolved = await resolveSanityAssets(document, readAsset, assets)
    documents.push({...(resolved as object), _id, _type})
  }
  return {
    documents,
    asset: async (id) => assets.get(id) ?? readAsset(`images/${assetFileName(id)}`),
  }
}
