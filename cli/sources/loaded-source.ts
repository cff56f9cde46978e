import type {ContentSource, RawDocument} from '#pipeline'
import {compareText, documentTypes} from '#schemas'

import {assetFileName} from './sanity-asset.ts'

/** A dataset in memory. */
export interface LoadedDataset {
  documents: RawDocument[]
  /** @throws `SourceError` when there is no such asset. */
  asset(id: string, fileName: string): Promise<Uint8Array>
}

/** Documents that Marrow knows; others (system documents, other products') are not its business. */
const known = new Set<string>([...documentTypes.map(({name}) => name), 'sanity.imageAsset'])

/** Make a source of what `load` reads, once, at first use. */
export function loadedSource(name: string, load: () => Promise<LoadedDataset>): ContentSource {
  let loading: Promise<LoadedDataset> | undefined
  const dataset = () => (loading ??= load())
  return {
    name,
    async documents() {
      const {documents} = await dataset()
      return documents
        .filter(({_type}) => known.has(_type))
        .toSorted((left, right) => compareText(left._id, right._id))
    },
    async asset(id) {
      return (await dataset()).asset(id, assetFileName(id))
    },
    async close() {
      loading = undefined
    },
  }
}
