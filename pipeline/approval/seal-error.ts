export type SealCode =
  | 'asset-missing'
  | 'asset-type'
  | 'asset-damaged'
  | 'asset-too-large'
  | 'svg-malformed'
  | 'svg-unsafe'
  | 'number-taken'
  | 'id-unusable'
  | 'id-taken'
  | 'time-invalid'

/** Content that cannot be sealed as it is. */
export class SealError extends Error {
  override name = 'SealError'
  readonly code: SealCode
  /** Asset at fault, if it is one. */
  readonly asset: string | null

  constructor(code: SealCode, message: string, options: {asset?: string; cause?: unknown} = {}) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.code = code
    this.asset = options.asset ?? null
  }
}
