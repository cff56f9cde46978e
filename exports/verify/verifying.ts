import type {ParsedTrust} from '#pipeline'

import type {ArtifactReader} from '../repository/artifact-store.ts'
import type {Root} from '../repository/format/root-file.ts'
import type {Fault, Note} from './fault.ts'

export interface VerifyRepositoryOptions {
  /** UTC instant to judge by; without it no head is called expired. */
  now?: string
  /** Called after each bundle, for progress on long work. */
  onBundle?: (done: number, total: number) => void
}

/** What a repository is verified with. */
export interface Verifying {
  reader: ArtifactReader
  rootKeys: readonly Uint8Array[]
  root: Root
  trust: ParsedTrust | undefined
  options: VerifyRepositoryOptions
  faults: Fault[]
  notes: Note[]
}
