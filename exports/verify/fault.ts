import type {PathFaultCode} from '../bundle/path-faults.ts'
import type {ZipFaultCode} from './read-zip.ts'

/** What is wrong with a bundle or a repository; stable, listed in docs/bundle.md. */
export type FaultCode =
  | PathFaultCode
  | ZipFaultCode
  | 'not-a-bundle'
  | 'not-a-repository'
  | 'not-a-file'
  | 'malformed'
  | 'missing'
  | 'extra'
  | 'altered'
  | 'wrong-name'
  | 'wrong-key'
  | 'bad-signature'
  | 'revoked-signer'
  | 'trust-not-signed-by-root'
  | 'trust-older-than-newest'
  | 'edition-altered'
  | 'text-differs'
  | 'sign-off-insufficient'
  | 'change-requested'
  | 'withdrawn'
  | 'manifest-differs'
  | 'index-altered'
  | 'head-altered'
  | 'head-expired'
  | 'feed-broken'
  | 'feed-differs'
  | 'tombstone-altered'
  | 'pointer-altered'
  | 'index-differs'
  | 'latest-differs'

/** One fault, with the file that has it. */
export interface Fault {
  code: FaultCode
  /** File, from the root of what was verified; empty for the whole. */
  path: string
  message: string
}

type NoteCode =
  | 'freshness-unchecked'
  | 'time-unchecked'
  | 'text-unchecked'
  | 'sample-content'
  | 'emergency'
  | 'overdue'
  | 'expired'
  | 'trust-newer-than-index'
  | 'audience-behind'

/** Something that a reader should know and that is no fault. */
export interface Note {
  code: NoteCode
  path: string
  message: string
}

/** What a verification found. */
export interface Verification {
  /** True when there is no fault. */
  ok: boolean
  faults: Fault[]
  notes: Note[]
}

/** Make a fault. */
export function fault(code: FaultCode, path: string, message: string): Fault {
  return {code, path, message}
}
