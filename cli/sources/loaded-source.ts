import type {ContentSource, RawDocument} from '#pipeline'
import {compareText, isDocumentType} from '#schemas'

/** A dataset that was read. */
export interface LoadedDataset {
  documents: RawDocument[]
  /** @throws `SourceError` when there is no such asset. */
  asset(id: string): Promise<Uint8Array>
}

/** Make a source of what `load` reads, once, at first use. */
export function loadedSource(name: string, load: () => Promise<LoadedDataset>): ContentSource {
  let loading: Promise<LoadedDataset> | undefined
  const dataset = () => (loading ??= load())
  return {
    name,
    async documents() {
      return ourDocuments((await dataset()).documents)
    },
    async asset(id) {
      return (await dataset()).asset(id)
    },
    async close() {
      loading = undefined
    },
  }
}

/**
 * Keep the documents that Marrow knows, in order of id.
 *
 * System documents, assets, other products' documents and the versions that content releases hold
 * are not its business.
 */
export function ourDocuments(documents: readonly RawDocument[]): RawDocument[] {
  return documents
    .filter(({_id, _type}) => isDocumentType(_type) && !_id.startsWith('versions.'))
    .toSorted((left, right) => compareText(left._id, right._id))
}
