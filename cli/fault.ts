/** What went wrong, for the exit code: `docs/cli.md` lists them. */
export type FaultCode =
  | 'usage'
  | 'home-missing'
  | 'data'
  | 'key'
  | 'trust'
  | 'ledger'
  | 'not-found'
  | 'refused'
  | 'busy'
  | 'clock-behind'

/** A fault that ends a command: says where, what, and what to do. */
export class CommandError extends Error {
  readonly code: FaultCode

  constructor(code: FaultCode, message: string, options?: {cause?: unknown}) {
    super(message, options)
    this.name = 'CommandError'
    this.code = code
  }
}
