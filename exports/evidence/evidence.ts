import type {ApprovedEdition, LedgerEntry, Publication, VerifiedStatement} from '#pipeline'

/** All that an evidence pack says of one edition. */
export interface Evidence {
  /** The page of the article, composed with its context. */
  publication: Publication
  approved: ApprovedEdition
  /** Every verified statement about the edition, oldest first: refusals to sign, too. */
  statements: readonly VerifiedStatement[]
  /** Entries of the ledger about the article, in their order. */
  ledger: readonly LedgerEntry[]
  /** Head of the whole ledger that they are taken from. */
  head: {seq: number; hash: string}
  /** Signed trust file, as stored. */
  trust: string
}
