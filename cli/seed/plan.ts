/** What `seed` does with the sample content, beyond storing it: `content/plan.yaml`. */
export interface SamplePlan {
  /** The site's own edition: settings, board, biographies. */
  site: PlannedEdition
  articles: PlannedArticle[]
  /** Who may sign in the sample trust file. */
  signers: PlannedSigner[]
}

/** An edition to seal, and who signs it. */
export interface PlannedEdition {
  /** Id of the document, without `drafts.`. */
  id: string
  changeNote: string
  /** Persons who wrote it: their lake identities become the contributors. */
  writtenBy: string[]
  /** Persons who sign, in order. */
  signedBy: string[]
}

export type PlannedArticle =
  /** Never submitted. */
  | {id: string; outcome: 'draft'; writtenBy: string[]}
  /** Signed by whom the policy asks for. */
  | (PlannedEdition & {outcome: 'published'})
  /** A signer is among the writers: the export refuses it. */
  | (PlannedEdition & {outcome: 'refused-self-approval'})
  /** Published, then taken back. */
  | (PlannedEdition & {outcome: 'withdrawn'; withdrawal: PlannedWithdrawal})

interface PlannedWithdrawal {
  /** Person who signs it. */
  signedBy: string
  severity: 'safety' | 'editorial' | 'legal'
  /** For the record. */
  reason: string
  /** Public words. */
  notice: string
}

export interface PlannedSigner {
  /** Id of the `person` document. */
  person: string
  /** Identity in the content store, as changes are recorded under it. */
  identity: string
  roles: Array<'editor' | 'medical-expert' | 'publisher'>
  languages: string[]
}
