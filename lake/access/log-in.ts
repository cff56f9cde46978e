import type {Effects} from '../effects.ts'
import type {AccountStore, User} from '../store/store.ts'
import {networkOf} from './attempt-limiter.ts'
import type {AttemptLimiter} from './attempt-limiter.ts'
import {isPassword} from './passwords.ts'

/** What login needs. */
export interface LoginDesk extends Effects {
  accounts: AccountStore
  /** Wrong tokens, passwords and passkeys, by network. */
  guesses: AttemptLimiter
  /** Wrong passwords, by account and network. */
  logins: AttemptLimiter
}

export type LoginOutcome = {user: User} | {waitSeconds: number} | null

/**
 * Find out who logs in with an email address or user id and a password.
 *
 * Wrong attempts are counted by account with network, and by network. Both are checked before the
 * password, so that guessing on brings nothing; nobody can lock an account for another network.
 *
 * @returns
 *   The user, the time to wait, or null: wrong, unknown and disabled look and take the same.
 */
export async function logIn(
  {name, password, address}: {name: string; password: string; address: string},
  desk: LoginDesk,
): Promise<LoginOutcome> {
  const {accounts, guesses, logins, clock} = desk
  const network = networkOf(address)
  const user = accounts.userByEmail(name) ?? accounts.user(name)
  const account = `${user?.id ?? name.toLowerCase().slice(0, 254)} ${network}`
  const now = Date.parse(clock())
  const waitSeconds = Math.max(logins.waitSeconds(account, now), guesses.waitSeconds(network, now))
  if (waitSeconds > 0) return {waitSeconds}
  // counted before the work, so that many attempts at once do not all slip through
  logins.fail(account, now)
  guesses.fail(network, now)
  const isRight = await isPassword(password, user?.passwordHash)
  if (!user || user.disabled || !isRight) return null
  logins.clear(account)
  guesses.clear(network)
  return {user}
}

/** The same with a passkey: wrong ones are counted by network. @param find Verifies the passkey. */
export async function logInWithPasskey(
  address: string,
  {guesses, clock}: Pick<LoginDesk, 'guesses' | 'clock'>,
  find: () => Promise<User | null>,
): Promise<LoginOutcome> {
  const network = networkOf(address)
  const now = Date.parse(clock())
  const waitSeconds = guesses.waitSeconds(network, now)
  if (waitSeconds > 0) return {waitSeconds}
  guesses.fail(network, now)
  const user = await find()
  if (user === null) return null
  guesses.clear(network)
  return {user}
}
