/** Why a request was not made, or has no answer: `docs/push.md` lists them. */
export type EgressCode =
  | 'url-refused'
  | 'address-refused'
  | 'redirect-refused'
  | 'timed-out'
  | 'unreachable'

/** An outgoing request that failed, with nothing secret in its message. */
export class EgressError extends Error {
  override readonly name = 'EgressError'
  readonly code: EgressCode

  constructor(code: EgressCode, message: string, options?: {cause?: unknown}) {
    super(message, options)
    this.code = code
  }
}
