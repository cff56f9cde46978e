import type {PathFaultCode} from '../bundle/path-faults.ts'

/** Why a repository is not written. */
export type RepositoryErrorCode =
  | PathFaultCode
  | 'out-is-root'
  | 'out-is-home'
  | 'out-is-link'
  | 'out-not-a-folder'
  | 'out-not-a-repository'
  | 'busy'
  | 'store-failed'
  | 'taken'
  | 'page-taken'
  | 'article-twice'
  | 'bundle-damaged'
  | 'trust-unverified'
  | 'trust-older-than-newest'
  | 'release-key-unknown'
  | 'other-publisher'
  | 'clock-behind'
  | 'head-altered'
  | 'feed-broken'
  | 'root-unsigned'
  | 'not-a-repository'
  | 'audience-left-out'

/** Refusal to write a repository; what readers see stays as it was. */
export class RepositoryError extends Error {
  override name = 'RepositoryError'
  readonly code: RepositoryErrorCode
  /** Path in the repository, or of it. */
  readonly path: string

  constructor(
    code: RepositoryErrorCode,
    path: string,
    message: string,
    options?: {cause?: unknown},
  ) {
    super(`${path}: ${message}`, options)
    this.code = code
    this.path = path
  }
}
