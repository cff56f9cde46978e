import {describeFault, systemCode} from '../../repository/system-fault.ts'
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
  if (!isFault(error)) throw error
  const path = 'path' in error ? String(error.path) : ''
  const message = describeFault(error)
  // A `RepositoryError` begins with its path.
  return {
    code: 'disk',
    path,
    message: message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message,
  }
}

/** Whether it is a refusal of ours, a `RepositoryError` of the folder or an error of the system. */
export function isFault(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  return (
    error instanceof PullError ||
    ('code' in error && 'path' in error) ||
    systemCode(error) !== undefined
  )
}

/** Make what the system refuses a refusal of ours; a bug stays what it is. */
export function toPullError(error: unknown, path: string): unknown {
  if (error instanceof PullError || !isFault(error)) return error
  return new PullError('disk', path, describeFault(error), {cause: error})
}
