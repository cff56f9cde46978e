import type {AttemptLimiter} from '../access/attempt-limiter.ts'
import type {Grant} from '../access/grants.ts'
import type {LoginCodes} from '../access/login-codes.ts'
import type {Assets} from '../assets/assets.ts'
import type {Effects} from '../effects.ts'
import type {Hub} from '../listen/hub.ts'
import type {Presence} from '../listen/presence.ts'
import type {Doorkeeper} from '../mutations/commit-options.ts'
import type {WorkerPool} from '../query/worker-pool.ts'
import type {Store, Transaction} from '../store/store.ts'
import type {HttpLimits} from './limits.ts'
import type {Log} from './log.ts'
import type {Metrics} from './metrics.ts'
import type {Origins} from './origin-check.ts'

/** What the routes work with. */
export interface Services extends Effects, Origins {
  store: Store
  /** Evaluates queries in processes of their own. */
  pool: WorkerPool
  /** Tells listeners of transactions. */
  hub: Hub
  presence: Presence
  projectId: string
  assets: Assets
  /** Examines each edition and statement before it is let in. */
  doorkeeper: Doorkeeper
  /** Told of each transaction once it is durable, in order. */
  onCommit: (transaction: Transaction) => void
  /** What may be read without a token. */
  publicGrants: readonly Grant[]
  limits: HttpLimits
  log: Log
  metrics: Metrics
  loginCodes: LoginCodes
  /** Wrong tokens and passwords, by network. */
  guesses: AttemptLimiter
  /** Wrong passwords, by account and network. */
  logins: AttemptLimiter
  /** Key of this process, for what it hands out and takes back. */
  formKey: Uint8Array
}
