import type {PathFaultCode} from './path-faults.ts'

/** Why a bundle is not packed. */
export type BundleErrorCode =
  | PathFaultCode
  | 'not-a-publication'
  | 'publication-mismatch'
  | 'edition-altered'
  | 'asset-altered'
  | 'artifacts-missing'
  | 'statement-unverified'
  | 'statement-mismatch'
  | 'sign-off-insufficient'
  | 'release-key-unknown'
  | 'release-key-revoked'
  | 'release-signature-wrong'
  | 'trust-unverified'

/** Refusal to pack: nothing is made, the message names the file or the statement. */
export class BundleError extends Error {
  override name = 'BundleError'
  readonly code: BundleErrorCode
  /** Path in the bundle, id of a statement or an edition. */
  readonly subject: string

  constructor(
    code: BundleErrorCode,
    subject: string,
    message: string,
    options?: {cause?: unknown},
  ) {
    super(`${subject}: ${message}`, options)
    this.code = code
    this.subject = subject
  }
}
