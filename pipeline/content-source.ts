import type {RawDocument} from './approval/types.ts'

/**
 * Where documents and assets come from: a dataset file, a lake over HTTP, the embedded lake.
 *
 * One contract suite (`tests/cli/sources/contract.ts`) runs on every implementation.
 */
export interface ContentSource {
  /** For messages: a path or an address. */
  name: string
  /**
   * Read every document of our types, drafts too, in order of id.
   *
   * @throws `SourceError` with the place (line, byte or document id) for bad data.
   */
  documents(): Promise<RawDocument[]>
  /**
   * Read the stored bytes of an asset, by Sanity asset id.
   *
   * @throws `SourceError` `asset-missing`.
   */
  asset(id: string): Promise<Uint8Array>
  close(): Promise<void>
}
