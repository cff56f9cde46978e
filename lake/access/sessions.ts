import type {Effects} from '../effects.ts'
import type {AccountStore} from '../store/store.ts'
import {hashSecret, makeSecret} from './secret.ts'

/** A session ends this long after login, however much it is used. */
const sessionLifetimeMs = 12 * 60 * 60 * 1000

/** Log a user in: gives the session's token, of which only the hash is kept. */
export function startSession(accounts: AccountStore, user: string, effects: Effects): string {
  const createdAt = effects.clock()
  accounts.removeExpiredSessions(createdAt)
  const token = makeSecret('ms_', effects)
  const expiresAt = new Date(Date.parse(createdAt) + sessionLifetimeMs).toISOString()
  accounts.putSession({hash: hashSecret(token), user, createdAt, expiresAt})
  return token
}

/** Log out: the token is refused from now on. A token for programs stays. */
export function endSession(accounts: AccountStore, token: string): void {
  accounts.removeSession(hashSecret(token))
}
