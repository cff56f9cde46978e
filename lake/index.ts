// The lake
export {createLake} from './create-lake.ts'
export type {Lake, LakeOptions} from './create-lake.ts'
export {machineEffects} from './effects.ts'
export type {Effects} from './effects.ts'
export type {Log, LogEntry} from './http/log.ts'
export {Metrics} from './http/metrics.ts'
export {isLoopbackName} from './http/origin-check.ts'
export {serveLake, ServeError} from './serve-lake.ts'
export type {LakeServer, ServedLake, ServeOptions} from './serve-lake.ts'

// Access
export {AttemptLimiter, networkOf} from './access/attempt-limiter.ts'
export {AccountError} from './access/account-error.ts'
export type {AccountErrorCode} from './access/account-error.ts'
export type {Caller} from './access/caller.ts'
export type {Grant, Permission} from './access/grants.ts'
export {roleNames} from './access/roles.ts'
export type {Role} from './access/roles.ts'
export {issueToken, revokeToken} from './access/tokens.ts'
export type {IssuedToken} from './access/tokens.ts'
export {
  createFirstAdministrator,
  createUser,
  setDisabled,
  setPassword,
  setRoles,
} from './access/users.ts'
export type {NewUser} from './access/users.ts'

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
