import type {CandidatePlan} from './candidate-plan.ts'
import type {CountPlan} from './count-sql.ts'

/** A document as the lake keeps it. Never changed in place: a new one replaces it. */
export interface StoredDocument {
  _id: string
  _type: string
  _rev: string
  _createdAt: string
  _updatedAt: string
  [field: string]: unknown
}

/** What one transaction did to one document. `before` is null where it was created. */
export interface Change {
  id: string
  before: StoredDocument | null
  after: StoredDocument | null
  /** The mutations of this document, replayable on `before`. */
  mutations: object[]
}

/** What one commit did. Its id is the `_rev` of every document that it wrote. */
export interface Transaction {
  /** Counts up for the whole store: order is by this, never by time. */
  seq: number
  dataset: string
  id: string
  author: string
  /** ISO time, by the lake's clock. */
  at: string
  changes: Change[]
}

/** A transaction about to be recorded. */
export interface NewTransaction {
  id: string
  author: string
  at: string
  changes: Change[]
  /** Digest of what was asked for: a repeat of the same id is idempotent only with the same one. */
  request?: string
  /** What was answered, given again when the request is repeated. */
  results?: unknown
}

/** Which transactions to give, in the order of `seq`. */
export interface TransactionQuery {
  /** Only those that changed one of these documents; their other changes are left out. */
  documents?: readonly string[]
  /** Those after this one (exclusive). */
  afterSeq?: number
  /** Those up to this one (inclusive). */
  upToSeq?: number
  /** Newest first. */
  reverse?: boolean
  limit?: number
}

/** What can be read of one dataset. */
export interface StoreView {
  readonly dataset: string
  document(id: string): StoredDocument | undefined
  /** Those of the ids that exist, in the order asked for. */
  documents(ids: readonly string[]): StoredDocument[]
  /** A superset of what a query can return. In order of id unless the plan orders. */
  candidates(plan: CandidatePlan): StoredDocument[]
  /** The same, as the JSON that is stored: what a query's process reads for itself. */
  candidateBodies(plan: CandidatePlan): string[]
  /** How many documents a plan is about, exactly. */
  countOf(plan: CountPlan): number
  /** Stored JSON of those of the ids that exist, in no order. */
  bodies(ids: readonly string[]): string[]
  /** Ids of the documents with a reference to `id`, in order. */
  referrers(id: string, options?: {strongOnly?: boolean}): string[]
  transaction(id: string): Transaction | undefined
  transactions(query: TransactionQuery): Transaction[]
  /** What was asked and answered in a transaction, for a repeat of it. */
  answer(transaction: string): {request: string | null; results: unknown} | undefined
  /** The document as it was; null where it did not exist then, or was never seen. */
  documentAt(id: string, at: {revision: string} | {time: string}): StoredDocument | null
  /** Ids of the versions (`versions.<release>.<id>`) of a document that there ever were. */
  versionsEver(publishedId: string): string[]
  /** `seq` of the newest transaction of this dataset; 0 before the first. */
  lastSeq(): number
  /** How many documents there are. */
  count(): number
}

/** One transaction being made. */
export interface StoreTransaction extends StoreView {
  put(document: StoredDocument): void
  remove(id: string): void
  /** Put the transaction into the history, and give its `seq`. */
  record(transaction: NewTransaction): number
}

/** How the lake keeps documents, their history and its users. */
export interface Store {
  datasets(): string[]
  createDataset(name: string): void
  /** Delete a dataset with its history. Offline commands only: no route may call it. */
  deleteDataset(name: string): void
  /**
   * Read one consistent state.
   *
   * The view stays usable after `work` has returned (a query in a worker asks on); each call then
   * sees the newest state.
   *
   * @throws {LakeError} 404 where there is no such dataset.
   */
  read<T>(dataset: string, work: (view: StoreView) => T): T
  /**
   * Make one transaction: durable when this returns, rolled back when `work` throws.
   *
   * `work` is synchronous; one transaction runs at a time.
   *
   * @throws {LakeError} 404 where there is no such dataset, 507 when the disk is full.
   */
  write<T>(dataset: string, work: (tx: StoreTransaction) => T): T
  /**
   * Erase documents, with all that the history holds of their contents. Offline commands only: no
   * route may call it.
   */
  erase(dataset: string, ids: readonly string[], erasure: {author: string; at: string}): void
  readonly accounts: AccountStore
  /** Copy the whole store while it is in use; the copy is one consistent state. */
  backup(path: string): Promise<void>
  close(): void
}

/** A person who may log in. Only a hash of the password is kept. */
export interface User {
  id: string
  name: string
  email: string
  roles: string[]
  passwordHash?: string
  disabled: boolean
}

/** A token for programs. Only its hash is kept. */
export interface Token {
  id: string
  hash: string
  user: string
  label: string
  createdAt: string
  revokedAt: string | null
}

/** A person logged in. Only the hash of the session's token is kept. */
export interface Session {
  hash: string
  user: string
  createdAt: string
  expiresAt: string
}

/** A passkey of a person, as WebAuthn registered it. */
export interface Passkey {
  /** Credential id, base64url. */
  id: string
  user: string
  /** COSE public key, base64url. */
  publicKey: string
  counter: number
  label: string
  createdAt: string
}

/** Users, and what lets them in. Every write is durable when it returns. */
export interface AccountStore {
  users(): User[]
  user(id: string): User | undefined
  /** Email is compared without regard to case. */
  userByEmail(email: string): User | undefined
  putUser(user: User): void
  tokens(user?: string): Token[]
  tokenByHash(hash: string): Token | undefined
  putToken(token: Token): void
  /** False where there is no such token, or it was revoked before. */
  revokeToken(id: string, at: string): boolean
  sessionByHash(hash: string): Session | undefined
  putSession(session: Session): void
  removeSession(hash: string): void
  removeSessionsOf(user: string): void
  /** Drop the sessions that ended before this ISO time; gives how many. */
  removeExpiredSessions(before: string): number
  passkeys(user: string): Passkey[]
  passkey(id: string): Passkey | undefined
  putPasskey(passkey: Passkey): void
  removePasskey(id: string): void
  /** A JSON value that the Studio keeps for a user; undefined where there is none. */
  keyValue(user: string, key: string): unknown
  setKeyValue(user: string, key: string, value: unknown): void
  /** How many values are kept for a user. */
  keyValueCount(user: string): number
}
