// Errors
export {LakeError, mutationError} from './lake-error.ts'
export type {LakeErrorItem, LakeErrorOptions} from './lake-error.ts'

// Mutations
export {commit} from './mutations/commit.ts'
export type {
  CommitRequest,
  CommitResult,
  Doorkeeper,
  DoorkeeperContext,
  DoorkeeperRefusal,
} from './mutations/commit-options.ts'
export {mutateResponse} from './mutations/mutate-response.ts'
export type {QuerySelection} from './mutations/mutation.ts'

// Store
export {restoreStore} from './store/backup.ts'
export type {CandidatePlan, Condition} from './store/candidate-plan.ts'
export {openSqliteStore} from './store/sqlite-store.ts'
export {StoreError} from './store/store-error.ts'
export type {StoreErrorCode} from './store/store-error.ts'
export type {
  AccountStore,
  Change,
  NewTransaction,
  Passkey,
  Session,
  Store,
  StoredDocument,
  StoreTransaction,
  StoreView,
  Token,
  Transaction,
  TransactionQuery,
  User,
} from './store/store.ts'
