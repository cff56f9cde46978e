import type {FaultCode} from '../../verify/fault.ts'

/** Why a pull took something, or everything, not over; stable, listed in docs/pull.md. */
export type PullCode =
  | FaultCode
  // The way there
  | 'unreachable'
  | 'unauthorised'
  | 'too-large'
  | 'too-slow'
  | 'unfinished'
  | 'redirected'
  | 'insecure'
  // What was signed
  | 'revoked-key'
  | 'root-older'
  | 'root-unsigned'
  | 'trust-older'
  | 'trust-differs'
  | 'head-older'
  | 'head-differs'
  | 'head-expired'
  | 'wrong-audience'
  | 'index-older'
  | 'feed-older'
  | 'feed-broken'
  | 'feed-differs'
  | 'bundle-differs'
  | 'tombstone-differs'
  // This folder
  | 'busy'
  | 'usage'
  | 'not-a-pull-folder'
  | 'other-source'
  | 'state-damaged'
  | 'disk'
  | 'hook-failed'
  | 'not-acknowledged'

/** Something that was not taken over; what readers see stays as it was. */
export class PullError extends Error {
  override name = 'PullError'
  readonly code: PullCode
  /** Path in the repository or in the folder; empty for the whole. */
  readonly path: string
  /** Whether it may go away by itself within seconds. */
  readonly isTransient: boolean

  constructor(
    code: PullCode,
    path: string,
    message: string,
    options: {cause?: unknown; isTransient?: boolean} = {},
  ) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.code = code
    this.path = path
    this.isTransient = options.isTransient ?? false
  }
}

/** What a report says of a failure. */
export interface PullFault {
  code: PullCode
  path: string
  message: string
}

/** Describe any failure of a run; what is no refusal of ours is a fault of the disk or a bug. */
export function faultOf(error: unknown): PullFault {
  if (error instanceof PullError) {
    return {code: error.code, path: error.path, message: error.message}
  }
  if (isStoreFault(error)) return {code: 'disk', path: error.path, message: error.message}
  throw error
}

/** A `RepositoryError` of the folder, or an error of the system. */
function isStoreFault(error: unknown): error is Error & {path: string} {
  return error instanceof Error && 'code' in error && 'path' in error
}
