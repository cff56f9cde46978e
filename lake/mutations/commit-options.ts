import type {Change, StoredDocument, StoreView, Transaction} from '../store/store.ts'
import type {QuerySelection} from './mutation.ts'
import type {MutationResult} from './working-set.ts'

/** What a doorkeeper is told about a document that wants in. */
export interface DoorkeeperContext {
  dataset: string
  author: string
  /** ISO time of the transaction. */
  at: string
  before: StoredDocument | null
  /** The dataset as it was before the transaction. */
  view: StoreView
}

/** Why a doorkeeper refuses a document. */
export interface DoorkeeperRefusal {
  code: string
  message: string
}

/** Judge a document at the door: null lets it in. Only judgements that take time are promises. */
export type Doorkeeper = (
  document: StoredDocument,
  context: DoorkeeperContext,
) => DoorkeeperRefusal | null | Promise<DoorkeeperRefusal | null>

/** A request to change documents: mutations, or actions. */
export interface CommitRequest {
  /** As the client gave them. */
  mutations?: unknown
  /** As the client gave them; either these or `mutations`. */
  actions?: unknown
  /** The client's own, which becomes the revision; made up where it gives none. */
  transactionId?: string
  /** Id of the user. */
  author: string
  /** ISO time. */
  at: string
  /** Do everything but keep nothing. */
  dryRun?: boolean
  autoGenerateArrayKeys?: boolean
  /** Makes ids of documents and transactions, and keys; random where it is not given. */
  newId?: () => string
  /**
   * Called for every change inside the transaction, before anything is written; throws a LakeError
   * to refuse all of it. `'unchanged'` drops this one change as if it had not been asked for.
   */
  authorise?: (change: Change, view: StoreView) => void | 'unchanged'
  doorkeeper?: Doorkeeper
  /** Gives the ids of the documents that a mutation by query is about, as the author sees them. */
  resolveQuery?: (selection: QuerySelection) => Promise<string[]>
  /** Called once the transaction is durable, before the next one can begin: for listeners. */
  onCommit?: (transaction: Transaction) => void
}

/** What a commit did. */
export interface CommitResult {
  transactionId: string
  results: (MutationResult & {
    /** The document afterwards; as it was, where it was deleted. */
    document?: StoredDocument
  })[]
  /** Undefined for a dry run, a repeat, and where nothing changed. */
  transaction?: Transaction
  /** The transaction had been made before; its answer is given again. */
  isRepeat: boolean
}
