import type {AttemptLimiter} from '../access/attempt-limiter.ts'
import type {Grant} from '../access/grants.ts'
import type {LoginCodes} from '../access/login-codes.ts'
import type {PasskeyChallenges} from '../access/passkey-challenges.ts'
import type {Assets} from '../assets/assets.ts'
import type {Effects} from '../effects.ts'
import type {Hub} from '../listen/hub.ts'
import type {Presence} from '../listen/presence.ts'
import type {Doorkeeper} from '../mutations/commit-options.ts'
import type {QueryEvaluator} from '../query/query-evaluator.ts'
import type {Store, Transaction} from '../store/store.ts'
import type {HttpLimits} from './limits.ts'
import type {Log} from './log.ts'
import type {Metrics} from './metrics.ts'
import type {Origins} from './origin-check.ts'

/** What the routes work with. */
export interface Services extends Effects, Origins {
  store: Store
  /** Evaluates queries, where others ask them in processes of their own. */
  pool: QueryEvaluator
  /** Tells listeners of transactions. */
  hub: Hub
  presence: Presence
  projectId: string
  /** The user who may say in whose name it writes; null where nobody may. */
  operator: string | null
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
  /** What passkeys sign to log in. */
  challenges: PasskeyChallenges
  /** Wrong tokens, passwords and passkeys, by network. */
  guesses: AttemptLimiter
  /** Wrong passwords, by account and network. */
  logins: AttemptLimiter
  /** Key of this process, for what it hands out and takes back. */
  formKey: Uint8Array
}
