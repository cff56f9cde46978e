/** Why a source cannot be read. */
export type SourceErrorCode =
  | 'dataset-unreadable'
  | 'dataset-malformed'
  | 'dataset-truncated'
  | 'document-malformed'
  | 'duplicate-id'
  | 'asset-missing'
  | 'asset-unreadable'
  | 'lake-unreachable'
  | 'lake-not-configured'

/** A fault of a content source; the message names the place. */
export class SourceError extends Error {
  readonly code: SourceErrorCode

  constructor(code: SourceErrorCode, message: string, options?: {cause?: unknown}) {
    super(message, options)
    this.name = 'SourceError'
    this.code = code
  }
}
